"""Hot spots: cells around which there are more remarks, or fewer, than chance would put there.

The local statistic Gi* of J. K. Ord and A. Getis (Local Spatial Autocorrelation Statistics: Distributional
Issues and an Application, Geographical Analysis 27 (1995), 286-306), as esda computes it: the sum over a cell
and its eight neighbours, as a z-score under the hypothesis that the counts lie anywhere by chance. Its
p-values are two-sided and analytic, so that the same data always give the same answer; thousands of cells are
tested at once, so levels hold under control of the false discovery rate (Benjamini and Hochberg, 1995).

The cells are those with something and their empty neighbours within the view: what is asked is where in
the lived-in places much is said, not that nobody speaks of the lake.
"""

from dataclasses import dataclass
from itertools import product

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from geo import grid
from mapconsult.insight.heat import feature, polygons, tally_cells, zoom_of_cells
from mapconsult.insight.units import REMARKS

STATISTIC = "Getis-Ord Gi*"
# Per cent of certainty, surest first.
LEVELS = [99, 95, 90]
# Fewer tell nothing: the normal approximation needs counts in a number of cells.
LEAST_COUNT, LEAST_CELLS = 30, 10
AROUND = [step for step in product((-1, 0, 1), repeat=2) if step != (0, 0)]


# Why nothing can be said.
FEW, CLOSE, EVEN = "few", "close", "even"


@dataclass(frozen=True)
class HotSpots:
    """`spots` are [x, y, n, z, p, class] of all cells, tiles of the zoom `deep`; none if `refused`."""

    deep: int
    n: int
    spots: list
    refused: str | None = None


def find_hot_spots(remarks, *, bbox, zoom, unit=REMARKS):
    """HotSpots of a view (degrees). One query."""
    deep = zoom_of_cells(bbox, zoom)
    counts = {(x, y): count for x, y, count in tally_cells(remarks, deep, unit)}
    n = sum(counts.values())
    cells = _with_neighbours(counts, bbox, deep)
    if refused := _refusal(n, counts, cells):
        return HotSpots(deep, n, [], refused)
    zs, ps = _test([counts.get(cell, 0) for cell in cells], cells)
    rows = zip(cells, zs, ps, _classes(zs, ps), strict=True)
    spots = [[*cell, counts.get(cell, 0), round(z, 2), round(p, 5), name] for cell, z, p, name in rows]
    return HotSpots(deep, n, spots)


def find(remarks, *, tell, bbox, zoom, unit):
    """The same for the worker, as JSON."""
    found = find_hot_spots(remarks, bbox=bbox, zoom=zoom, unit=unit)
    return vars(found)


def _with_neighbours(counts, bbox, deep):
    """The cells with something, and those around them that the view touches."""
    (west, east), (north, south) = grid.tile_range(bbox, deep)
    around = {(x + right, y + down) for x, y in counts for right, down in AROUND}
    return sorted({*counts} | {(x, y) for x, y in around if west <= x <= east and north <= y <= south})


def _refusal(n, counts, cells):
    if n < LEAST_COUNT:
        return FEW
    if len(counts) < LEAST_CELLS:
        return CLOSE
    return EVEN if len(cells) == len(counts) and len({*counts.values()}) == 1 else None


def _test(values, cells):
    """(z, p) of each cell, p two-sided."""
    # Two seconds and 200 MB, for the processes that are asked for hot spots.
    import numpy
    from esda.getisord import G_Local
    from libpysal.weights import W

    number = {cell: place for place, cell in enumerate(cells)}
    beside = {
        place: [number[near] for near in ((x + right, y + down) for right, down in AROUND) if near in number]
        for (x, y), place in number.items()
    }
    weights = W(beside, silence_warnings=True)
    found = G_Local(numpy.array(values, float), weights, transform="B", permutations=0, star=True)
    return found.Zs.tolist(), numpy.minimum(1, 2 * found.p_norm).tolist()


def _classes(zs, ps):
    """`hot99`, `cold95` ..., None for what chance explains as well."""
    import numpy
    from esda import fdr

    limits = [(level, fdr(numpy.array(ps), 1 - level / 100)) for level in LEVELS]
    surest = (next((level for level, limit in limits if p <= limit), None) for p in ps)
    return [level and f"{'hot' if z > 0 else 'cold'}{level}" for z, level in zip(zs, surest, strict=True)]


def drawn(found):
    """Features of the cells."""
    polygon = polygons(found.deep)
    return [feature(polygon(x, y), n=n, z=z, p=p, **{"class": name}) for x, y, n, z, p, name in found.spots]


def explained(found):
    """What it means, or why nothing can be said, for a layman."""
    if found.refused == FEW:
        words = ngettext(
            "Only %(number)d remark has a place here. It takes %(least)d to tell a pattern from chance.",
            "Only %(number)d remarks have a place here. It takes %(least)d to tell a pattern from chance.",
            found.n,
        )
        return words % {"number": found.n, "least": LEAST_COUNT}
    if found.refused == CLOSE:
        return _("All remarks lie close together: there is too little to compare with. Zoom in.")
    if found.refused == EVEN:
        return _("Equally much is said everywhere: no place stands out.")
    hot = sum(1 for *_rest, name in found.spots if name and name.startswith("hot"))
    if not hot:
        return _("No place stands out: this pattern may well have come about by chance.")
    words = ngettext(
        "In %(hot)d of %(cells)d squares, and around it, more is said than chance would bring about.",
        "In %(hot)d of %(cells)d squares, and around them, more is said than chance would bring about.",
        hot,
    )
    return words % {"hot": hot, "cells": len(found.spots)}
