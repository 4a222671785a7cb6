"""Errors of the API as application/problem+json (RFC 9457), in the reader's language."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from mapconsult.parsers import TooLarge

CONTENT_TYPE = "application/problem+json"


def exception_handler(exc, context):
    """Answer DRF's exceptions as a problem; `errors` lists every field with its reason.

    Anything unknown is left to Django (a 500), so that it is logged.
    """
    exc = _as_api_exception(exc)
    if exc is None:
        return None
    set_rollback()
    response = Response(problem(exc), status=exc.status_code, content_type=CONTENT_TYPE)
    if wait := getattr(exc, "wait", None):
        response["Retry-After"] = str(int(wait))
    return response


def problem(exc):
    """The body of RFC 9457 for one exception."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(exc.status_code).phrase,
        "status": int(exc.status_code),
    }
    if isinstance(exc, exceptions.ValidationError):
        errors = list(_flatten(exc.detail))
        return body | {"detail": errors[0]["reason"] if errors else "", "errors": errors}
    # What a kind of problem says beside it: its `type`, and members of its own.
    return body | {"detail": str(exc.detail)} | getattr(exc, "members", {})


@csrf_exempt
def page_not_found(request, exception=None):
    """A path under /api/ that leads nowhere, whatever it is asked by: it changes nothing."""
    body = {"type": "about:blank", "title": "Not Found", "status": 404, "detail": _("There is nothing here.")}
    return JsonResponse(body, status=404, content_type=CONTENT_TYPE)


def _as_api_exception(exc):
    if isinstance(exc, RequestDataTooBig):
        return TooLarge(_("The request is too large."))
    if isinstance(exc, Http404):
        return exceptions.NotFound(_("There is nothing here."))
    if isinstance(exc, PermissionDenied):
        return exceptions.PermissionDenied()
    return exc if isinstance(exc, exceptions.APIException) else None


def _flatten(detail, path=""):
    """Yield {"field": "remarks.0.body", "reason": ...} for each leaf of DRF's nested detail."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            yield from _flatten(value, f"{path}.{key}" if path else str(key))
    elif isinstance(detail, list):
        for index, value in enumerate(detail):
            nested = isinstance(value, (dict, list))
            yield from _flatten(value, f"{path}.{index}" if nested else path)
    else:
        # A reason may repeat what was sent: half a character, which JSON can write and UTF-8 cannot.
        yield {"field": path, "reason": str(detail).encode(errors="replace").decode()}
