"""A file of remarks -> rows of texts, with a place where the file is of geodata."""

from collections.abc import Iterator
from dataclasses import dataclass

import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.utils.translation import gettext as _

from geo.boundaries.errors import BadInput
from geo.boundaries.files import SUFFIXES, read_frame
from geo.boundaries.shapes import with_system
from geo.crs import WGS84, to_wgs84
from geo.tables import read_table

TEXTS = (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class Row:
    """`number` as a person counts the rows that hold data, from 1; `geometry` in EPSG:4326, or None."""

    number: int
    cells: dict[str, str]
    geometry: GEOSGeometry | None = None


def read(path, mapping, layer="") -> Iterator[Row]:
    """The rows of a CSV, GeoJSON, GeoPackage or shapefile. BadInput for a file that cannot be read, or that
    lacks a column of the mapping."""
    columns = [*mapping.columns.values()]
    if path.suffix.lower() in TEXTS:
        rows = read_table(path, columns)
        return (Row(number, cells) for number, cells in enumerate(rows, 1))
    if path.suffix.lower() not in SUFFIXES:
        names = {"file": path.name, "known": ", ".join([*TEXTS, *SUFFIXES])}
        raise BadInput(_("%(file)s is not of a known format: %(known)s.") % names)
    return _features(read_frame(path, layer), columns, mapping.crs)


def _features(frame, columns, crs):
    found = [str(name) for name in frame.columns]
    if missing := [name for name in columns if name not in found]:
        names = {"missing": ", ".join(missing), "found": ", ".join(found)}
        raise BadInput(_("No column %(missing)s; the file has: %(found)s") % names)
    shapes = shapely.force_2d(to_wgs84(with_system(frame.geometry, crs)).to_numpy())
    texts = frame.drop(columns=frame.geometry.name).astype("string").fillna("")
    for number, (cells, shape) in enumerate(zip(texts.to_dict("records"), shapes, strict=True), 1):
        yield Row(number, cells, _geometry(shape))


def _geometry(shape):
    """One of several is the one: editors save single points as multipoints."""
    if shape is None or shape.is_empty:
        return None
    parts = shapely.get_parts(shape)
    single = parts[0] if len(parts) == 1 else shape
    return GEOSGeometry(memoryview(shapely.to_wkb(single)), srid=WGS84)
