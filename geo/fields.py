from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry
from django.contrib.gis.geos.prototypes.io import WKBWriter


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
