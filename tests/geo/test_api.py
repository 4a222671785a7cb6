import pytest

from geo.models import Revision

AREAS = "/api/v1/areas/"


def codes(response):
    return [area["code"] for area in response.json()["results"]]


def test_an_area(client, gmina):
    (area,) = client.get(AREAS, {"q": "Czapl"}).json()["results"]
    assert area == {
        "code": "320301",
        "name": "Czaplinek",
        "level": "gmina",
        "kind": "",
        "parent": "3203",
        "population": 11853,
        "population_year": 2018,
    }


def test_the_country_has_no_parent_and_may_have_no_population(client, poland):
    (area,) = client.get(AREAS, {"level": "country"}).json()["results"]
    assert (area["parent"], area["population"]) == (None, None)


@pytest.mark.parametrize("parent", ["3203", "3203000"])
def test_children_of_an_area_by_name(client, gmina, other_gmina, parent):
    if parent == "3203":
        assert codes(client.get(AREAS, {"parent": parent})) == ["320301", "320306"]
    else:
        assert client.get(AREAS, {"parent": parent}).status_code == 400


def test_a_level(client, gmina):
    assert codes(client.get(AREAS, {"level": "district"})) == ["320301-drahimska", "320301-rynek"]


def test_where_a_place_lies(client, gmina):
    found = codes(client.get(AREAS, {"at": "16.1,53.5"}))
    assert set(found) == {"PL", "32", "3203", "320301", "320301-rynek"}


def test_a_place_in_the_sea(client, gmina):
    assert codes(client.get(AREAS, {"at": "16.1, 55.5"})) == []


def test_parameters_narrow_one_another(client, gmina):
    assert codes(client.get(AREAS, {"at": "16.1,53.5", "level": "gmina", "q": "czap"})) == ["320301"]


def test_areas_that_are_no_longer_in_force_are_left_out(client, gmina):
    gmina.boundaries.update(is_current=False)
    assert codes(client.get(AREAS, {"level": "gmina"})) == []


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("level", "sołectwo"),
        ("parent", "9999"),
        ("at", "16.1"),
        ("at", "16.1;53.5"),
        ("at", "nan,53.5"),
        ("at", "53.5,116.1"),
        ("geometry", "maybe"),
        ("q", "\x00"),
    ],
)
def test_bad_questions_are_told_what_is_wrong(client, gmina, parameter, value):
    response = client.get(AREAS, {parameter: value})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["field"] == parameter


def test_pages(client, gmina, other_gmina):
    page = client.get(AREAS, {"level": "gmina", "limit": 1}).json()
    assert (page["count"], len(page["results"])) == (2, 1)
    assert "page=2" in page["next"]


def test_a_page_takes_three_queries(client, gmina, other_gmina, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(AREAS, {"at": "16.1,53.5"})


def test_outlines_as_geojson(client, gmina, django_assert_num_queries):
    with django_assert_num_queries(3):
        response = client.get(AREAS, {"level": "gmina", "geometry": "true"})
    assert response["Content-Type"] == "application/geo+json"
    collection = response.json()
    (feature,) = collection["features"]
    assert (collection["type"], collection["count"]) == ("FeatureCollection", 1)
    assert feature["properties"]["code"] == "320301"
    assert feature["geometry"]["type"] == "MultiPolygon"


def test_one_area_as_a_feature(client, gmina):
    feature = client.get(f"{AREAS}gmina/320301/").json()
    assert (feature["type"], feature["properties"]["name"]) == ("Feature", "Czaplinek")


@pytest.mark.parametrize("path", ["gmina/320399/", "powiat/320301/", "sołectwo/320301/", "gmina/%00/"])
def test_there_is_no_such_area(client, gmina, path):
    assert client.get(AREAS + path).status_code == 404


def test_an_unchanged_answer_costs_one_query(client, gmina, django_assert_num_queries):
    tag = client.get(AREAS)["ETag"]
    with django_assert_num_queries(1):
        response = client.get(AREAS, headers={"If-None-Match": tag})
    assert response.status_code == 304


def test_a_new_revision_is_a_new_answer(client, gmina):
    tag = client.get(AREAS)["ETag"]
    Revision.bump()
    assert client.get(AREAS, headers={"If-None-Match": tag}).status_code == 200


def test_the_schema_tells_the_parameters(client, db):
    schema = client.get("/api/v1/schema/", headers={"Accept": "application/json"}).json()
    names = {parameter["name"] for parameter in schema["paths"][AREAS]["get"]["parameters"]}
    assert names >= {"level", "parent", "at", "q", "geometry"}
