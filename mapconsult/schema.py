"""What the OpenAPI schema says of every operation: how it refuses."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

from mapconsult.problems import CONTENT_TYPE

EVERYWHERE = {
    "400": "A parameter or the body is wrong; `errors` says which field and why.",
    "404": "There is nothing here, or not for you.",
    "429": "Too many requests: see Retry-After.",
    "503": "The server or its database is busy or away: see Retry-After.",
}
WRITING = {
    "403": "Signed in, but the request does not come from a page of this site, or you may not.",
    "409": "The state of things forbids it.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
}
UNCHANGED = {"304": "The answer with this ETag still holds."}


class ReasonSerializer(serializers.Serializer):
    field = serializers.CharField(help_text="Such as remarks.0.body; empty for the whole.")
    reason = serializers.CharField(help_text="In the reader's language.")


class ProblemSerializer(serializers.Serializer):
    """RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = ReasonSerializer(many=True, required=False)


class Schema(AutoSchema):
    """Adds to each operation the answers that any view gives; what a view says of one itself stays."""

    def _get_response_bodies(self, direction="response"):
        responses = super()._get_response_bodies(direction)
        reading = self.method == "GET"
        for code, reason in (EVERYWHERE | ({} if reading else WRITING)).items():
            said = responses.get(code, {}).get("description") or reason
            problem = OpenApiResponse(ProblemSerializer, description=said)
            responses[code] = self._get_response_for_code(problem, code, [CONTENT_TYPE], direction)
        if reading:
            responses |= {code: {"description": reason} for code, reason in UNCHANGED.items()}
        return responses
