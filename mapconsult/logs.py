"""Logs that say what happened and where, and never to whom: no words, names, addresses, tokens or queries.

One line for each request, under its route instead of its path; exceptions as places and kinds alone, because
what they say may repeat what somebody typed; and out of every other line whatever looks like an address.
"""

import contextvars
import copy
import logging
import os
import re
import time
import traceback
import uuid
from http import HTTPStatus

from psycopg2 import Error
from pythonjsonlogger.json import JsonFormatter

requests = logging.getLogger("mapconsult.requests")

REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
# Asked every few seconds by machines, or a file of the release.
QUIET = ("/healthz", "/readyz", "/metrics", "/static/")
PERSONAL = re.compile(
    r"[^\s\"'<>]+@[^\s\"'<>]+"  # e-mail
    r"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"  # IPv4
    r"|(?<![\w:])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}(?![\w:])"  # IPv6
    r"|/(?:zgloszenie|potwierdz|moje-dane|zaproszenie|konto|sledz|nie-sledz)/\S+"  # a secret follows
    r"|\?\S+=\S*"  # a query
)
TIME = "%Y-%m-%dT%H:%M:%S%z"
current = contextvars.ContextVar("request_id", default=None)


def log_requests(get_response):
    """Give each request an id, or keep a proxy's X-Request-ID; tell it, and log how the request ended."""

    def middleware(request):
        told = request.headers.get("X-Request-ID", "")
        request_id = told if REQUEST_ID.fullmatch(told) else str(uuid.uuid4())
        token = current.set(request_id)
        began = time.monotonic()
        try:
            response = get_response(request)
            _log(request, response, time.monotonic() - began)
        finally:
            current.reset(token)
        response["X-Request-ID"] = request_id
        return response

    return middleware


def _log(request, response, seconds):
    level = logging.DEBUG if request.path.startswith(QUIET) else logging.INFO
    if not requests.isEnabledFor(level):
        return
    # Of the account no more than its number, and no query for the log's sake.
    user = request.__dict__.get("_cached_user")
    facts = {
        "method": request.method,
        "route": route_of(request),
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "user": user.pk if user else None,
    }
    requests.log(level, "{method} {route} {status} {ms} ms".format(**facts), extra=facts)


def route_of(request):
    """The pattern that the path matched; nothing of a path that matched none."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "-"


def without_words(error):
    """A traceback of places and kinds, causes first."""
    told, seen = [], set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        told.append("".join(traceback.format_tb(error.__traceback__)) + _kind(error))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nwhich led to\n".join(reversed(told))


def _kind(error):
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, Error):
        return " ".join(filter(None, [name, error.pgcode, error.diag.table_name, error.diag.constraint_name]))
    if isinstance(error, OSError) and error.errno:
        return f"{name} {error.errno} {os.strerror(error.errno)}"
    return name


def said_once(record):
    """Whether to keep a record: what the line of the request says as well is left out."""
    return record.name != "django.request" or bool(record.exc_info)


class Discreet:
    """A formatter that takes out of a record what may be personal, whoever wrote it."""

    def format(self, record):
        record = copy.copy(record)
        record.request_id, record.exc_text = current.get(), None
        record.msg, record.args = _message(record, record.__dict__.pop("request", None)), ()
        return super().format(record)

    def formatException(self, exc_info):
        return without_words(exc_info[1])


def _message(record, request):
    # Records of Django's about a request name its path; JSON would write the request itself, too.
    if request is not None and hasattr(request, "META"):
        status = getattr(record, "status_code", None)
        return f"{HTTPStatus(status).phrase if status else 'Request'}: {route_of(request)}"
    if record.name.startswith("gunicorn") and "request" in str(record.msg):
        return re.split(r" from| %s|:", record.msg)[0]
    return PERSONAL.sub("…", record.getMessage())


class Plain(Discreet, logging.Formatter):
    """For reading."""


class Json(Discreet, JsonFormatter):
    """One object on a line, for programs."""


def formatter(kind):
    """That of LOG_FORMAT, `json` or `plain`."""
    if kind == "json":
        names = {"asctime": "time", "levelname": "level", "name": "logger"}
        fields = "{asctime}{levelname}{name}{message}"
        return Json(fields, TIME, style="{", rename_fields=names, json_ensure_ascii=False)
    return Plain("{asctime} {levelname} {name} {request_id} {message}", TIME, style="{")


def configuration(kind, level):
    """What logging is configured with. Its own handlers, which would mail whole requests, are left out."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"ours": {"()": formatter, "kind": kind}},
        "filters": {"once": {"()": lambda: said_once}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ours", "filters": ["once"]}},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # A line for each step of each PDF; as a warning each letter of a text that no font has.
            "weasyprint": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
        },
        "root": {"handlers": ["console"], "level": level},
    }
