"""Two filter states beside each other: where one of them has more than its share."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import QueryDict
from rest_framework.exceptions import ValidationError

from mapconsult.feedback.filters import filter_of
from mapconsult.insight.counts import areas_of
from mapconsult.insight.heat import feature, polygons, tally_cells, zoom_of_cells
from mapconsult.insight.units import REMARKS, tally


@dataclass(frozen=True)
class Side:
    """One of the states: its remarks in the view and everywhere, both under the filters of the reading."""

    query: str
    remarks: object
    everywhere: object

    def totals(self, division, unit):
        """{"total", "outside", "unplaced"} wherever the view is, in one query."""
        column = "pk" if unit == REMARKS else "person_key"
        ways = {"total": Q(), "outside": Q(area_id=None, tile_x__isnull=False), "unplaced": Q(tile_x=None)}
        remarks = self.everywhere.order_by().annotate(area_id=division.column())
        return remarks.aggregate(
            **{
                name: Count(column, distinct=unit != REMARKS, filter=way or None)
                for name, way in ways.items()
            }
        )


def side_of(reading, name, query):
    """The Side of a query as an address has it. ValidationError, under `name`, for filters that make no sense
    or that this reader may not ask for."""
    asked = QueryDict(query.removeprefix("?"))
    view = filter_of(asked, reading.remarks)
    if errors := reading.errors_of(view):
        raise ValidationError({name: [reason for reasons in errors.values() for reason in reasons]})
    everywhere = filter_of(asked, reading.filters.everywhere())
    return Side(query, view.qs, everywhere.qs)


@dataclass(frozen=True)
class Compared:
    """How many of two wholes are in one place."""

    a: int
    b: int
    whole_a: int
    whole_b: int

    def properties(self):
        """Shares of each whole in per cent, and how many percentage points a is above b; None of nothing."""
        share_a, share_b = _per_cent(self.a, self.whole_a), _per_cent(self.b, self.whole_b)
        difference = None if share_a is None or share_b is None else round(share_a - share_b, 2)
        shares = [share and round(share, 2) for share in (share_a, share_b)]
        return {
            "a": self.a,
            "b": self.b,
            "share_a": shares[0],
            "share_b": shares[1],
            "difference": difference,
        }


def _per_cent(part, whole):
    return 100 * part / whole if whole else None


def compare_areas(sides, wholes, *, division, scope, unit, outlines):
    """[(AreaCount, Compared)] of all areas of a scope, and others with remarks. Three queries, one more if
    there are others."""
    found_a, found_b = (dict(tally(side.remarks, unit, area=division.column())) for side in sides)
    areas = areas_of(division, scope, {*found_a, *found_b} - {None}, outlines=outlines)
    return [(area, Compared(found_a.get(pk, 0), found_b.get(pk, 0), *wholes)) for pk, area in areas.items()]


def compare_cells(sides, wholes, *, bbox, zoom, unit):
    """Features of the cells of a view in which either has something. Two queries."""
    deep = zoom_of_cells(bbox, zoom)
    found_a, found_b = (_cells(side, deep, unit) for side in sides)
    polygon = polygons(deep)
    return [
        feature(polygon(*cell), **Compared(found_a.get(cell, 0), found_b.get(cell, 0), *wholes).properties())
        for cell in sorted({*found_a, *found_b})
    ]


def _cells(side, deep, unit):
    return {(x, y): count for x, y, count in tally_cells(side.remarks, deep, unit)}
