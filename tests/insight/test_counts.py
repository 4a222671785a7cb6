"""Counts by area: who is counted where, at every level, and what of it adds up."""

import pytest
from django.contrib.gis.geos import LineString, MultiPolygon, Polygon

from geo.actions import activate
from geo.models import Edition, Layer, LayerArea, Population
from mapconsult.consultations.models import OwnLayer
from mapconsult.feedback.models import Remark
from tests.insight.places import DRAHIMSKA, RYNEK, SEA, ZLOCIENIEC


def test_remarks_are_counted_by_district(say, by_code):
    say(RYNEK, RYNEK, DRAHIMSKA)
    found = {code: area["count"] for code, area in by_code("level=district").items()}
    assert found == {"320301-drahimska": 1, "320301-rynek": 2}


@pytest.mark.parametrize(
    ("level", "found"),
    [
        ("district", {"320301-rynek": 1, "320301-drahimska": 1}),
        ("gmina", {"320301": 2, "320306": 1}),
        ("powiat", {"3203": 3}),
        ("voivodeship", {"32": 3}),
    ],
)
def test_every_level_counts_what_lies_in_it_and_tells_the_rest(say, counts, other_gmina, level, found):
    say(RYNEK, DRAHIMSKA, ZLOCIENIEC, SEA, None)
    answer = counts(f"level={level}")
    assert {area["code"]: area["count"] for area in answer["areas"]} == found
    assert (answer["level"], answer["total"], answer["unplaced"]) == (level, 5, 1)
    assert answer["outside"] == 4 - sum(found.values())


def test_areas_without_a_remark_are_listed_with_zero(counts):
    assert [area["count"] for area in counts("level=district")["areas"]] == [0, 0]


def test_areas_outside_the_territory_are_listed_when_they_have_remarks(say, by_code, other_gmina):
    assert list(by_code("level=gmina")) == ["320301"]
    say(ZLOCIENIEC)
    assert list(by_code("level=gmina")) == ["320301", "320306"]


def test_persons_submissions_and_remarks_are_three_numbers(say, by_code, client, official):
    client.force_login(official)
    say(RYNEK, RYNEK, device="telephone")
    say(RYNEK, device="telephone")
    say(RYNEK, device="tablet")
    rynek = by_code("level=district")["320301-rynek"]
    assert (rynek["count"], rynek["submissions"], rynek["persons"]) == (4, 3, 2)


def test_a_person_in_two_areas_is_one_person_altogether(say, counts, client, official):
    client.force_login(official)
    say(RYNEK, DRAHIMSKA, device="telephone")
    answer = counts("level=district")
    assert [(area["submissions"], area["persons"]) for area in answer["areas"]] == [(1, 1), (1, 1)]
    assert (answer["total"], answer["submissions"], answer["persons"]) == (2, 1, 1)


def test_the_rate_is_remarks_over_the_latest_residents(say, by_code, gmina):
    Population.objects.create(area=gmina, year=2021, number=2000, source="test")
    say(*[RYNEK] * 5)
    czaplinek = by_code("level=gmina")["320301"]
    assert (czaplinek["population"], czaplinek["population_year"]) == (2000, 2021)
    assert czaplinek["rate_per_1000"] == 2.5


def test_there_is_no_rate_without_a_population(say, by_code):
    say(RYNEK)
    rynek = by_code("level=district")["320301-rynek"]
    assert (rynek["population"], rynek["rate_per_1000"]) == (None, None)


def test_the_density_is_remarks_over_the_size_of_the_area(say, by_code):
    say(*[RYNEK] * 5)
    rynek = by_code("level=district")["320301-rynek"]
    # 0.2 by 0.3 degrees at 53.5 degrees north.
    assert 430 < rynek["area_km2"] < 450
    assert rynek["per_km2"] == float(f"{5 / rynek['area_km2']:.3g}")


def test_persons_are_counted_once_in_each_area(say, counts, client, official):
    say(RYNEK, RYNEK, SEA, None, device="telephone")
    say(RYNEK, SEA, device="tablet")
    client.force_login(official)
    answer = counts("level=district&unit=persons")
    rynek = next(area for area in answer["areas"] if area["code"] == "320301-rynek")
    assert (rynek["count"], rynek["remarks"], rynek["persons"]) == (2, 3, 2)
    assert (answer["total"], answer["remarks"], answer["outside"], answer["unplaced"]) == (2, 6, 2, 1)


@pytest.mark.parametrize("query", ["unit=persons", "measure=persons"])
def test_the_public_cannot_count_persons_instead_of_remarks(client, consultation, query):
    response = client.get(f"/api/v1/consultations/{consultation.slug}/counts/?{query}")
    assert [error["field"] for error in response.json()["errors"]] == ["unit"]


@pytest.fixture
def wards(host):
    """An own layer of the host: one ward around Rynek."""
    layer = Layer.objects.create(name="Obwody", file_name="obwody.geojson")
    box = Polygon.from_bbox((16.0, 53.4, 16.2, 53.7))
    shape = MultiPolygon(Polygon(box.coords[0], srid=4326), srid=4326)
    ward = LayerArea.objects.create(layer=layer, code="1", name="Obwód 1", geometry=shape, outline=shape)
    return OwnLayer.objects.create(organisation=host, layer=layer), ward


def test_an_own_layer_is_counted_like_a_level(say, counts, wards, django_assert_num_queries):
    own, ward = wards
    inside = say(RYNEK, DRAHIMSKA, None)[0]
    Remark.objects.filter(pk=inside.pk).update(own_areas=[ward.pk])
    with django_assert_num_queries(9):
        answer = counts(f"layer={own.pk}&geometry=true")
    [feature] = answer["features"]
    assert (feature["properties"]["id"], feature["properties"]["count"]) == (ward.pk, 1)
    assert (answer["layer"], answer["level"], answer["outside"], answer["unplaced"]) == (own.pk, None, 1, 1)


