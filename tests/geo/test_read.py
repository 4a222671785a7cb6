"""A file -> rows. Nothing here needs the database."""

import zipfile

import pytest
import shapely

from geo.boundaries.errors import BadInput
from geo.boundaries.read import read, tidy
from geo.boundaries.sources import SOURCES
from geo.models import Level

CZAPLINEK = ({"terc": "3203013", "name": "Czaplinek"}, (16.0, 53.4, 16.4, 53.7))
ZLOCIENIEC = ({"terc": "3203063", "name": "Złocieniec"}, (15.8, 53.4, 16.0, 53.7))
# The same place in EPSG:2180, easting first.
CZAPLINEK_2180 = (301000, 624000, 326000, 657000)
PRG = {"jpt_kod_je": "3203013", "jpt_nazwa_": "Złocieniec"}


def gminas(path, source="geojson", **options):
    return read(path, SOURCES[source], Level.GMINA, **options)


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.shp", "a.gml"])
def test_every_format(write, name):
    reading = gminas(write(name, CZAPLINEK, ZLOCIENIEC))
    assert [(row.code, row.kind, row.name, row.parent) for row in reading.rows] == [
        ("320301", "3", "Czaplinek", "3203"),
        ("320306", "3", "Złocieniec", "3203"),
    ]
    assert reading.rows[0].geometry.bounds == pytest.approx((16.0, 53.4, 16.4, 53.7))


def test_a_zipped_shapefile_in_a_folder(write, tmp_path):
    write("gminy.shp", CZAPLINEK)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for path in tmp_path.glob("gminy.*"):
            archive.write(path, f"PRG/{path.name}")
    assert [row.name for row in gminas(tmp_path / "a.zip").rows] == ["Czaplinek"]


def test_nothing_is_left_beside_a_gml(write, tmp_path):
    path = write("a.gml", CZAPLINEK)
    before = set(tmp_path.iterdir())
    gminas(path)
    assert set(tmp_path.iterdir()) == before


def test_a_northing_first_gml_that_says_so_is_read_rightly(write):
    path = write("a.gml", (PRG, CZAPLINEK_2180), crs=2180)
    assert "624000 301000" in path.read_text()
    reading = gminas(path, "prg")
    assert reading.rows[0].geometry.centroid.coords[0] == pytest.approx((16.19, 53.57), abs=0.05)


def test_prg_names_its_columns_in_any_case(write):
    attributes = {key.upper(): value for key, value in PRG.items()}
    assert gminas(write("a.shp", (attributes, CZAPLINEK_2180), crs=2180), "prg").crs == "EPSG:2180"


def test_a_prj_without_a_number_is_recognised(write, tmp_path):
    path = write("a.shp", (PRG, CZAPLINEK_2180), crs=2180)
    (tmp_path / "a.prj").write_text(
        'PROJCS["Układ 1992",GEOGCS["GCS",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137,298.257222101]],'
        'PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
        'PARAMETER["False_Easting",500000],PARAMETER["False_Northing",-5300000],'
        'PARAMETER["Central_Meridian",19],PARAMETER["Scale_Factor",0.9993],'
        'PARAMETER["Latitude_Of_Origin",0],UNIT["Meter",1]]'
    )
    assert gminas(path, "prg").crs == "EPSG:2180"


def test_a_prg_file_without_a_prj_is_in_2180(write, tmp_path):
    path = write("a.shp", (PRG, CZAPLINEK_2180), crs=2180)
    (tmp_path / "a.prj").unlink()
    assert gminas(path, "prg").crs == "EPSG:2180"


def test_another_file_without_a_prj_is_refused(write, tmp_path):
    path = write("a.shp", CZAPLINEK)
    (tmp_path / "a.prj").unlink()
    with pytest.raises(BadInput, match="does not say its coordinate system"):
        gminas(path)


@pytest.mark.parametrize("encoding", ["UTF-8", "CP1250"])
@pytest.mark.parametrize("with_cpg", [True, False])
def test_names_come_out_right_whatever_the_encoding(write, tmp_path, encoding, with_cpg):
    path = write("a.shp", ZLOCIENIEC, encoding=encoding)
    if not with_cpg:
        (tmp_path / "a.cpg").unlink()
    assert gminas(path).rows[0].name == "Złocieniec"


