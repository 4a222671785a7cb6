"""A file of boundaries -> a GeoDataFrame. Shapefile (also zipped), GeoPackage, GML, GeoJSON."""

import warnings
import zipfile
from hashlib import file_digest

import pyogrio
from django.utils.translation import gettext as _
from pyogrio.errors import DataLayerError, DataSourceError

from geo.boundaries.errors import BadInput

SUFFIXES = (".shp", ".zip", ".gpkg", ".gml", ".geojson", ".json")
SHAPEFILES = (".shp", ".zip")


def sha256(path):
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def read_frame(path, layer=""):
    """The only, or the named, layer of a file; BadInput if there is nothing to read."""
    if path.suffix.lower() not in SUFFIXES:
        raise BadInput(
            _("%(file)s: known are %(known)s.") % {"file": path.name, "known": ", ".join(SUFFIXES)}
        )
    if not path.is_file():
        raise BadInput(_("There is no file %(file)s.") % {"file": path})
    try:
        return _decoded(path, layer or _only_layer(path))
    except (DataSourceError, DataLayerError, zipfile.BadZipFile) as error:
        raise BadInput(
            _("%(file)s cannot be read: %(error)s") % {"file": path.name, "error": error}
        ) from error


def _only_layer(path):
    names = [name for name, kind in pyogrio.list_layers(path) if kind is not None]
    if len(names) == 1:
        return names[0]
    if not names:
        raise BadInput(_("%(file)s holds no geometry.") % {"file": path.name})
    raise BadInput(
        _("The file has several layers, name one with --layer: %(names)s") % {"names": ", ".join(names)}
    )


def _decoded(path, layer):
    """Text as the .cpg says; a shapefile without one is in UTF-8 or, as Polish offices wrote for years,
    CP1250."""
    if path.suffix.lower() not in SHAPEFILES or _has_cpg(path, layer):
        return _read(path, layer)
    try:
        return _read(path, layer, encoding="UTF-8")
    except UnicodeDecodeError:
        return _read(path, layer, encoding="CP1250")


def _has_cpg(path, layer):
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            return any(name.lower().endswith(f"{layer.lower()}.cpg") for name in archive.namelist())
    return any(path.with_suffix(suffix).is_file() for suffix in (".cpg", ".CPG"))


def _read(path, layer, **options):
    if path.suffix.lower() == ".gml":
        # The driver would leave a description of the file beside it.
        options["WRITE_GFS"] = "NO"
    with warnings.catch_warnings():
        # A column of dates out of range and the like: none of our business.
        warnings.simplefilter("ignore", RuntimeWarning)
        return pyogrio.read_dataframe(path, layer=layer, **options)
