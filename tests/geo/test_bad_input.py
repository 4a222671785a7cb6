"""Files that cannot be trusted: a clear message, and nothing is written."""

import pytest
import shapely

from geo.boundaries.errors import BadInput
from geo.boundaries.read import read
from geo.boundaries.sources import SOURCES
from geo.models import Level

BOX = (16.0, 53.4, 16.4, 53.7)
ATTRIBUTES = {"terc": "3203013", "name": "Czaplinek"}


def refusal(path, source="geojson", level=Level.GMINA, **options):
    with pytest.raises(BadInput) as caught:
        read(path, SOURCES[source], level, **options)
    return str(caught.value)


def test_a_missing_file(tmp_path):
    assert refusal(tmp_path / "a.shp").startswith("There is no file")


def test_an_unknown_format(tmp_path):
    assert "is not of a known format" in refusal(tmp_path / "a.dxf")


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.zip", "a.shp", "a.gml"])
def test_a_broken_file(tmp_path, name):
    path = tmp_path / name
    path.write_text("{]")
    assert "cannot be read" in refusal(path)


def test_a_ring_that_does_not_close(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text(
        '{"type": "Feature", "properties": {}, "geometry": '
        '{"type": "Polygon", "coordinates": [[[16.1, 53.5], [16.2, 53.5]]]}}'
    )
    assert "cannot be read" in refusal(path)


def test_several_layers_need_a_choice(write):
    write("a.gpkg", (ATTRIBUTES, BOX), layer="gminy")
    path = write("a.gpkg", (ATTRIBUTES, BOX), layer="powiaty", mode="a")
    assert "Name one layer of the file with --layer: gminy, powiaty" in refusal(path)
    assert read(path, SOURCES["geojson"], Level.GMINA, layer="gminy").count == 1


def test_a_missing_column_is_named_beside_those_there_are(write):
    path = write("a.geojson", ({"kod": "3203013", "nazwa": "Czaplinek"}, BOX))
    assert refusal(path) == "No column name; the file has: kod, nazwa"


def test_a_column_named_by_hand_must_be_there(write):
    path = write("a.geojson", ({"name": "Rynek"}, BOX))
    source = SOURCES["geojson"].with_fields(code="kod")
    with pytest.raises(BadInput, match="No column kod"):
        read(path, source, Level.DISTRICT, gmina="320301")


def test_a_drawing_of_no_place_on_earth(write):
    path = write("a.shp", (ATTRIBUTES, BOX))
    path.with_suffix(".prj").write_text('LOCAL_CS["drawing",UNIT["metre",1]]')
    assert refusal(path) == "The coordinate system of the file is not one of the earth: drawing"


def test_swapped_degrees(write):
    path = write("a.geojson", (ATTRIBUTES, (53.4, 16.0, 53.7, 16.4)))
    assert refusal(path).startswith(
        "The axes are swapped (northing first): Czaplinek (320301) begins at 53.4, 16.0"
    )


def test_northing_first_metres_of_one_gmina(write):
    attributes = {"jpt_kod_je": "3203013", "jpt_nazwa_": "Czaplinek"}
    path = write("a.shp", (attributes, (624000, 301000, 657000, 326000)), crs=2180)
    assert refusal(path, "prg").startswith("The axes are swapped (northing first)")


def test_metres_that_claim_to_be_degrees(write):
    path = write("a.geojson", (ATTRIBUTES, (301000, 624000, 326000, 657000)))
    assert "Is that the coordinate system of the file?" in refusal(path)


def test_the_wrong_zone(write):
    """Zone 5 of PL-2000 read as zone 6 lies three degrees to the east."""
    path = write("a.gpkg", (ATTRIBUTES, (5566000, 5918000, 5592000, 5952000)), crs=2177)
    assert "Czaplinek (320301) does not lie where its code says" in refusal(path)


def test_duplicate_codes(write):
    path = write("a.geojson", (ATTRIBUTES, BOX), (ATTRIBUTES, (15.8, 53.4, 16.0, 53.7)))
    assert refusal(path) == "These codes stand more than once: 320301"


@pytest.mark.parametrize("shape", [None, shapely.Polygon()])
def test_an_empty_geometry(write, shape):
    path = write("a.gpkg", (ATTRIBUTES, BOX), ({"terc": "3203063", "name": "Złocieniec"}, shape))
    assert refusal(path) == "Row 2 has no geometry."


def test_a_shape_without_an_area(write):
    flat = shapely.Polygon([(16.0, 53.4), (16.4, 53.7), (16.0, 53.4)])
    assert refusal(write("a.gpkg", (ATTRIBUTES, flat))) == "Row 1 has no geometry."


def test_points_are_no_boundaries(write):
    path = write("a.geojson", (ATTRIBUTES, shapely.Point(16.2, 53.5)))
    assert refusal(path) == "The file holds lines or points; boundaries are polygons."


def test_a_table_without_shapes(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}')
    assert refusal(path) in ("The file holds no gmina.", "The file holds no shapes.")


@pytest.mark.parametrize(("level", "length"), [(Level.GMINA, 201), (Level.DISTRICT, 94)])
def test_a_name_that_is_too_long_is_rejected(write, level, length):
    path = write("a.geojson", ({"terc": "320301" if level == Level.GMINA else "", "name": "x" * length}, BOX))
    reading = read(path, SOURCES["geojson"], level, gmina="320301")
    assert reading.rejected == [("x" * length, "the name or the code is too long")]


def test_osm_needs_its_levels(write):
    assert refusal(write("a.geojson", (ATTRIBUTES, BOX)), "osm") == "The file has no column admin_level."
