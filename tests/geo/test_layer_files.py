"""Files of own layers: what is taken, and what is said of those that are not."""

import sqlite3
import zipfile
from contextlib import closing

import pytest

from geo.boundaries.errors import BadInput
from geo.layers.files import read_upload
from geo.layers.read import Columns, guess, read_layer, samples
from tests.geo.layers import EAST, WARDS, WEST, feature, geojson

CZAPLINEK = {"around": (16.0, 53.4, 16.4, 53.7), "around_name": "Czaplinek"}


def read(content, name="x.geojson", columns=None, **options):
    frame = read_upload(content, name)
    return read_layer(frame, columns or guess(frame), **options)


def refused(content, name="x.geojson", **options):
    with pytest.raises(BadInput) as caught:
        read(content, name, **options)
    return str(caught.value)


@pytest.fixture
def packed(write, tmp_path):
    """A row as a zipped shapefile."""

    def packed(row, shape):
        write("obwody.shp", (row, shape))
        archive = tmp_path / "obwody.zip"
        with zipfile.ZipFile(archive, "w") as made:
            for part in tmp_path.glob("obwody.[!z]*"):
                made.write(part, f"folder/{part.name}")
        return archive

    return packed


def test_codes_names_and_residents_are_found():
    rows = read(WARDS, **CZAPLINEK).rows
    assert [(row.code, row.name, row.population) for row in rows] == [
        ("1", "Obwód 1", 1200),
        ("2", "Obwód 2", None),
    ]


def test_names_are_looked_for_among_words_and_not_numbers():
    row = {"POWIERZCHN": 2.71, "DZIELNICY": "Brzeźno"}
    assert guess(read_upload(geojson(feature(EAST, **row)), "x.geojson")).name == "DZIELNICY"


def test_a_column_shows_its_first_values():
    assert samples(read_upload(WARDS, "x.geojson"), "nazwa") == ["Obwód 1", "Obwód 2"]


def test_without_codes_names_are_codes():
    rows = read(WARDS, columns=Columns(name="nazwa")).rows
    assert [row.code for row in rows] == ["Obwód 1", "Obwód 2"]


def test_a_zipped_shapefile_is_read(packed):
    archive = packed({"nr": 7, "nazwa": "Łąki"}, WEST)
    (row,) = read(archive.read_bytes(), archive.name).rows
    assert (row.code, row.name) == ("7", "Łąki")


def test_a_geopackage_of_planners_is_read(write):
    path = write("x.gpkg", ({"nazwa": "Łąki"}, (280000, 630000, 281000, 631000)), crs=2180)
    reading = read(path.read_bytes(), "x.gpkg")
    assert reading.crs == "EPSG:2180"
    assert 14 < reading.rows[0].geometry.centroid.x < 17


def test_pieces_of_one_code_are_one_area():
    reading = read(geojson(feature(WEST, kod="1", nazwa="A"), feature(EAST, kod="1", nazwa="A")))
    assert [len(row.geometry.geoms) for row in reading.rows] == [1]
    assert reading.merged == ["A"]


def test_what_cannot_be_taken_is_told_by_feature():
    line = {"type": "LineString", "coordinates": [[16, 53.5], [16.1, 53.5]]}
    reading = read(
        geojson(
            feature(WEST, nazwa="A"),
            feature(None, nazwa="B"),
            feature(line, nazwa="C"),
            feature((20, 50, 21, 51), nazwa="D"),
            feature(EAST),
        ),
        **CZAPLINEK,
    )
    assert [row.name for row in reading.rows] == ["A"]
    assert reading.rejected == [
        ("2. B", "no shape"),
        ("3. C", "a line or a point, not an area"),
        ("4. D", "it lies elsewhere"),
        ("5.", "no code and no name"),
    ]


def test_one_code_of_two_names_is_nobodys():
    reading = read(
        geojson(feature(WEST, kod="1", nazwa="A"), feature(EAST, kod="1", nazwa="B"), feature(EAST, kod="2"))
    )
    assert [row.code for row in reading.rows] == ["2"]
    assert reading.rejected == [("1", "the code stands at several names or numbers of residents: A, B")]


