import shapely
from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry
from django.contrib.gis.geos.prototypes.io import WKBWriter
from django.db.models import F, Func

from geo.crs import WGS84


def from_shapely(shape):
    """A shapely shape in EPSG:4326 as a GEOSGeometry."""
    return GEOSGeometry(memoryview(shapely.to_wkb(shape)), srid=WGS84)


def flat(geometry):
    """The same GEOSGeometry without its Z."""
    if not geometry.hasz:
        return geometry
    return GEOSGeometry(memoryview(WKBWriter(dim=2).write(geometry)), srid=geometry.srid)


class FlatGeometryField(models.GeometryField):
    """A geometry in two dimensions that drops a height it is given: telephones send one, maps need none."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return flat(value) if isinstance(value, GEOSGeometry) else value


def km2_of(name):
    """A column with the size of the geometry in column `name`, in square kilometres on the spheroid, kept by
    the database."""
    size = Func(F(name), template="ST_Area((%(expressions)s)::geography) / 1000000")
    return models.GeneratedField(expression=size, output_field=models.FloatField(), db_persist=True)
