"""The API of hot spots, and of long work: how far it is, and what it found."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.response import Response
from rest_framework.views import APIView

from mapconsult.accounts.roles import Right
from mapconsult.feedback.features import drawing
from mapconsult.feedback.reading import Reading
from mapconsult.feedback.schema import filter_parameters, geojson
from mapconsult.insight.analyses import TooManyWaiting, ask, rights_of, too_many_waiting
from mapconsult.insight.asked import asked_of
from mapconsult.insight.hot_spots import STATISTIC, HotSpots, drawn, explained, find_hot_spots
from mapconsult.insight.models import Analysis
from mapconsult.insight.permissions import official_reading
from mapconsult.insight.serializers import HeatQuery

# More remarks than these the worker counts, while the page shows how far it is.
AT_ONCE = 200_000


class AnalysisSerializer(serializers.ModelSerializer):
    """Long work; ask again until `state` is `done` or `failed`."""

    found = serializers.JSONField(allow_null=True, help_text=_("What was found, depending on the kind."))

    class Meta:
        model = Analysis
        fields = ["id", "kind", "state", "progress", "found"]


class HotSpotsView(APIView):
    """Where more, or less, is said than chance explains: cells with their z-score, p-value and class. At once
    where there are few remarks, else 202 with an analysis: ask again until it is done."""

    @extend_schema(
        parameters=[*filter_parameters(), HeatQuery],
        responses=geojson("Cells with n, z, p and class; beside them n, explained and refused.")
        | {202: OpenApiResponse(AnalysisSerializer, description="It is being worked on.")},
        tags=["results"],
    )
    def get(self, request, slug):
        reading = Reading(request, slug).check()
        asked = asked_of(reading, HeatQuery)
        # The worker is for officials; what anybody may ask for is bounded in cells.
        if not reading.official or reading.remarks.count() <= AT_ONCE:
            return reading.answer(
                lambda: _told(find_hot_spots(reading.remarks, bbox=reading.bbox, **asked), asked),
                *asked.items(),
            )
        kind = Analysis.Kind.HOT_SPOTS
        try:
            analysis = ask(reading=reading, kind=kind, bbox=[*reading.bbox], **asked)
        except TooManyWaiting:
            raise Throttled(detail=too_many_waiting()) from None
        if analysis.state != Analysis.State.DONE:
            return Response(AnalysisSerializer(analysis).data, status=202)
        return reading.answer(lambda: _told(HotSpots(**analysis.found), asked), *asked.items())


def _told(found, asked):
    return drawing(
        drawn(found),
        unit=asked["unit"],
        statistic=STATISTIC,
        n=found.n,
        cells=len(found.spots),
        refused=found.refused,
        explained=explained(found),
    )


class AnalysisView(APIView):
    """Long work that somebody of the office asked for."""

    @extend_schema(responses=AnalysisSerializer, tags=["results"])
    def get(self, request, slug, pk):
        reading = official_reading(request, slug)
        analyses = Analysis.objects.filter(consultation=reading.consultation)
        if not reading.standing.may_everywhere(Right.READ):
            # Others, and they themselves before, might read what lies outside their area.
            own = rights_of(reading.standing)
            analyses = analyses.filter(asked_by=request.user, key__startswith=own)
        return Response(AnalysisSerializer(get_object_or_404(analyses, pk=pk)).data)
