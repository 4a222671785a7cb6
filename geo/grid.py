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


def lonlat(x, y, zoom=ZOOM):
    """The middle of a tile in degrees, to 7 decimals: within 2 cm of whatever lies in a tile of zoom 30."""
    lon, lat = _corner(float(x) + 0.5, float(y) + 0.5, zoom)
    return [round(lon, 7), round(lat, 7)]


def tile_bounds(x, y, zoom):
    """(west, south, east, north) of a tile in degrees."""
    west, north = _corner(x, y, zoom)
    east, south = _corner(x + 1, y + 1, zoom)
    return west, south, east, north


def tile_range(bbox, zoom=ZOOM):
    """The tiles that a box in degrees (west, south, east, north) touches: ((x, x), (y, y)), both ends
    included. Northern tiles have the smaller numbers."""
    west, south, east, north = bbox
    left, top = tile(west, north, zoom)
    right, bottom = tile(east, south, zoom)
    return (left, right), (top, bottom)


def cell_zoom(bbox, *, zoom, most):
    """The deepest zoom up to `zoom` at which a box has at most `most` tiles."""
    while zoom > 0 and _tiles(bbox, zoom) > most:
        zoom -= 1
    return zoom


def shift(zoom):
    """By how many bits a tile column is shifted to give the tile at a coarser zoom."""
    return ZOOM - zoom


def _tiles(bbox, zoom):
    (left, right), (top, bottom) = tile_range(bbox, zoom)
    return (right - left + 1) * (bottom - top + 1)


def _corner(x, y, zoom):
    size = 2**zoom
    return x / size * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / size))))
