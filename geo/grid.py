"""Web-mercator tiles as the grid of everything that is counted by place. Pure arithmetic, degrees and tiles."""

import math

# A located row keeps its tile at this zoom, 4 cm wide; every coarser zoom is a shift by ZOOM - z.
ZOOM = 30


def tile(lon, lat, zoom=ZOOM):
    """The web-mercator tile (x from the west, y from the north) of a point in degrees; clamped to the square of
    the projection. The same formula as TILE_X and TILE_Y in geo/located.py."""
    size = 2**zoom
    x = math.floor((lon + 180) / 360 * size)
    y = math.floor((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * size)
    return max(0, min(x, size - 1)), max(0, min(y, size - 1))
