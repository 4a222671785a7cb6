"""The API of exports."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.views import APIView

from mapconsult.exchange.download import download
from mapconsult.exchange.formats import FORMATS
from mapconsult.exchange.slots import AllTaken
from mapconsult.feedback.reading import Reading
from mapconsult.feedback.schema import filter_parameters, geojson

RETRY_AFTER = 30  # seconds


class Busy(APIException):
    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_detail = _("Too many exports are running now; try again in half a minute.")
    wait = RETRY_AFTER


class ExportQuery(serializers.Serializer):
    """How the export is to be written: `as` a format, in a coordinate system by its EPSG number."""

    default_error_messages = {
        "as": _("There is no such format; these there are: {known}."),
        "crs": _("This format is not written in that coordinate system; EPSG numbers it knows: {known}."),
    }

    crs = serializers.IntegerField(default=4326)

    def get_fields(self):
        # `as` is a word of Python, so it cannot be declared like crs.
        form = serializers.CharField(default="geojson", help_text=", ".join(FORMATS))
        return {"as": form} | super().get_fields()

    def validate(self, query):
        self._choose("as", query["as"], FORMATS)
        self._choose("crs", query["crs"], FORMATS[query["as"]].CRS)
        return query

    def _choose(self, name, value, known):
        if value not in known:
            reason = self.error_messages[name].format(known=", ".join(map(str, known)))
            raise serializers.ValidationError({name: reason})


class ExportView(APIView):
    """All remarks that the filters leave, as a file, newest first; a stream, however many they are."""

    @extend_schema(
        parameters=[*filter_parameters(), ExportQuery],
        responses=geojson("A FeatureCollection of every remark under the filters."),
        tags=["remarks"],
    )
    def get(self, request, slug):
        reading = Reading(request, slug).check()
        query = ExportQuery(data=request.GET)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        return reading.answer(lambda: _export(reading, FORMATS[asked["as"]]), *asked.items())


def _export(reading, form):
    response = HttpResponse() if reading.request.method == "HEAD" else _download(reading, form)
    response["Content-Type"] = form.CONTENT_TYPE
    response["Content-Disposition"] = f'attachment; filename="{_file_name(reading.consultation, form)}"'
    return response


def _download(reading, form):
    remarks = reading.remarks.order_by("-received_at", "-pk")
    try:
        return download(remarks.values_list(form.row(official=reading.official), flat=True), form.pieces)
    except AllTaken:
        raise Busy from None


def _file_name(consultation, form):
    """`teren-rekreacyjny-2026-05-31.geojson`: of what, and of which day."""
    return f"{consultation.slug}-{timezone.localdate()}.{form.EXTENSION}"
