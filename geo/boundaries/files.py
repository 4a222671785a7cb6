"""A file of boundaries -> a GeoDataFrame. Shapefile (also zipped), GeoPackage, GML, GeoJSON."""

import warnings
import zipfile
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pyogrio
from django.utils.translation import gettext as _
from pyogrio.errors import DataLayerError, DataSourceError
from shapely.errors import ShapelyError

from geo.boundaries.errors import BadInput

SUFFIXES = (".shp", ".zip", ".gpkg", ".gml", ".geojson", ".json")


def sha256(path):
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def read_frame(path, layer=""):
    """The only layer of a file, or the named one; BadInput if there is nothing to read."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        names = {"file": path.name, "known": ", ".join(SUFFIXES)}
        raise BadInput(_("%(file)s is not of a known format: %(known)s.") % names)
    if not path.is_file():
        raise BadInput(_("There is no file %(file)s.") % {"file": path})
    readers = {".shp": _read_shapefile, ".zip": _read_zip, ".gml": _read_gml}
    try:
        with warnings.catch_warnings():
            # A column of dates out of range and the like: none of our business.
            warnings.simplefilter("ignore", RuntimeWarning)
            return readers.get(suffix, _read_layer)(path, layer)
    except (DataSourceError, DataLayerError, ShapelyError, zipfile.BadZipFile) as error:
        names = {"file": path.name, "error": error}
        raise BadInput(_("%(file)s cannot be read: %(error)s") % names) from error


def _read_shapefile(path, layer):
    return _decoded(path, has_cpg=any(path.with_suffix(suffix).is_file() for suffix in (".cpg", ".CPG")))


def _read_zip(path, layer):
    """A shapefile in an archive, in whatever folder of it."""
    with zipfile.ZipFile(path) as archive:
        members = [PurePosixPath(name) for name in archive.namelist()]
    shapes = {member.stem: member for member in members if member.suffix.lower() == ".shp"}
    member = shapes[_choose(list(shapes), layer)]
    has_cpg = any(
        other.with_suffix(".shp") == member.with_suffix(".shp")
        for other in members
        if other.suffix.lower() == ".cpg"
    )
    return _decoded(f"/vsizip/{path.resolve()}/{member}", has_cpg)


def _read_gml(path, layer):
    """The driver leaves a description beside the file, so it is given a link in a folder of its own."""
    with TemporaryDirectory() as folder:
        link = Path(folder, path.name)
        link.symlink_to(path.resolve())
        return _read_layer(link, layer)


def _read_layer(path, layer):
    names = [name for name, kind in pyogrio.list_layers(path) if kind is not None]
    return pyogrio.read_dataframe(path, layer=_choose(names, layer))


def _choose(names, wanted):
    """The wanted name, or the only one there is."""
    if wanted in names:
        return wanted
    if len(names) == 1 and not wanted:
        return names[0]
    if not names:
        raise BadInput(_("The file holds no shapes."))
    listed = {"names": ", ".join(names)}
    raise BadInput(_("Name one layer of the file with --layer: %(names)s") % listed)


def _decoded(path, has_cpg):
    """Text as the .cpg says; a shapefile without one is in UTF-8 or, as offices wrote for years, CP1250."""
    if has_cpg:
        return pyogrio.read_dataframe(path)
    try:
        return pyogrio.read_dataframe(path, encoding="UTF-8")
    except UnicodeDecodeError:
        return pyogrio.read_dataframe(path, encoding="CP1250")
