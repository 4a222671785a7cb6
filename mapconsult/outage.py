"""The database is away or a disk is full: an honest 503, and nothing that was typed is lost."""

import errno
import logging
import sys

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.defaults import server_error as plain_server_error

from mapconsult.problems import CONTENT_TYPE

logger = logging.getLogger(__name__)

WAIT = 10  # seconds, what Retry-After says
FULL = (errno.ENOSPC, errno.EDQUOT)


def is_outage(error):
    """Whether it will pass by itself or by the operator's hand, and is no fault of the code.

    A full disk of PostgreSQL's is an OperationalError; a connection that breaks amid an answer is to psycopg2
    a DatabaseError of no further kind.
    """
    if isinstance(error, (OperationalError, InterfaceError)) or type(error) is DatabaseError:
        return True
    return isinstance(error, OSError) and error.errno in FULL


def tell_outages(get_response):
    """Answer 503 when a view meets an outage, and 408 when the rest of a request never comes."""

    def process_exception(request, error):
        if isinstance(error, UnreadablePostError):
            return HttpResponse("Request timeout", status=408, content_type="text/plain")
        return unavailable(request, error) if is_outage(error) else None

    def middleware(request):
        return get_response(request)

    middleware.process_exception = process_exception
    return middleware


def server_error(request):
    """What no view has caused, or no view has foreseen."""
    error = sys.exc_info()[1]
    if is_outage(error):
        return unavailable(request, error)
    if _is_api(request):
        return _problem(500, "Internal Server Error", _("The fault is ours, and it has been written down."))
    return plain_server_error(request)


def unavailable(request, error):
    """A 503 that needs no database: a problem for programs, else a page with the words that were typed."""
    logger.error("Outage: %s", type(error.__cause__ or error).__name__)
    told = _("Our database does not answer, so we do not know whether this was saved. Try again soon.")
    if _is_api(request):
        response = _problem(503, "Service Unavailable", told)
    else:
        context = {"typed": _typed(request), "path": request.path}
        response = HttpResponse(render_to_string("503.html", context), status=503)
    response["Retry-After"] = str(WAIT)
    add_never_cache_headers(response)
    return response


def _is_api(request):
    return request.path.startswith("/api/")


def _problem(status, title, detail):
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)


def _typed(request):
    """The sentences of a form that was sent: whatever has a space in it and is no password."""
    try:
        items = [(name, value) for name, values in request.POST.lists() for value in values]
    except (OSError, SuspiciousOperation, MultiPartParserError):
        return []
    return [value for name, value in items if " " in value.strip() and "password" not in name]
