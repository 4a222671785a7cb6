"""Shapes from GeoJSON that people of the office draw or upload, in EPSG:4326."""

import json
import math

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry, MultiPolygon, Polygon, WKBWriter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LARGEST_FILE = 5 * 1024 * 1024


def read_text(file):
    """The text of an uploaded GeoJSON file."""
    if file.size > LARGEST_FILE:
        raise ValidationError(_("The file is larger than 5 MB."))
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("The file is not GeoJSON.")) from None


def parse(text):
    """The JSON of a text; of strings only what the database can hold, of numbers only those that are some."""
    try:
        data = json.loads(text, parse_constant=_refuse)
        if b"\\u0000" in json.dumps(data, ensure_ascii=False).encode():
            raise ValueError("null character")
    except (ValueError, RecursionError):
        raise ValidationError(_("The file is not GeoJSON.")) from None
    return data


def _refuse(constant):
    raise ValueError(constant)


def read_shape(data):
    """A geometry from a GeoJSON geometry: valid, within degrees, heights dropped; else a ValueError."""
    try:
        shape = GEOSGeometry(json.dumps(data), srid=4326)
        if not shape.empty and shape.hasz:
            shape = GEOSGeometry(WKBWriter(dim=2).write(shape), srid=4326)
    except (GDALException, GEOSException, TypeError) as error:
        raise ValueError(str(error)) from error
    if shape.empty or not _within_degrees(shape) or not shape.valid:
        raise ValueError("not valid in EPSG:4326")
    return shape


def read_extent(text):
    """A MultiPolygon from the areas of a GeoJSON geometry, Feature or FeatureCollection."""
    try:
        polygons = [
            polygon for shape in map(read_shape, _geometries(parse(text))) for polygon in _polygons(shape)
        ]
    except (AttributeError, KeyError, TypeError, ValueError):
        text = _(
            "The areas must be polygons in EPSG:4326 (longitude, then latitude) that do not cross themselves."
        )
        raise ValidationError(text) from None
    if not polygons:
        raise ValidationError(_("There is no area in the file."))
    extent = MultiPolygon(polygons, srid=4326).unary_union
    return MultiPolygon(extent, srid=4326) if isinstance(extent, Polygon) else extent


def read_place(text):
    """The one shape of a GeoJSON geometry, Feature or FeatureCollection: a point, a line or an area."""
    try:
        (shape,) = map(read_shape, _geometries(parse(text)))
    except (AttributeError, KeyError, TypeError, ValueError):
        wrong = _("This must be one shape as GeoJSON in EPSG:4326 (longitude, then latitude).")
        raise ValidationError(wrong) from None
    if shape.geom_type not in ("Point", "LineString", "Polygon", "MultiPolygon"):
        raise ValidationError(_("Only a point, a line or an area can be a place."))
    return shape


def _geometries(data):
    kind = data["type"]
    if kind == "FeatureCollection":
        return [feature["geometry"] for feature in data["features"]]
    return [data["geometry"] if kind == "Feature" else data]


def _polygons(shape):
    if isinstance(shape, Polygon):
        return [shape]
    if isinstance(shape, MultiPolygon):
        return list(shape)
    raise ValueError("not an area")


def _within_degrees(shape):
    west, south, east, north = shape.extent
    numbers = all(math.isfinite(number) for number in shape.extent)
    return numbers and -180 <= west <= east <= 180 and -90 <= south <= north <= 90
