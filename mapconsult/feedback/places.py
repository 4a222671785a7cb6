"""The place of a remark as somebody sent it: GeoJSON in, a sound geometry out, or the reason why not."""

from django.contrib.gis.geos import GEOSException, LineString, Point, Polygon
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework_gis.fields import GeometryField

from mapconsult.consultations.models import GeometryKind

MOST_VERTICES = 1000
SCHEMA = {
    "type": "object",
    "nullable": True,
    "description": "A GeoJSON geometry in EPSG:4326.",
    "properties": {
        "type": {"type": "string", "enum": ["Point", "LineString", "Polygon"]},
        "coordinates": {"type": "array", "items": {}},
    },
    "required": ["type", "coordinates"],
    "example": {"type": "Point", "coordinates": [16.23, 53.56]},
}
# GeoJSON type: (the kind that a category allows, how many lists stand around a position).
TYPES = {
    "Point": (GeometryKind.POINT, 0),
    "LineString": (GeometryKind.LINE, 1),
    "Polygon": (GeometryKind.POLYGON, 2),
}


@extend_schema_field(SCHEMA)
class PlaceField(GeometryField):
    """A GeoJSON Point, LineString or Polygon in EPSG:4326, longitude first; a height is dropped."""

    default_error_messages = {
        "form": _("A place is a GeoJSON object with a type and coordinates."),
        "type": _("A place is a Point, a LineString or a Polygon."),
        "position": _("Coordinates are numbers: longitude, then latitude."),
        "range": _("Longitude lies between -180 and 180, latitude between -90 and 90."),
        "vertices": _("The shape has too many points; at most {most} are taken."),
        "shape": _("The shape is not complete, or it crosses itself."),
    }

    def to_internal_value(self, value):
        if not isinstance(value, dict) or not isinstance(value.get("coordinates"), list):
            self.fail("form")
        if (name := str(value.get("type"))) not in TYPES:
            self.fail("type")
        self._left = MOST_VERTICES
        coordinates = self._positions(value["coordinates"], TYPES[name][1])
        try:
            geometry = _build(name, coordinates)
        except (GEOSException, TypeError, ValueError):
            self.fail("shape")
        if geometry.empty or not geometry.valid:
            self.fail("shape")
        return geometry

    def _positions(self, value, depth):
        """The coordinates with every position checked and cut to two numbers."""
        if depth == 0:
            return self._position(value)
        if not isinstance(value, list):
            self.fail("position")
        return [self._positions(item, depth - 1) for item in value]

    def _position(self, value):
        self._left -= 1
        if self._left < 0:
            self.fail("vertices", most=MOST_VERTICES)
        numbers = isinstance(value, list) and len(value) in (2, 3) and all(map(_is_number, value))
        if not numbers:
            self.fail("position")
        lon, lat = value[:2]
        # Before they are floats, which not every integer can become.
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            self.fail("range")
        return float(lon), float(lat)


def _build(name, coordinates):
    if name == "Polygon":
        return Polygon(*coordinates, srid=4326)
    return {"Point": Point, "LineString": LineString}[name](coordinates, srid=4326)


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def kind_of(geometry):
    """The GeometryKind that a category may allow: point, line or polygon."""
    return TYPES[geometry.geom_type][0]


def swapped(point):
    """The point with its axes exchanged: how latitude-first coordinates betray themselves."""
    return Point(point.y, point.x, srid=point.srid) if abs(point.x) <= 90 else None
