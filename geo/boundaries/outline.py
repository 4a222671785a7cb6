"""Boundaries generalised for display. Pure."""

import numpy
import shapely

from geo.boundaries.shapes import multipolygon
from geo.levels import Level

# Corners that span less than the square of this, in degrees, are cut; 0.001 is about 90 m. What is seen from
# farther away may be coarser.
TOLERANCE = {
    Level.COUNTRY: 0.01,
    Level.VOIVODESHIP: 0.006,
    Level.POWIAT: 0.003,
    Level.GMINA: 0.0015,
    Level.DISTRICT: 0.0003,
}
DECIMALS = 5


def outlines(shapes, level):
    """Shapely MultiPolygons -> their outlines, in which neighbours share their edges as they did before."""
    simple = shapely.coverage_simplify(numpy.array(shapes, dtype=object), TOLERANCE[level])
    rounded = shapely.transform(simple, lambda coordinates: numpy.round(coordinates, DECIMALS))
    return [multipolygon(outline) for outline in rounded]
