"""Heat: exact counts of the placed remarks in the cells of a grid that refines with the zoom."""

from functools import cache

from django.db.models import Count, F

from geo import grid
from mapconsult.feedback.mapview import DEEPEST

# A cell is about 16 px wide; a tile has 256.
CELL_ZOOM = 4
# However large the view, at most about this many cells are drawn.
MOST_CELLS = 2500


def draw(remarks, *, bbox, zoom):
    """GeoJSON polygons with their `count` for the placed remarks of a queryset in a view (degrees) at a
    map's zoom; empty cells are left out."""
    deepest = min(zoom, DEEPEST) + CELL_ZOOM
    cell_zoom = grid.cell_zoom(bbox, zoom=deepest, most=MOST_CELLS)
    polygon = _polygons(cell_zoom)
    return [
        {"type": "Feature", "geometry": polygon(x, y), "properties": {"count": count}}
        for x, y, count in _cells(remarks, grid.shift(cell_zoom))
    ]


def _cells(remarks, shift):
    return (
        remarks.placed()
        .order_by()
        .values(x=F("tile_x").bitrightshift(shift), y=F("tile_y").bitrightshift(shift))
        .annotate(count=Count("*"))
        .values_list("x", "y", "count")
    )


def _polygons(zoom):
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