def test_a_layer_of_somebody_else_is_not_counted_by(client, consultation, wards, stranger):
    own, _ward = wards
    own.organisation = stranger.memberships.get().organisation
    own.save()
    response = client.get(f"/api/v1/consultations/{consultation.slug}/counts/?layer={own.pk}")
    assert [error["field"] for error in response.json()["errors"]] == ["layer"]


def test_a_line_counts_once_at_its_point_on_surface(say, by_code, paths):
    say(LineString((16.05, 53.5), (16.35, 53.5), srid=4326), category=paths)
    assert sum(area["count"] for area in by_code("level=district").values()) == 1


def test_the_finest_level_is_taken_when_none_is_asked_for(counts):
    assert counts()["level"] == "district"


def test_a_territory_without_districts_is_counted_by_gmina(consultation, other_gmina, counts):
    consultation.territory = other_gmina
    consultation.save()
    assert counts()["level"] == "gmina"


def test_an_area_narrows_the_areas_and_the_path_leads_to_it(say, counts):
    say(RYNEK, DRAHIMSKA)
    answer = counts("level=district&area=320301-rynek")
    assert [(area["code"], area["count"]) for area in answer["areas"]] == [("320301-rynek", 1)]
    assert [step["code"] for step in answer["path"]] == ["320301", "320301-rynek"]


def test_an_area_above_the_territory_narrows_nothing(say, counts):
    say(RYNEK, DRAHIMSKA)
    answer = counts("level=district&area=32")
    assert (answer["total"], len(answer["areas"])) == (2, 2)
    assert [step["level"] for step in answer["path"]] == ["gmina"]


def test_an_area_beside_the_territory_lists_its_own_parts(say, counts, other_gmina):
    say(RYNEK, ZLOCIENIEC)
    answer = counts("level=gmina&area=320306")
    assert [(area["code"], area["count"]) for area in answer["areas"]] == [("320306", 1)]
    assert [step["code"] for step in answer["path"]] == ["320301", "320306"]


def test_geometry_gives_the_same_numbers_as_features(say, counts):
    say(RYNEK)
    plain, collection = counts("level=district"), counts("level=district&geometry=true")
    assert [feature["properties"] for feature in collection["features"]] == plain.pop("areas")
    assert {name: collection[name] for name in plain} == plain


def test_outlines_are_right_handed_geojson(counts):
    [feature] = counts("level=gmina&geometry=true")["features"]
    assert feature["id"] == "320301"
    assert feature["geometry"]["type"] == "MultiPolygon"
    ring = feature["geometry"]["coordinates"][0][0]
    assert sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False)) < 0


@pytest.mark.parametrize("level", ["country", "osiedle", "3"])
def test_an_unknown_level_is_named(client, consultation, level):
    response = client.get(f"/api/v1/consultations/{consultation.slug}/counts/?level={level}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    [error] = response.json()["errors"]
    assert (error["field"], level in error["reason"]) == ("level", True)


def test_a_wrong_filter_is_named(client, consultation):
    response = client.get(f"/api/v1/consultations/{consultation.slug}/counts/?area=999999")
    assert [error["field"] for error in response.json()["errors"]] == ["area"]


def test_officials_of_the_host_count_what_the_public_does_not_see(say, counts, hide, as_each):
    hide(say(RYNEK, RYNEK)[0])
    assert as_each(lambda: counts("level=gmina")["areas"][0]["count"]) == {
        "nobody": 1,
        "resident": 1,
        "stranger": 1,
        "official": 2,
    }


def test_a_draft_is_counted_for_the_people_of_the_host_alone(client, consultation, as_each):
    consultation.state = consultation.State.DRAFT
    consultation.save()
    path = f"/api/v1/consultations/{consultation.slug}/counts/"
    seen = as_each(lambda: client.get(path).status_code)
    assert seen == {"nobody": 404, "resident": 404, "stranger": 404, "official": 200}


def test_counting_costs_five_queries_whatever_the_number(
    client, say, consultation, django_assert_num_queries
):
    say(*[RYNEK, DRAHIMSKA] * 10)
    with django_assert_num_queries(5):
        client.get(f"/api/v1/consultations/{consultation.slug}/counts/?level=district&geometry=true")
    with django_assert_num_queries(5):
        client.get(f"/api/v1/consultations/{consultation.slug}/counts/")


@pytest.fixture
def unchanged(client, consultation):
    """Whether the answer to a query is still the one of this ETag."""

    def ask(etag=None):
        headers = {"If-None-Match": etag} if etag else {}
        path = f"/api/v1/consultations/{consultation.slug}/counts/?level=district"
        response = client.get(path, headers=headers)
        return response["ETag"] if etag is None else response.status_code == 304

    return ask


def test_an_unchanged_answer_is_known_by_its_etag_in_one_query(say, unchanged, django_assert_num_queries):
    say(RYNEK)
    etag = unchanged()
    with django_assert_num_queries(1):
        assert unchanged(etag)


def test_a_new_remark_changes_the_etag(say, unchanged):
    etag = unchanged()
    say(RYNEK)
    assert not unchanged(etag)


def test_an_activation_changes_the_etag(unchanged, gmina):
    etag = unchanged()
    activate(edition=Edition.objects.get(level=4, territory=gmina))
    assert not unchanged(etag)


def test_more_support_than_there_are_people_is_refused(client, consultation):
    path = f"/api/v1/consultations/{consultation.slug}/counts/?supported=99999999999999999999"
    assert client.get(path).status_code == 400
