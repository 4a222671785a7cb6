"""The API of comparisons: one filter state beside another, and one period after the other."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.views import APIView

from mapconsult.feedback.features import drawing, dump
from mapconsult.feedback.reading import Reading
from mapconsult.feedback.schema import filter_parameters, geojson
from mapconsult.insight.api import head_of, told_by_area
from mapconsult.insight.asked import asked_of, by_what
from mapconsult.insight.comparing.difference import compare_areas, compare_cells, side_of
from mapconsult.insight.comparing.frames import film_areas, film_cells
from mapconsult.insight.comparing.serializers import (
    DifferenceQuery,
    DifferenceSerializer,
    FramesQuery,
    FramesSerializer,
)
from mapconsult.insight.divisions import division_of


class DifferenceView(APIView):
    """Two filter states by area or by cell: how many of each, their shares of all, and the difference of the
    shares in percentage points. Filters beside `a` and `b` hold for both."""

    @extend_schema(
        parameters=[*filter_parameters(), DifferenceQuery],
        responses={(200, "application/json"): DifferenceSerializer}
        | geojson("Areas or cells as features, for `geometry=true` and `cells=true`."),
        tags=["results"],
    )
    def get(self, request, slug):
        reading = Reading(request, slug).check()
        asked = asked_of(reading, DifferenceQuery)
        sides = [side_of(reading, name, asked[name]) for name in ("a", "b")]
        return reading.answer(lambda: _difference(reading, sides, **asked), *asked.items())


def _difference(reading, sides, *, unit, cells, zoom, geometry, level=None, layer=None, **_queries):
    scope, by = by_what(reading, level, layer)
    division = division_of(**by)
    totals = [side.totals(division, unit) for side in sides]
    wholes = [numbers["total"] for numbers in totals]
    members = head_of(scope, by, unit)
    for name, side, numbers in zip("ab", sides, totals, strict=True):
        members[name] = {"query": side.query} | numbers
    if cells:
        features = compare_cells(sides, wholes, bbox=reading.bbox, zoom=zoom, unit=unit)
        return drawing(features, **members, most=_most(cell["properties"] for cell in features))
    compared = compare_areas(sides, wholes, division=division, scope=scope, unit=unit, outlines=geometry)
    rows = {area.id: named(area) | numbers.properties() for area, numbers in compared}
    areas = [area for area, _numbers in compared]
    members["most"] = _most(rows.values())
    return told_by_area(members, areas, lambda area: rows[area.id], geometry=geometry)


def _most(rows):
    return max((abs(row["difference"] or 0) for row in rows), default=0)


def named(area):
    return {name: getattr(area, name) for name in ("id", "code", "name", "parent")}


class FramesView(APIView):
    """Time play-back: how many in each area, or cell, and period, the periods without gaps."""

    @extend_schema(
        parameters=[*filter_parameters(), FramesQuery],
        responses={(200, "application/json"): FramesSerializer}
        | geojson("Cells as features with `counts`, one for each frame, for `cells=true`."),
        tags=["results"],
    )
    def get(self, request, slug):
        reading = Reading(request, slug).check()
        asked = asked_of(reading, FramesQuery)
        return reading.answer(lambda: _frames(reading, **asked), *asked.items())


def _frames(reading, *, unit, cells, zoom, by=None, level=None, layer=None):
    if cells:
        film, features = film_cells(reading.remarks, bbox=reading.bbox, zoom=zoom, by=by, unit=unit)
        return drawing(features, unit=unit, **_told(film))
    scope, division = by_what(reading, level, layer)
    film, areas = film_areas(reading.remarks, division=division_of(**division), scope=scope, by=by, unit=unit)
    rows = [named(area) | {"counts": film.places[pk]} for pk, area in areas.items()]
    document = head_of(scope, division, unit) | _told(film) | {"areas": rows}
    return HttpResponse(dump(document), content_type="application/json")


def _told(film):
    """Dates as an address has them."""
    frames = [vars(frame) | {"start": str(frame.start), "end": str(frame.end)} for frame in film.frames]
    return {"by": film.by, "most": film.most, "frames": frames}
