"""Heat: exact counts of the placed remarks in the cells of a grid that refines with the zoom."""

from functools import cache

from django.db.models import F

from geo import grid
from mapconsult.feedback.mapview import DEEPEST
from mapconsult.insight.units import REMARKS, tally

# A cell is about 16 px wide; a tile has 256.
CELL_ZOOM = 4
# However large the view, at most about this many cells are drawn.
MOST_CELLS = 2500


def draw(remarks, *, bbox, zoom, unit=REMARKS):
    """GeoJSON polygons with their `count` for the placed remarks of a queryset in a view (degrees) at a
    map's zoom; empty cells are left out."""
    deep = zoom_of_cells(bbox, zoom)
    polygon = polygons(deep)
    return [feature(polygon(x, y), count=count) for x, y, count in tally_cells(remarks, deep, unit)]


def zoom_of_cells(bbox, zoom):
    """The zoom of the tiles that are the cells of a view (degrees) at a map's zoom."""
    return grid.cell_zoom(bbox, zoom=min(zoom, DEEPEST) + CELL_ZOOM, most=MOST_CELLS)


def tally_cells(remarks, deep, unit=REMARKS, **keys):
    """Rows (x, y, *keys, count) of the cells that are tiles of the zoom `deep`."""
    shift = grid.shift(deep)
    cell = {"x": F("tile_x").bitrightshift(shift), "y": F("tile_y").bitrightshift(shift)}
    return tally(remarks.placed(), unit, **cell, **keys)


def feature(polygon, **properties):
    return {"type": "Feature", "geometry": polygon, "properties": properties}


def polygons(zoom):
    """A function from a cell to its polygon, counter-clockwise; the edges of a row or column are the same."""

    @cache
    def column(x):
        west, _, east, _ = grid.tile_bounds(x, 0, zoom)
        return round(west, 7), round(east, 7)

    @cache
    def row(y):
        _, south, _, north = grid.tile_bounds(0, y, zoom)
        return round(south, 7), round(north, 7)

    def polygon(x, y):
        (west, east), (south, north) = column(x), row(y)
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        return {"type": "Polygon", "coordinates": [ring]}

    return polygon
