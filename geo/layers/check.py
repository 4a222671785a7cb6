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
    first, second = first[first < second], second[first < second]
    common = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    smaller = numpy.minimum(shapely.area(shapes[first]), shapely.area(shapes[second]))
    wrong = numpy.flatnonzero(common > LARGEST_OVERLAP * smaller)
    if len(wrong):
        pairs = [f"{rows[first[one]].name} / {rows[second[one]].name}" for one in wrong[:OVERLAPS_NAMED]]
        raise BadInput(
            _("These areas overlap, so that a place would lie in both: %(pairs)s.")
            % {"pairs": "; ".join(pairs)}
        )
