"""What a map draws: single pins, and clusters with exact counts, from one grouped index scan."""

import json

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.functions import AsGeoJSON
from django.db.models import Avg, Case, Count, F, Func, IntegerField, Max, Min, TextField, Value, When
from django.db.models.functions import Left
from django.db.models.lookups import GreaterThan

from geo import grid

# A cluster stands for a cell of about 64 px; a tile has 256.
CELL_ZOOM = 2
# However large the view and deep the zoom, about this many cells are drawn at most.
MOST_CELLS = 600
# No map zooms deeper; pins of one place stay together there and open as a list.
DEEPEST = 20
# Lines and areas are drawn from here on; farther out a pin says enough. Simplified to about a pixel.
SHAPES_FROM = 15
DEGREES_A_PIXEL = 360 / 256
# As much of the words as names a pin to who cannot see it.
BEGINNING = 60


def draw(remarks, *, bbox, zoom):
    """GeoJSON features for the placed remarks of a queryset in a view (degrees) at a map's zoom.

    A pin has `count` 1, `id`, `category`, `outcome`, the `beginning` of its words, and from near its `shape`
    where it is no point; a cluster has its exact `count`, stands at the mean of its remarks, and has a `bbox`
    to zoom to.
    """
    deepest = min(zoom, DEEPEST) + CELL_ZOOM
    shift = grid.shift(grid.cell_zoom(bbox, zoom=deepest, most=MOST_CELLS))
    features = [_pin(*row) if row[0] == 1 else _cluster(*row) for row in _cells(remarks, shift)]
    _tell(remarks.model, [feature["properties"] for feature in features if "id" in feature], zoom)
    return features


def _tell(model, pins, zoom):
    """Add to the properties of single pins what the grouped scan does not hold; they are few."""
    if not pins:
        return
    told = model.objects.filter(pk__in=[pin["id"] for pin in pins]).order_by()
    told = told.annotate(beginning=Left("body", BEGINNING), shape=_shape(zoom))
    rows = {row.pop("pk"): row for row in told.values("pk", "beginning", "shape")}
    for pin in pins:
        row = rows.get(pin["id"], {"beginning": "", "shape": None})
        pin |= row | {"shape": row["shape"] and json.loads(row["shape"])}


def _shape(zoom):
    """GeoJSON of what is no point; null far out."""
    if zoom < SHAPES_FROM:
        return Value(None, output_field=TextField())
    pixel = DEGREES_A_PIXEL / 2 ** min(zoom, DEEPEST)
    simple = Func("geometry", pixel, function="ST_SimplifyPreserveTopology", output_field=GeometryField())
    dimension = Func("geometry", function="ST_Dimension", output_field=IntegerField())
    drawn = When(GreaterThan(dimension, 0), then=AsGeoJSON(simple, precision=6))
    return Case(drawn, output_field=TextField())


def _cells(remarks, shift):
    """One row a cell: how many, one of them with its category, their mean and the tiles they span."""
    return (
        remarks.placed()
        .order_by()
        .values(cell_x=F("tile_x").bitrightshift(shift), cell_y=F("tile_y").bitrightshift(shift))
        .annotate(
            count=Count("*"),
            first=Min("pk"),
            category=Min("category_id"),
            outcome=Min("outcome"),
            x=Avg("tile_x"),
            y=Avg("tile_y"),
            west=Min("tile_x"),
            north=Min("tile_y"),
            east=Max("tile_x"),
            south=Max("tile_y"),
        )
        .values_list("count", "first", "category", "outcome", "x", "y", "west", "north", "east", "south")
    )


def _pin(count, first, category, outcome, x, y, *span):
    properties = {"count": count, "id": first, "category": category, "outcome": outcome or None}
    return {"type": "Feature", "id": first, "geometry": _point(x, y), "properties": properties}


def _cluster(count, first, category, outcome, x, y, west, north, east, south):
    box = [*grid.lonlat(west, south), *grid.lonlat(east, north)]
    return {"type": "Feature", "bbox": box, "geometry": _point(x, y), "properties": {"count": count}}


def _point(x, y):
    # The middle of the tile of 4 cm, which is where the row knows to be.
    return {"type": "Point", "coordinates": grid.lonlat(float(x) + 0.5, float(y) + 0.5)}
