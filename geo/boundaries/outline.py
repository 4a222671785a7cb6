"""Boundaries generalised for display. Pure."""

import numpy
import shapely

from geo.boundaries.shapes import multipolygon
from geo.levels import Level

# Corners that span less than the square of this, in degrees, are cut; 0.001 is about 90 m. Each is two or
# three pixels at the zoom at which a whole area of the level above fills a screen.
TOLERANCE = {
    Level.COUNTRY: 0.03,
    Level.VOIVODESHIP: 0.02,
    Level.POWIAT: 0.008,
    Level.GMINA: 0.002,
    Level.DISTRICT: 0.0003,
}
DECIMALS = 5


def outlines(shapes, level):
    """Shapely MultiPolygons -> their outlines, in which neighbours share their edges as they did before."""
    simple = shapely.coverage_simplify(numpy.array(shapes, dtype=object), TOLERANCE[level])
    rounded = shapely.transform(simple, lambda coordinates: numpy.round(coordinates, DECIMALS))
    return [multipolygon(outline) for outline in rounded]
