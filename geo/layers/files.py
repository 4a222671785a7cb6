"""A file that somebody sends -> a GeoDataFrame. GeoJSON, GeoPackage, zipped shapefile.

What comes from outside is looked at before GDAL is: by its contents alone GDAL would also read formats that
lead to other files and other hosts.
"""

import json
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import geopandas
from django.utils.translation import gettext as _
from shapely.errors import ShapelyError

from geo.boundaries.errors import BadInput
from geo.boundaries.files import read_frame
from geo.crs import WGS84

LARGEST_MB = 10
LARGEST = LARGEST_MB * 1024 * 1024
# A small archive may hold much.
LARGEST_UNPACKED = 20 * LARGEST
SUFFIXES = (".geojson", ".json", ".gpkg", ".zip")
SHAPEFILE, GEOPACKAGE = b"\x00\x00\x27\x0a", b"SQLite format 3\x00"
# The one virtual table that a GeoPackage needs; what others show may lie in other files.
SPATIAL_INDEX = re.compile(r'CREATE VIRTUAL TABLE "?rtree_\w+"? USING rtree\b', re.IGNORECASE)


def read_upload(content, file_name):
    """The only layer of a file, given as bytes; BadInput if there is none or it cannot be trusted."""
    suffix = Path(file_name).suffix.lower()
    if suffix not in SUFFIXES:
        raise BadInput(_("Send a GeoJSON, a GeoPackage (.gpkg) or a zipped shapefile (.zip)."))
    if len(content) > LARGEST:
        raise BadInput(_("The file is larger than %(size)d MB.") % {"size": LARGEST_MB})
    with TemporaryDirectory() as folder:
        path = Path(folder, "layer").with_suffix(suffix)
        path.write_bytes(content)
        readers = {".gpkg": _read_geopackage, ".zip": _read_zip}
        frame = readers.get(suffix, _read_geojson)(path)
    if not isinstance(frame, geopandas.GeoDataFrame) or frame.empty:
        raise BadInput(_("The file holds no shapes."))
    return frame


def _read_geojson(path):
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        features = [feature for feature in data["features"] if feature["type"] == "Feature"]
        frame = geopandas.GeoDataFrame.from_features(features, crs=_system(data)) if features else None
    except (
        ShapelyError,
        ArithmeticError,
        AttributeError,
        LookupError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as error:
        raise BadInput(_("The file is not a GeoJSON FeatureCollection.")) from error
    return frame


def _system(data):
    """EPSG:4326 is what GeoJSON is in, but for a member `crs` of its older form."""
    name = str(((data.get("crs") or {}).get("properties") or {}).get("name") or "")
    found = re.search(r"EPSG:+(\d{4,5})$", name)
    return int(found[1]) if found else WGS84


def _read_geopackage(path):
    if not path.read_bytes().startswith(GEOPACKAGE):
        raise BadInput(_("The file is not a GeoPackage."))
    try:
        with closing(sqlite3.connect(path)) as database:
            made = database.execute("SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
            layers = _layers(database)
    except sqlite3.DatabaseError as error:
        raise BadInput(_("The file is not a GeoPackage.")) from error
    if any(kind == "view" or _is_virtual(statement) for kind, statement in made):
        raise BadInput(_("The file holds views. Save the areas as a layer of a new file."))
    return _read_one(path, layers)


def _is_virtual(statement):
    return "virtual" in statement.lower() and not SPATIAL_INDEX.match(statement)


def _layers(database):
    found = database.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")
    return [name for (name,) in found]


def _read_zip(path):
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > LARGEST_UNPACKED:
                raise BadInput(_("The archive holds too much."))
            shapes = [member for member in members if member.filename.lower().endswith(".shp")]
            if not all(archive.open(member).read(4) == SHAPEFILE for member in shapes):
                raise BadInput(_("The file is not a shapefile."))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BadInput(_("The archive cannot be opened.")) from error
    return _read_one(path, [PurePosixPath(member.filename).stem for member in shapes])


def _read_one(path, layers):
    if not layers:
        raise BadInput(_("The file holds no shapes."))
    if len(layers) > 1:
        names = {"names": ", ".join(layers[:10])}
        raise BadInput(_("The file holds several layers: %(names)s. Save one of them by itself.") % names)
    try:
        return read_frame(path, layers[0])
    except BadInput as error:
        raise BadInput(_("The file cannot be read. Save it anew and try again.")) from error
