"""Shapes of a layer that cannot be right as a whole. Pure."""

import numpy
import shapely
from django.utils.translation import gettext as _

from geo import crs
from geo.boundaries.errors import BadInput
from geo.boundaries.shapes import system_name

# Of the smaller one of two areas. Above it no order of codes could say where a place belongs.
LARGEST_OVERLAP = 0.01
OVERLAPS_NAMED = 5
AT_A_TIME = 1000


def meet(box, other):
    """Whether two boxes (west, south, east, north) have something in common."""
    return box[0] <= other[2] and other[0] <= box[2] and box[1] <= other[3] and other[1] <= box[3]


def check_place(series, shapes, around, name):
    """BadInput if nothing lies in the box `around`, of that name; tells whether swapped axes explain it.
    `series` is the shapes as the file has them."""
    there = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    if around is None or not there.any() or _any_meets(shapes[there], around):
        return
    swapped = series[there].transform(lambda coordinates: coordinates[:, ::-1])
    if _any_meets(crs.to_wgs84(swapped).to_numpy(), around):
        raise BadInput(_("The axes are swapped: the file gives northing first. Save it with easting first."))
    where = {"name": name, "crs": system_name(series)}
    raise BadInput(
        _("No shape lies in %(name)s. Is %(crs)s really the coordinate system of the file?") % where
    )


def _any_meets(shapes, around):
    return any(numpy.isfinite(box).all() and meet(box, around) for box in shapely.bounds(shapes))


def check_overlaps(rows):
    """BadInput if two areas share more than a sliver, so that a place would lie in both."""
    shapes = numpy.array([row.geometry for row in rows], dtype=object)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = numpy.column_stack([first, second])[first < second]
    # Of thousands of shapes in one place, the first few tell enough; all pairs would fill the memory.
    for start in range(0, len(pairs), AT_A_TIME):
        wrong = _overlapping(shapes, pairs[start : start + AT_A_TIME])[:OVERLAPS_NAMED]
        if len(wrong):
            names = [f"{rows[one].name} / {rows[other].name}" for one, other in wrong]
            raise BadInput(
                _("These areas overlap, so that a place would lie in both: %(pairs)s.")
                % {"pairs": "; ".join(names)}
            )


def _overlapping(shapes, pairs):
    """Those of some pairs of places that share more than a sliver."""
    first, second = shapes[pairs[:, 0]], shapes[pairs[:, 1]]
    common = shapely.area(shapely.intersection(first, second))
    return pairs[common > LARGEST_OVERLAP * numpy.minimum(shapely.area(first), shapely.area(second))]
