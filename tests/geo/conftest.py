"""What the tests of geo share: files of boundaries made of boxes, and areas of any shape."""

import os
from pathlib import Path

import geopandas
import pytest
import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.core.management import call_command
from django.utils import translation

from geo.models import BoundaryPart

SHARED_DATA = Path(
    os.environ.get("SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data"
).resolve()


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def data():
    """The folder of real boundaries, which not every machine has."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"no real boundaries in {SHARED_DATA}; SHARED_DATA names another folder")
    return SHARED_DATA


@pytest.fixture
def write(tmp_path):
    """Write rows of (attributes, shape) to a file; a shape may be a box (west, south, east, north)."""

    def write(name, *rows, crs=4326, **options):
        shapes = [shapely.box(*shape) if isinstance(shape, tuple) else shape for _attributes, shape in rows]
        frame = geopandas.GeoDataFrame([dict(row) for row, _shape in rows], geometry=shapes, crs=crs)
        path = tmp_path / name
        frame.to_file(path, **options)
        return path

    return write


@pytest.fixture
def run(capsys):
    """Run a command; returns the lines it printed."""

    def run(name, *arguments, **options):
        call_command(name, *map(str, arguments), **options)
        return capsys.readouterr().out.splitlines()

    return run


@pytest.fixture
def reshape():
    """Give an area's current boundary another shape (WKT)."""

    def reshape(area, wkt):
        boundary = area.boundaries.get(is_current=True)
        boundary.geometry = GEOSGeometry(wkt, srid=4326)
        boundary.save()
        boundary.parts.all().delete()
        for polygon in boundary.geometry:
            polygon.srid = 4326
            BoundaryPart.objects.create(
                boundary=boundary, area=area, level=area.level, is_current=True, geometry=polygon
            )

    return reshape
