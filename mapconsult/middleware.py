"""What every request passes before anything reads it."""

import codecs

from django.http import HttpResponseBadRequest


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
