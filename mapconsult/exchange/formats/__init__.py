"""What an export can be written as. A format is a module with CONTENT_TYPE, EXTENSION, CRS (the EPSG numbers
it can be written in), and `row` and `pieces` as in geojson.py."""

from mapconsult.exchange.formats import geojson

FORMATS = {"geojson": geojson}
