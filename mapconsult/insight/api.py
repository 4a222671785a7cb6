"""The API of what remarks add up to: by area, by place, by time. Each reads the one filter state."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from geo.models import Level
from mapconsult.feedback.features import drawing, dump, feature_collection
from mapconsult.feedback.reading import Reading
from mapconsult.feedback.schema import filter_parameters, geojson
from mapconsult.feedback.serializers import MapQuery
from mapconsult.insight import heat
from mapconsult.insight.counts import count_by_area
from mapconsult.insight.disclosure import hide_persons
from mapconsult.insight.scope import Scope
from mapconsult.insight.serializers import CountsQuery, CountsSerializer, TrendQuery, TrendSerializer
from mapconsult.insight.trends import trend


class CountsView(APIView):
    """Remarks, submissions, persons and residents by area."""

    @extend_schema(
        parameters=[*filter_parameters(), CountsQuery],
        responses={(200, "application/json"): CountsSerializer}
        | geojson("The areas as features, for `geometry=true`."),
        tags=["results"],
    )
    def get(self, request, slug):
        reading = Reading(request, slug).check()
        query = CountsQuery(data=request.GET)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        return reading.answer(lambda: _counts(reading, **asked), *asked.items())


def _counts(reading, geometry, level=None):
    scope = Scope.of(reading.consultation.territory, reading.filters.form.cleaned_data["area"])
    level = level or next(iter(scope.levels), scope.own_level)
    counts = count_by_area(reading.remarks, scope=scope, level=level, outlines=geometry)
    hide_persons(counts, reading=reading, scope=scope)
    members = _members(counts, scope)
    if geometry:
        return feature_collection(map(_feature, counts.areas), **members)
    areas = [area.properties() for area in counts.areas]
    return HttpResponse(dump(members | {"areas": areas}), content_type="application/json")


def _members(counts, scope):
    """The members of the answer that stand beside the areas."""
    names = ["total", "submissions", "persons", "outside", "unplaced"]
    path = [{"code": area.code, "name": area.name, "level": _key(area)} for area in scope.path]
    return {"level": counts.level.key} | {name: getattr(counts, name) for name in names} | {"path": path}


def _key(area):
    return Level(area.level).key


def _feature(area):
    """The outline is GeoJSON text from the database: it is put in as it is."""
    head = dump({"type": "Feature", "id": area.code, "properties": area.properties()})
    return f'{head[:-1]},"geometry":{area.outline or "null"}}}'


class HeatView(APIView):
    """Cells with exact counts, finer the deeper the zoom, bounded in number."""

    @extend_schema(
        parameters=[*filter_parameters(), MapQuery],
        responses=geojson("A FeatureCollection of cells with `count`, beside it `total` and `unplaced`."),
        tags=["results"],
    )
    def get(self, request, slug):
        reading = Reading(request, slug).check()
        query = MapQuery(data=request.GET)
        query.is_valid(raise_exception=True)
        zoom = query.validated_data["zoom"]
        return reading.answer(lambda: _heat(reading, zoom), zoom)


def _heat(reading, zoom):
    cells = heat.draw(reading.remarks, bbox=reading.bbox, zoom=zoom)
    unplaced = reading.unplaced()
    total = unplaced + sum(cell["properties"]["count"] for cell in cells)
    return drawing(cells, total=total, unplaced=unplaced)


class TrendView(APIView):
    """Remarks by the day, week or month in which they came, in Europe/Warsaw."""

    @extend_schema(parameters=[*filter_parameters(), TrendQuery], responses=TrendSerializer, tags=["results"])
    def get(self, request, slug):
        reading = Reading(request, slug).check()
        query = TrendQuery(data=request.GET)
        query.is_valid(raise_exception=True)
        by = query.validated_data.get("by")
        return reading.answer(lambda: _trend(reading, by), by)


def _trend(reading, by):
    by, buckets = trend(reading.remarks, by)
    total = sum(bucket.count for bucket in buckets)
    return Response(TrendSerializer({"by": by, "total": total, "buckets": buckets}).data)
