"""Counts by area: remarks, submissions and persons, which are three different numbers."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.db import connection
from django.db.models import Count, F, Func, TextField

from geo.models import Area

# About a metre: outlines are generalised for display.
DECIMALS = 5


@dataclass
class AreaCount:
    """One area with its numbers; `persons` None where hidden, `outline` GeoJSON text where asked for."""

    code: str
    name: str
    parent: str | None
    population: int | None
    population_year: int | None
    outline: str | None = None
    count: int = 0
    submissions: int = 0
    persons: int | None = 0

    @property
    def rate_per_1000(self):
        """Remarks over residents; None without a known population."""
        return round(1000 * self.count / self.population, 2) if self.population else None

    def properties(self):
        """What the API says of an area."""
        names = ["code", "name", "parent", "count", "submissions", "persons", "population", "population_year"]
        return {name: getattr(self, name) for name in names} | {"rate_per_1000": self.rate_per_1000}


@dataclass
class Counts:
    """The sum of `areas`, `outside` (placed, in no area of the level) and `unplaced` is `total`."""

    level: int
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


def count_by_area(remarks, *, scope, level, outlines=False):
    """Counts of a RemarkQuerySet by the areas of `level`: all of the scope's, zeros too, and any other
    that has remarks. Two queries, one more if there are others."""
    counts, found = Counts(level), {}
    for is_whole, area, count, placed, submissions, persons in _grouped(remarks, level):
        if is_whole:
            counts.total, counts.submissions, counts.persons = count, submissions, persons
            counts.unplaced = count - placed
        else:
            found[area] = {"count": count, "submissions": submissions, "persons": persons}
    nowhere = found.pop(None, {"count": 0, "persons": 0})
    counts.persons_nowhere = nowhere["persons"]
    counts.outside = nowhere["count"] - counts.unplaced
    areas = _areas(scope.parts(level), outlines)
    if others := found.keys() - areas.keys():
        areas |= _areas(Area.objects.filter(pk__in=others), outlines)
    for pk, numbers in found.items():
        vars(areas[pk]).update(numbers)
    counts.areas = list(areas.values())
    return counts


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


def _grouped(remarks, level):
    """Rows (is_whole, area id, count, placed, submissions, persons) of sql/count_areas.sql."""
    columns = ["area_id", "tile_x", "submission_id", "person_key"]
    rows = remarks.order_by().annotate(area_id=F(f"{level.key}_id")).values_list(*columns)
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_count_areas().format(remarks=sql), params)
        return cursor.fetchall()


@cache
def _count_areas():
    return (Path(__file__).parent / "sql" / "count_areas.sql").read_text()


def _areas(areas, outlines):
    """{id: AreaCount} by name, counts still at zero."""
    columns = ["pk", "code", "name", "parent__code", "population", "population_year"]
    areas = areas.with_population().order_by("name", "code")
    if outlines:
        areas = areas.with_outline().annotate(shape=Outline(F("outline")))
        columns.append("shape")
    return {pk: AreaCount(*rest) for pk, *rest in areas.values_list(*columns)}
