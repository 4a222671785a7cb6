"""Reading the bodies that the API is sent."""

from http import HTTPStatus

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser


class TooLarge(APIException):
    """The body is larger than DATA_UPLOAD_MAX_MEMORY_SIZE."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


class LimitedJSONParser(JSONParser):
    """Strict JSON of at most DATA_UPLOAD_MAX_MEMORY_SIZE bytes; what is larger is refused unread."""

    def parse(self, stream, media_type=None, parser_context=None):
        length = parser_context["request"].META.get("CONTENT_LENGTH") or 0
        if int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge(_("The request is too large."))
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError(_("The JSON is nested too deeply.")) from None