def test_a_shape_that_crosses_itself_is_repaired():
    bow = {"type": "Polygon", "coordinates": [[[16, 53], [16.1, 53.1], [16.1, 53], [16, 53.1], [16, 53]]]}
    reading = read(geojson(feature(bow, nazwa="A")))
    assert reading.repaired == ["A"]
    assert reading.rows[0].geometry.is_valid


def test_areas_that_overlap_are_named():
    overlapping = geojson(feature(WEST, nazwa="A"), feature((16.1, 53.4, 16.3, 53.7), nazwa="B"))
    assert "A / B" in refused(overlapping)
    sliver = geojson(feature(WEST, nazwa="A"), feature((16.1999, 53.4, 16.3, 53.7), nazwa="B"))
    assert len(read(sliver).rows) == 2


def test_swapped_axes_are_noticed():
    swapped = geojson(feature((53.4, 16.0, 53.7, 16.2), nazwa="A"))
    assert "axes are swapped" in refused(swapped, **CZAPLINEK)


def test_another_place_is_noticed():
    assert "No shape lies in Czaplinek" in refused(geojson(feature((20, 50, 21, 51), nazwa="A")), **CZAPLINEK)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"x", "x.pdf", "Send a GeoJSON"),
        (b"{", "x.geojson", "not a GeoJSON"),
        (b'{"type": "Point"}', "x.json", "not a GeoJSON"),
        (b'{"features": [{"type": "Feature", "geometry": {"type": "Polygon"}}]}', "x.json", "not a GeoJSON"),
        (geojson(), "x.geojson", "holds no shapes"),
        (geojson(feature(WEST)), "x.geojson", "no properties"),
        (b"<OGRVRTDataSource/>", "x.gpkg", "not a GeoPackage"),
        (b"SQLite format 3\0 and no more", "x.gpkg", "not a GeoPackage"),
        (b"PK", "x.zip", "archive cannot be opened"),
        (geojson(feature((300, 10, 310, 20), nazwa="A")), "x.geojson", "it lies elsewhere"),
    ],
)
def test_a_bad_file_is_told_from_another(content, name, reason):
    assert reason in refused(content, name)


def test_what_leads_gdal_to_other_files_is_not_opened(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("x.shp", "<OGRVRTDataSource></OGRVRTDataSource>")
    assert refused((tmp_path / "x.zip").read_bytes(), "x.zip") == "The file is not a shapefile."


@pytest.mark.parametrize("made", ["VIEW more AS SELECT * FROM x", "VIRTUAL TABLE more USING fts5(x)"])
def test_a_geopackage_with_more_than_tables_is_refused(write, made):
    path = write("x.gpkg", ({"nazwa": "A"}, WEST))
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"CREATE {made}")
    assert "views" in refused(path.read_bytes(), "x.gpkg")


def test_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("geo.layers.files.LARGEST", 10)
    assert refused(WARDS) == "The file is larger than 10 MB."


def test_too_many_shapes_are_refused(monkeypatch):
    monkeypatch.setattr("geo.layers.read.MOST_AREAS", 1)
    assert refused(WARDS) == "The file holds more than 1 shapes."


@pytest.mark.parametrize(
    ("properties", "names"),
    [
        ('{"nazwa": "\\ud800"}', ["?"]),
        ('{"nazwa": ["a", "b"]}', ["['a', 'b']"]),
        ('{"a\\u0000": 1, "\\ud800": 2, "%s": 3, "nazwa": "Łąki"}' % ("x" * 201), ["Łąki"]),
    ],
)
def test_what_cannot_be_kept_of_a_file_breaks_nothing(properties, names):
    content = geojson(feature(WEST)).replace(b'"properties": {}', b'"properties": ' + properties.encode())
    assert [row.name for row in read(content).rows] == names


def test_a_number_that_is_too_large_is_refused():
    assert "GeoJSON" in refused(WARDS.replace(b"16.0", b"1" * 400))


def test_of_many_areas_in_one_place_the_first_are_named():
    heap = geojson(*[feature(WEST, nazwa=str(number)) for number in range(300)])
    assert refused(heap).count(" / ") == 5
