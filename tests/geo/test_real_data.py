"""Poland as it is, imported once for all tests of this file, where there is a folder of real boundaries."""

import csv
import json
from time import perf_counter

import pytest
from django.contrib.gis.geos import Point
from django.core.management import call_command
from django.db import transaction

from geo.boundaries.codes import district_slug
from geo.locate import locate
from geo.models import Area, Edition, Level

pytestmark = pytest.mark.data
LUBLIN, WARSAW, GDANSK = "066301", "146501", "226101"


@pytest.fixture(scope="module")
def take(data):
    """Import a file and put it in force."""

    def take(name, level, **options):
        options = {"source": "geojson", "commit": True, "activate": True, "verbosity": 0} | options
        call_command("import_boundaries", str(data / name), level=level, **options)

    return take


@pytest.fixture(scope="module")
def seconds(take, django_db_setup, django_db_blocker):
    """All levels in force until the end of the file; how long the gminas took."""
    with django_db_blocker.unblock(), transaction.atomic():
        take("pl_wojewodztwa.geojson", "voivodeship")
        take("pl_powiaty.geojson", "powiat")
        started = perf_counter()
        take("pl_gminy.geojson", "gmina")
        seconds = perf_counter() - started
        take("lublin_dzielnice.geojson", "district", source="osm", within=LUBLIN)
        take("warszawa_dzielnice.geojson", "district", within=WARSAW)
        take("gdansk_dzielnice.geojson", "district", source="fields", name_field="DZIELNICY", within=GDANSK)
        take("prg_panstwo_shapefile.zip", "country", source="prg")
        yield seconds
        transaction.set_rollback(True)


@pytest.fixture
def facts(data):
    with (data / "pl_gminy_facts.csv").open(newline="") as file:
        return [row for row in csv.DictReader(file) if row["centroid_lon"]]


def centroid(row):
    return Point(float(row["centroid_lon"]), float(row["centroid_lat"]), srid=4326)


def at(lon, lat):
    return dict(Area.objects.covering(Point(lon, lat, srid=4326)).values_list("level", "name"))


@pytest.mark.parametrize(
    ("level", "count"),
    [
        (Level.COUNTRY, 1),
        (Level.VOIVODESHIP, 16),
        (Level.POWIAT, 380),
        (Level.GMINA, 2477),
        (Level.DISTRICT, 80),
    ],
)
def test_all_areas_are_there(seconds, level, count):
    assert Area.objects.current().at_level(level).count() == count


def test_the_gminas_take_less_than_half_a_minute(seconds):
    assert seconds < 30


def test_every_centroid_lies_in_its_gmina_and_all_above_it(seconds, facts):
    assert len(facts) == 2477
    for row in facts:
        found = Area.objects.covering(centroid(row)).filter(level__lte=Level.GMINA).order_by("level")
        expected = ["PL", row["woj_teryt"], row["powiat_teryt"], row["teryt"][:6]]
        assert list(found.values_list("code", flat=True)) == expected


def test_the_batch_says_the_same_of_every_centroid(seconds, facts):
    codes = dict(Area.objects.values_list("pk", "code"))
    places = locate([centroid(row) for row in facts])
    found = [
        [codes[pk] for pk in (place.gmina_id, place.powiat_id, place.voivodeship_id)] for place in places
    ]
    assert found == [[row["teryt"][:6], row["powiat_teryt"], row["woj_teryt"]] for row in facts]


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        (22.5684, 51.2481, ["Stare Miasto", "Lublin", "Lublin", "lubelskie", "Polska"]),
        (21.0122, 52.2297, ["Śródmieście", "Warszawa", "Warszawa", "mazowieckie", "Polska"]),
        (18.6533, 54.3487, ["Śródmieście", "Gdańsk", "Gdańsk", "pomorskie", "Polska"]),
        (16.2331, 53.5581, ["Czaplinek", "drawski", "zachodniopomorskie", "Polska"]),
        (18.0, 55.3, []),
        (13.4, 52.52, []),
    ],
)
def test_known_places(seconds, lon, lat, expected):
    found = at(lon, lat)
    assert [found[level] for level in sorted(found, reverse=True)] == expected


def test_every_vertex_of_a_shared_border_belongs_to_one_gmina(seconds):
    """The rule: the lowest code of those whose boundary covers the point."""
    gmina = Area.objects.get(level=Level.GMINA, code="320301")
    border = gmina.boundaries.get().geometry[0][0]
    places = locate([Point(*vertex, srid=4326) for vertex in border])
    found = {place.gmina_id for place in places}
    assert None not in found
    assert len(found) > 1
    codes = Area.objects.filter(pk__in=found - {gmina.pk}).values_list("code", flat=True)
    assert all(code < gmina.code for code in codes)


def test_districts_of_warsaw_keep_their_register_codes(seconds):
    codes = Area.objects.filter(parent__code=WARSAW).order_by("code").values_list("code", flat=True)
    assert codes[0] == "1465028"
    assert all(code.startswith("1465") and code.endswith("8") for code in codes)


def test_population_of_the_districts_of_lublin(seconds, data):
    options = {
        "code_field": "gmina_teryt",
        "name_field": "nazwa",
        "number_field": "liczba_zameldowanych_2016",
    }
    path = data / "jednostki_pomocnicze_nazwy.csv"
    call_command("import_population", str(path), year="2016", commit=True, verbosity=0, **options)
    districts = Area.objects.filter(parent__code=LUBLIN).with_population()
    features = json.loads((data / "lublin_dzielnice.geojson").read_text())["features"]
    known = {
        district_slug(LUBLIN, feature["properties"]["name"]): feature["properties"]["registered_pop_2016"]
        for feature in features
    }
    assert {area.code: area.population for area in districts} == known
    assert {area.population_year for area in districts} == {2016}


def test_population_of_the_gminas(seconds, data):
    options = {"code_field": "teryt", "number_field": "population_lau2019", "year": "2018", "verbosity": 0}
    call_command("import_population", str(data / "pl_gminy_facts.csv"), commit=True, **options)
    assert Area.objects.with_population().get(code="320301").population == 11853


def test_a_second_run_makes_no_new_edition(seconds, take):
    before = Edition.objects.count()
    take("pl_gminy.geojson", "gmina")
    assert Edition.objects.count() == before
