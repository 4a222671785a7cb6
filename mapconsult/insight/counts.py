"""Counts by area: remarks, submissions and persons, which are three different numbers."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.db import connection
from django.db.models import Count, F, Func, Q, TextField
from django.utils.translation import gettext_lazy as _

from mapconsult.insight.disclosure import PERSONS
from mapconsult.insight.divisions import division_of
from mapconsult.insight.units import REMARKS

COUNT, RATE, DENSITY = "count", "rate_per_1000", "per_km2"
# What a map may show of an area.
MEASURES = [
    (COUNT, _("how many")),
    (PERSONS, _("persons")),
    (RATE, _("per 1,000 residents")),
    (DENSITY, _("per km2")),
]
# About a metre: outlines are generalised for display.
DECIMALS = 5


@dataclass
class AreaCount:
    """One area with its numbers; `persons` None where hidden, `outline` GeoJSON text where asked for.

    `id` is the row of an own layer's area, which filters name by it; others are named by their code.
    """

    id: int
    code: str
    name: str
    parent: str | None
    population: int | None
    population_year: int | None
    area_km2: float | None
    outline: str | None = None
    count: int = 0
    submissions: int = 0
    persons: int | None = 0

    def number(self, unit=REMARKS):
        """How many remarks, or persons."""
        return self.persons if unit == PERSONS else self.count

    @property
    def rate_per_1000(self):
        """Remarks over residents; None without a known population."""
        return self.rate()

    def rate(self, unit=REMARKS):
        """Remarks or persons per 1,000 residents; None without a known population."""
        return _ratio(self.number(unit), self.population, per=1000)

    def density(self, unit=REMARKS):
        """Remarks or persons per km2; None without a known boundary."""
        return _ratio(self.number(unit), self.area_km2)

    def measured(self, measure, unit=REMARKS):
        """What a map shows of it; None where it is not known."""
        ways = {COUNT: self.number, RATE: self.rate, DENSITY: self.density}
        return self.persons if measure == PERSONS else ways[measure](unit)

    def properties(self, unit=REMARKS):
        """What the API says of an area; `count` is in the unit that is asked for."""
        names = ["code", "name", "parent", "submissions", "persons", "population", "population_year"]
        return {name: getattr(self, name) for name in names} | {
            "id": self.id,
            "count": self.number(unit),
            "remarks": self.count,
            "area_km2": self.area_km2 and round(self.area_km2, 3),
            "rate_per_1000": self.rate(unit),
            "per_km2": self.density(unit),
        }


def _ratio(number, size, per=1):
    """Two decimals, three digits where that would be nothing."""
    if number is None or not size:
        return None
    ratio = per * number / size
    return round(ratio, 2) if ratio >= 1 else float(f"{ratio:.3g}")


@dataclass
class Counts:
    """The sum of `areas`, `outside` (placed, in no area of the level) and `unplaced` is `total`.

    `level` is None, and `layer` the row, where the areas are those of an own layer.
    """

    level: int | None
    layer: object = None
    total: int = 0
    submissions: int = 0
    persons: int | None = 0
    # Persons who speak of no area of the level, alone or beside others.
    persons_nowhere: int = 0
    outside: int = 0
    unplaced: int = 0
    areas: list[AreaCount] = field(default_factory=list)

    @property
    def placed(self):
        return self.total - self.unplaced


class Outline(Func):
    """The text of an outline's GeoJSON, right-handed as RFC 7946 wants it."""

    template = f"ST_AsGeoJSON(ST_ForcePolygonCCW(%(expressions)s), {DECIMALS})"
    output_field = TextField()


def count_by_area(remarks, *, scope, level=None, layer=None, outlines=False):
    """Counts of a RemarkQuerySet by the areas of `level`: all of the scope's, zeros too, and any other
    that has remarks; or by all areas of an own `layer`. Two queries, one more if there are others."""
    division = division_of(level, layer)
    counts, found = Counts(level, layer), {}
    for is_whole, area, count, placed, submissions, persons in _grouped(remarks, division):
        if is_whole:
            counts.total, counts.submissions, counts.persons = count, submissions, persons
            counts.unplaced = count - placed
        else:
            found[area] = {"count": count, "submissions": submissions, "persons": persons}
    nowhere = found.pop(None, {"count": 0, "persons": 0})
    counts.persons_nowhere = nowhere["persons"]
    counts.outside = nowhere["count"] - counts.unplaced
    areas = areas_of(division, scope, found, outlines=outlines)
    for pk, numbers in found.items():
        vars(areas[pk]).update(numbers)
    counts.areas = list(areas.values())
    return counts


def areas_of(division, scope, found, *, outlines=False):
    """{id: AreaCount} by name, counts still at zero: the areas of a division within a scope, and the others
    of those that something was found in. A query, one more if there are others."""
    areas = _areas(division.parts(scope), outlines)
    if others := {*found} - areas.keys():
        areas |= _areas(division.named(others), outlines)
    return areas


def persons_nowhere(remarks, *, level=None, layer=None):
    """{"outside", "unplaced"}: persons who speak of a place in no area, and those who speak of no place."""
    nowhere = remarks.order_by().annotate(area_id=division_of(level, layer).column()).filter(area_id=None)
    placed = Q(tile_x__isnull=False)
    return nowhere.aggregate(
        outside=Count("person_key", distinct=True, filter=placed),
        unplaced=Count("person_key", distinct=True, filter=~placed),
    )


def count_by_consultation(remarks):
    """{consultation id: {"persons", "submissions", "remarks", "placed"}}, in one query."""
    rows = (
        remarks.order_by()
        .values("consultation")
        .annotate(
            persons=Count("person_key", distinct=True),
            submissions=Count("submission", distinct=True),
            remarks=Count("*"),
            placed=Count("tile_x"),
        )
    )
    return {row.pop("consultation"): row for row in rows}


def _grouped(remarks, division):
    """Rows (is_whole, area id, count, placed, submissions, persons) of sql/count_areas.sql."""
    columns = ["area_id", "tile_x", "submission_id", "person_key"]
    rows = remarks.order_by().annotate(area_id=division.column()).values_list(*columns)
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_count_areas().format(remarks=sql), params)
        return cursor.fetchall()


@cache
def _count_areas():
    return (Path(__file__).parent / "sql" / "count_areas.sql").read_text()


def _areas(areas, outlines):
    columns = ["pk", "code", "name", "parent_code", "population", "population_year", "km2"]
    areas = areas.with_population().with_km2().order_by("name", "code")
    if outlines:
        areas = areas.with_outline().annotate(shape=Outline(F("outline")))
        columns.append("shape")
    return {row[0]: AreaCount(*row) for row in areas.values_list(*columns)}