def test_town_and_rural_part_are_rejected_with_the_reason(write):
    town = ({"terc": "3203014", "name": "Czaplinek - miasto"}, (16.2, 53.5, 16.3, 53.6))
    reading = gminas(write("a.geojson", CZAPLINEK, town))
    assert [row.name for row in reading.rows] == ["Czaplinek"]
    assert reading.rejected == [
        ("Czaplinek - miasto", "type 4 is the town in an urban-rural gmina, not a gmina")
    ]


def test_all_may_be_rejected(write):
    town = ({"terc": "3203014", "name": "miasto"}, (16.2, 53.5, 16.3, 53.6))
    reading = gminas(write("a.geojson", town))
    assert (reading.rows, reading.count) == ([], 1)


def test_codes_in_a_column_of_numbers(write):
    row = {"terc": 201011, "name": "Bolesławiec"}, (15.5, 51.2, 15.6, 51.3)
    other = {"terc": 3203013, "name": "Czaplinek"}, (16.0, 53.4, 16.4, 53.7)
    assert [row.code for row in gminas(write("a.gpkg", row, other)).rows] == ["020101", "320301"]


def test_a_height_is_dropped(write):
    high = shapely.force_3d(shapely.box(16.0, 53.4, 16.4, 53.7), 120)
    assert not gminas(write("a.geojson", (CZAPLINEK[0], high))).rows[0].geometry.has_z


def test_a_self_crossing_shape_is_repaired_and_named(write):
    bow_tie = shapely.Polygon([(16.0, 53.4), (16.4, 53.7), (16.4, 53.4), (16.0, 53.7)])
    reading = gminas(write("a.geojson", (CZAPLINEK[0], bow_tie), ZLOCIENIEC))
    assert reading.repaired == ["Czaplinek"]
    assert reading.rows[0].geometry.is_valid
    assert reading.rows[0].geometry.geom_type == "MultiPolygon"


def test_a_mapping_of_ones_own(write):
    source = SOURCES["fields"].with_fields(code="KOD", name="Nazwa")
    path = write("a.geojson", ({"kod": "3203013", "NAZWA": "Czaplinek"}, (16.0, 53.4, 16.4, 53.7)))
    assert [(row.code, row.name) for row in read(path, source, Level.GMINA).rows] == [("320301", "Czaplinek")]


@pytest.mark.parametrize(("level", "names"), [(Level.GMINA, ["Lublin", "Głusk"]), (Level.POWIAT, ["Lublin"])])
def test_osm_tells_levels_by_admin_level(write, level, names):
    box = (22.4, 51.1, 22.7, 51.3)
    rows = [
        ({"admin_level": "4", "teryt:terc": "06", "name": "województwo lubelskie"}, box),
        ({"admin_level": "6", "teryt:terc": "0663011", "name": "Lublin"}, box),
        ({"admin_level": "7", "teryt:terc": "0609052", "name": "gmina Głusk"}, box),
    ]
    assert [row.name for row in read(write("a.geojson", *rows), SOURCES["osm"], level).rows] == names


def test_osm_districts_are_those_of_the_first_step_there_is(write):
    rows = [
        ({"admin_level": 10, "name": "Stare Miasto"}, (22.4, 51.1, 22.5, 51.2)),
        ({"admin_level": 11, "name": "Podzamcze"}, (22.4, 51.1, 22.45, 51.2)),
    ]
    reading = read(write("a.geojson", *rows), SOURCES["osm"], Level.DISTRICT, gmina="066301")
    assert [row.code for row in reading.rows] == ["066301-stare-miasto"]


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("DOLNOŚLĄSKIE", Level.VOIVODESHIP, "dolnośląskie"),
        ("województwo śląskie", Level.VOIVODESHIP, "śląskie"),
        ("powiat drawski", Level.POWIAT, "drawski"),
        ("POLSKA", Level.COUNTRY, "Polska"),
        ("NOWY SĄCZ", Level.GMINA, "Nowy Sącz"),
        ("Powidz", Level.GMINA, "Powidz"),
    ],
)
def test_names_are_tidied(name, level, expected):
    assert tidy(name, level) == expected
