"""What every request passes before anything reads it."""

import codecs

from django.http import HttpResponse, HttpResponseBadRequest

# Ten scans of a letter, photographed by a good telephone. Django limits what it keeps in memory, but would
# write an uploaded file of any size to the disk.
LARGEST_REQUEST = 100 * 1024 * 1024


def refuse_unreadable(get_response):
    """Answer 400 to two headers that would break Django: a cookie with a null character, which the database
    of sessions cannot look up, and a charset that is no encoding of text (rot13)."""

    def middleware(request):
        broken_cookie = any("\0" in value for value in request.COOKIES.values())
        if broken_cookie or not _is_of_text(request.encoding):
            return HttpResponseBadRequest("Bad request", content_type="text/plain")
        return get_response(request)

    return middleware


def _is_of_text(encoding):
    return encoding is None or codecs.lookup(encoding)._is_text_encoding


def refuse_huge(get_response):
    """Answer 413 before anything of a body is read that no form of ours can send."""

    def middleware(request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > LARGEST_REQUEST:
            return HttpResponse("Request too large", status=413, content_type="text/plain")
        return get_response(request)

    return middleware
