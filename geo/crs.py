"""The coordinate systems of registers and planners: the only file that names one other than EPSG:4326."""

import geopandas
import pyproj

WGS84 = 4326
WEB_MERCATOR = 3857
PL_1992 = 2180
# Zones of three degrees around 15, 18, 21 and 24 degrees east, each for the powiats that lie in it.
PL_2000 = {15: 2176, 18: 2177, 21: 2178, 24: 2179}
NAMES = {PL_1992: "PL-1992"} | {epsg: f"PL-2000/{meridian // 3}" for meridian, epsg in PL_2000.items()}
KNOWN = [WGS84, *NAMES, WEB_MERCATOR]
# Somewhere in Poland: two systems that agree here to a metre are the same one.
LANDMARKS = [(16.9, 52.4), (21.0, 52.2), (19.9, 50.1)]
METRE, METRE_IN_DEGREES = 1, 1e-5


def recognised(crs):
    """The EPSG number of a pyproj CRS, also of a .prj that names none; None if it is not one we know."""
    return crs.to_epsg() or next((epsg for epsg in KNOWN if _agree(crs, pyproj.CRS(epsg))), None)


def _agree(crs, other):
    tolerance = METRE_IN_DEGREES if other.is_geographic else METRE
    return crs.is_geographic == other.is_geographic and all(
        abs(ours - theirs) < tolerance
        for landmark in LANDMARKS
        for ours, theirs in zip(_project(crs, landmark), _project(other, landmark), strict=True)
    )


def _project(crs, landmark):
    return pyproj.Transformer.from_crs(WGS84, crs, always_xy=True).transform(*landmark)


def lon_lat(easting, northing, epsg):
    """(longitude, latitude) of a position in a known system; None where that is nowhere on earth."""
    place = pyproj.Transformer.from_crs(epsg, WGS84, always_xy=True).transform(easting, northing)
    lon, lat = place
    return place if -180 <= lon <= 180 and -90 <= lat <= 90 else None


def to_wgs84(geometries):
    """A GeoSeries in any known system as one in EPSG:4326, easting first."""
    return geometries.to_crs(WGS84)


def square_metres(geometries):
    """The areas of EPSG:4326 geometries in Poland, to about a thousandth."""
    return geopandas.GeoSeries(geometries, crs=WGS84).to_crs(PL_1992).area.to_numpy()
