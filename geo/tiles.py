"""Vector tiles (Mapbox Vector Tile 2) of any queryset, made by the database."""

from django.contrib.gis.db.models.functions import Transform
from django.contrib.gis.geos import Polygon
from django.db import connection
from django.db.models import F, Func, TextField, Value

from geo.crs import WEB_MERCATOR, WGS84
from geo.grid import is_tile, shift, tile_bounds

EXTENT = 4096
AS_MVT = "SELECT ST_AsMVT(tile, %s, %s, 'shape', 'id') FROM ({rows}) AS tile"


def mvt(queryset, *, z, x, y, properties=(), layer="default", geometry="point"):
    """The bytes of one tile: a layer of the rows whose `geometry` column (EPSG:4326) lies in it, each
    with its id and the named `properties`. One query; empty bytes where there is nothing. ValueError for
    a tile that does not exist.

    A Located row stands in exactly one tile by its tile columns, so that tiles add up to the whole.
    """
    if not is_tile(x, y, z):
        raise ValueError(f"no tile {z}/{x}/{y}")
    rows = _inside(queryset, z, x, y, geometry).order_by()
    envelope = Func(Value(z), Value(x), Value(y), function="ST_TileEnvelope")
    drawn = Transform(F(geometry), WEB_MERCATOR)
    # As a text field Django selects it as it is; a geometry would come as WKB, which ST_AsMVT cannot read.
    shape = Func(drawn, envelope, Value(EXTENT), function="ST_AsMVTGeom", output_field=TextField())
    sql, parameters = rows.values("id", *properties, shape=shape).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(AS_MVT.format(rows=sql), [layer, EXTENT, *parameters])
        return bytes(cursor.fetchone()[0] or b"")


def _inside(queryset, z, x, y, geometry):
    if geometry == "point":
        bits = shift(z)
        return queryset.filter(
            tile_x__range=(x << bits, ((x + 1) << bits) - 1), tile_y__range=(y << bits, ((y + 1) << bits) - 1)
        )
    box = Polygon.from_bbox(tile_bounds(x, y, z))
    box.srid = WGS84
    return queryset.filter(**{f"{geometry}__bboverlaps": box})
