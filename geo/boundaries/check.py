"""Rows held against what is known already. Pure: shapely in, findings out."""

from dataclasses import dataclass

import numpy
import shapely
from django.utils.translation import gettext as _

from geo import crs
from geo.boundaries.errors import BadInput

# Registers are drawn at different scales: a hundredth over the border is a matter for the report, half is
# an error.
REPORTED_OVERHANG = 0.01
LARGEST_OVERHANG = 0.5


@dataclass
class Comparison:
    """Rows against the boundaries in force: lists of names, and areas in km2 of what both have."""

    new: list[str]
    changed: list[str]
    unchanged: list[str]
    vanished: list[str]
    km2_before: float = 0
    km2_now: float = 0
    # (name, percent) of the area whose size has changed most.
    largest: tuple[str, float] | None = None


def overhangs(rows, parents):
    """[(row, share outside its parent)] of the rows that lie over the border of their parent; `parents` is
    {code: shapely geometry}, and a row whose parent it does not know is passed over."""
    rows = [row for row in rows if row.parent in parents]
    shapes = numpy.array([row.geometry for row in rows], dtype=object)
    around = numpy.array([parents[row.parent] for row in rows], dtype=object)
    shares = 1 - shapely.area(shapely.intersection(shapes, around)) / shapely.area(shapes)
    return [(row, float(share)) for row, share in zip(rows, shares, strict=True) if share > REPORTED_OVERHANG]


def check_overhangs(found):
    """BadInput if more than half of an area lies outside its parent, so that it would never be found."""
    for row, share in found:
        if share > LARGEST_OVERHANG:
            raise BadInput(
                _("%(name)s lies with %(percent)d %% of its area outside %(parent)s.")
                % {"name": row.name, "percent": share * 100, "parent": row.parent}
            )


def same(row, known):
    """Whether a row tells nothing that `known`, a row too, does not."""
    return (
        row.name == known.name
        and row.kind in ("", known.kind)
        and row.geometry.equals_exact(known.geometry, 1e-9)
    )


def same_content(rows, known):
    """Whether rows and {code: row} tell the same of the same areas."""
    return len(rows) == len(known) and all(row.code in known and same(row, known[row.code]) for row in rows)


def compare(rows, known):
    """Rows against {code: row} of the boundaries in force."""
    both = [row for row in rows if row.code in known]
    comparison = Comparison(
        new=[row.name for row in rows if row.code not in known],
        changed=[row.name for row in both if not same(row, known[row.code])],
        unchanged=[row.name for row in both if same(row, known[row.code])],
        vanished=[known[code].name for code in sorted(known.keys() - {row.code for row in rows})],
    )
    if both:
        now = crs.square_metres([row.geometry for row in both])
        before = crs.square_metres([known[row.code].geometry for row in both])
        percent = (now / before - 1) * 100
        largest = int(numpy.abs(percent).argmax())
        comparison.km2_before, comparison.km2_now = before.sum() / 1e6, now.sum() / 1e6
        comparison.largest = both[largest].name, float(percent[largest])
    return comparison
