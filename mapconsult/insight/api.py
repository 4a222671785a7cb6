"""The API of what remarks add up to: by area, by place, by time. Each reads the one filter state."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from geo.models import Level
from mapconsult.feedback.features import drawing, dump, feature_collection
from mapconsult.feedback.reading import Reading
from mapconsult.feedback.schema import filter_parameters, geojson
from mapconsult.insight import heat
from mapconsult.insight.asked import asked_of, by_what
from mapconsult.insight.classing import classes_of
from mapconsult.insight.counts import count_by_area, persons_nowhere
from mapconsult.insight.disclosure import PERSONS, hide_persons
from mapconsult.insight.serializers import (
    CountsQuery,
    CountsSerializer,
    HeatQuery,
    TrendQuery,
    TrendSerializer,
)
from mapconsult.insight.trends import trend
from mapconsult.insight.units import number_of


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
        asked = asked_of(reading, CountsQuery)
        return reading.answer(lambda: _counts(reading, **asked), *asked.items())


def _counts(reading, *, unit, geometry, level=None, layer=None, measure=None, classing=None, classes=None):
    scope, by = by_what(reading, level, layer)
    counts = count_by_area(reading.remarks, scope=scope, outlines=geometry, **by)
    hide_persons(counts, reading=reading, scope=scope)
    members = head_of(scope, by, unit) | _totals(reading, counts, by, unit)
    if measure:
        values = [area.measured(measure, unit) for area in counts.areas]
        members |= {"measure": measure, "classing": classing, **told(classes_of(values, classing, classes))}
    return told_by_area(members, counts.areas, lambda area: area.properties(unit), geometry=geometry)


def head_of(scope, by, unit):
    """The members of an answer by area that say what it is about."""
    level, layer = by["level"], by["layer"]
    return {
        "level": level and Level(level).key,
        "layer": layer and layer.owner.pk,
        "unit": unit,
        "path": [{"code": area.code, "name": area.name, "level": _key(area)} for area in scope.path],
    }


def _totals(reading, counts, by, unit):
    """The numbers that stand beside the areas; persons of no area cost a query of their own."""
    names = ["submissions", "persons", "placed", "outside", "unplaced"]
    totals = {"total": counts.total, "remarks": counts.total}
    totals |= {name: getattr(counts, name) for name in names}
    if unit == PERSONS:
        totals |= {"total": counts.persons} | persons_nowhere(reading.remarks, **by)
    return totals


def told(classes):
    """The members of an answer that tell its classes."""
    return {
        "classes": [vars(one) for one in classes.classes],
        "zeros": classes.zeros,
        "unknown": classes.unknown,
    }


def told_by_area(members, areas, properties, *, geometry):
    """A response of areas, as rows or as features; `properties` is what is told of one."""
    if geometry:
        return feature_collection((_feature(area, properties(area)) for area in areas), **members)
    rows = [properties(area) for area in areas]
    return HttpResponse(dump(members | {"areas": rows}), content_type="application/json")


def _key(area):
    return Level(area.level).key


def _feature(area, properties):
    """The outline is GeoJSON text from the database: it is put in as it is."""
    head = dump({"type": "Feature", "id": area.code, "properties": properties})
    return f'{head[:-1]},"geometry":{area.outline or "null"}}}'


class HeatView(APIView):
    """Cells with exact counts, finer the deeper the zoom, bounded in number."""

    @extend_schema(
        parameters=[*filter_parameters(), HeatQuery],
        responses=geojson("A FeatureCollection of cells with `count`, beside it `total` and `unplaced`."),
        tags=["results"],
    )
    def get(self, request, slug):
        reading = Reading(request, slug).check()
        asked = asked_of(reading, HeatQuery)
        return reading.answer(lambda: _heat(reading, **asked), *asked.items())


def _heat(reading, *, zoom, unit):
    """Persons do not add up: of them `total` are those who speak of places in the view."""
    cells = heat.draw(reading.remarks, bbox=reading.bbox, zoom=zoom, unit=unit)
    unplaced = number_of(reading.filters.everywhere().filter(tile_x__isnull=True), unit)
    total = unplaced + sum(cell["properties"]["count"] for cell in cells)
    if unit == PERSONS:
        total = number_of(reading.remarks, unit)
    return drawing(cells, unit=unit, total=total, unplaced=unplaced)


class TrendView(APIView):
    """Remarks by the day, week or month in which they came, in Europe/Warsaw."""

    @extend_schema(parameters=[*filter_parameters(), TrendQuery], responses=TrendSerializer, tags=["results"])
    def get(self, request, slug):
        reading = Reading(request, slug).check()
        asked = asked_of(reading, TrendQuery)
        return reading.answer(lambda: _trend(reading, **asked), *asked.items())


def _trend(reading, *, unit, by=None):
    by, buckets = trend(reading.remarks, by, unit)
    total = sum(bucket.count for bucket in buckets)
    if unit == PERSONS:
        total = number_of(reading.remarks, unit)
    return Response(TrendSerializer({"by": by, "unit": unit, "total": total, "buckets": buckets}).data)
