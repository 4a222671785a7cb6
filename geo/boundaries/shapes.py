"""The geometries of a file: turned into EPSG:4326, repaired, and doubted. Pure."""

import numpy
import shapely
from django.utils.translation import gettext as _

from geo import crs
from geo.boundaries import extents
from geo.boundaries.errors import BadInput

POLYGON_TYPES = (3, 6)


def with_system(series, assumed):
    """The GeoSeries with the coordinate system it names, else the one its source always uses."""
    if series.crs is None and assumed is None:
        raise BadInput(_("The file does not say its coordinate system (a .prj is missing)."))
    if series.crs is None:
        return series.set_crs(assumed)
    if not (series.crs.is_geographic or series.crs.is_projected):
        raise BadInput(
            _("The coordinate system of the file is not one of the earth: %(crs)s") % {"crs": series.crs.name}
        )
    return series


def system_name(series):
    epsg = crs.recognised(series.crs)
    return f"EPSG:{epsg}" if epsg else series.crs.name


def degrees(series):
    """An array of flat shapely polygons in EPSG:4326; BadInput where a row has none."""
    shapes = shapely.force_2d(crs.to_wgs84(series).to_numpy())
    _refuse_empty(shapes)
    if not numpy.isin(shapely.get_type_id(shapes), POLYGON_TYPES).all():
        raise BadInput(_("The file holds lines or points; boundaries are polygons."))
    return shapes


def _refuse_empty(shapes):
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    if empty.any():
        raise BadInput(_("Row %(row)s has no geometry.") % {"row": int(empty.argmax()) + 1})


def repair(shapes):
    """Valid MultiPolygons, and the positions of the shapes that crossed themselves; BadInput where nothing is
    left of one."""
    crossing = numpy.flatnonzero(~shapely.is_valid(shapes))
    shapes[crossing] = shapely.make_valid(shapes[crossing], method="structure")
    whole = [multipolygon(shape) for shape in shapes]
    _refuse_empty(whole)
    return whole, crossing.tolist()


def multipolygon(shape):
    """The polygons of a shape as one MultiPolygon; lines and points that a repair left are dropped."""
    if shape.geom_type == "MultiPolygon":
        return shape
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def check_place(series, rows):
    """BadInput if a row lies far from the voivodeship that its code names; `series` is the shapes as the file
    has them, to tell whether swapped axes explain it."""
    shapes = [row.geometry for row in rows]
    wrong = extents.outside([row.voivodeship for row in rows], shapely.bounds(shapes))
    if not wrong.any():
        return
    position = int(wrong.argmax())
    row, given = rows[position], series.iloc[[position]]
    x, y = (round(value, 2) for value in shapely.bounds(given.iloc[0])[:2])
    where = {"name": row.name, "code": row.code, "crs": system_name(series), "x": x, "y": y}
    if _fits_swapped(given, row):
        raise BadInput(
            _("The axes are swapped (northing first): %(name)s (%(code)s) begins at %(x)s, %(y)s in %(crs)s.")
            % where
        )
    raise BadInput(
        _(
            "%(name)s (%(code)s) does not lie where its code says: it begins at %(x)s, %(y)s in %(crs)s. "
            "Is that the coordinate system of the file?"
        )
        % where
    )


def _fits_swapped(series, row):
    swapped = series.transform(lambda coordinates: coordinates[:, ::-1])
    return not extents.outside([row.voivodeship], shapely.bounds(crs.to_wgs84(swapped).to_numpy())).any()
