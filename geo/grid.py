"""Web-mercator tiles as the grid of everything that is counted by place. Pure arithmetic, degrees and tiles;
a box is (west, south, east, north)."""

import math

# A located row keeps its tile at this zoom, 4 cm wide; every coarser zoom is a shift.
ZOOM = 30
# Of latitude, where it is shortest.
METRES_OF_DEGREE = 110_570
# Seven decimals of a degree are a centimetre.
DECIMALS = 7


def tile(lon, lat, zoom=ZOOM):
    """The tile (x from the west, y from the north) of a point in degrees, clamped to the square of the
    projection. The same formula as TILE_X and TILE_Y in geo/located.py."""
    size = 2**zoom
    # The poles lie at infinity.
    lat = max(-89.9, min(lat, 89.9))
    x = math.floor((lon + 180) / 360 * size)
    y = math.floor((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * size)
    return max(0, min(x, size - 1)), max(0, min(y, size - 1))


def lonlat(x, y, zoom=ZOOM):
    """[lon, lat] in degrees of a place in the grid, the north-west corner of tile (x, y); fractions
    welcome."""
    size = 2**zoom
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * float(y) / size))))
    return [round(float(x) / size * 360 - 180, DECIMALS), round(lat, DECIMALS)]


def is_tile(x, y, zoom):
    """Whether there is such a tile."""
    return 0 <= zoom <= ZOOM and 0 <= x < 2**zoom and 0 <= y < 2**zoom


def tile_bounds(x, y, zoom):
    """The box of a tile in degrees."""
    west, north = lonlat(x, y, zoom)
    east, south = lonlat(x + 1, y + 1, zoom)
    return west, south, east, north


def cell(x, y, zoom):
    """A tile as a GeoJSON Polygon, its ring against the clock."""
    west, south, east, north = tile_bounds(x, y, zoom)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def tile_range(bbox, zoom=ZOOM):
    """((first x, last x), (first y, last y)) of the tiles that a box touches, both ends included."""
    west, south, east, north = bbox
    left, top = tile(west, north, zoom)
    right, bottom = tile(east, south, zoom)
    return (left, right), (top, bottom)


def box_around(point, radius):
    """The box (west, south, east, north) in degrees that holds everything within `radius` metres of a point
    in degrees."""
    height = radius / METRES_OF_DEGREE
    width = height / math.cos(math.radians(min(abs(point.y) + height, 89.9)))
    return (
        max(-180, point.x - width),
        max(-90, point.y - height),
        min(180, point.x + width),
        min(90, point.y + height),
    )


def shift(zoom):
    """By how many bits a tile at ZOOM is shifted right to become one at `zoom`."""
    return ZOOM - zoom


def cell_count(bbox, zoom):
    (left, right), (top, bottom) = tile_range(bbox, zoom)
    return (right - left + 1) * (bottom - top + 1)


def cell_zoom(bbox, *, zoom, most):
    """The deepest zoom, `zoom` at most, at which a box touches no more than `most` tiles; 0 if there is
    none."""
    return next((step for step in range(min(zoom, ZOOM), 0, -1) if cell_count(bbox, step) <= most), 0)
