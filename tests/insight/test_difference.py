"""Two filter states beside each other, by area and by cell."""

from urllib.parse import urlencode

import pytest

from tests.insight.places import DRAHIMSKA, RYNEK, SEA

BOX = "16.0,53.4,16.4,53.7"


@pytest.fixture
def ask(client, consultation):
    """The response to two states, and what else is asked."""

    def ask(a="", b="", **others):
        query = urlencode({"a": a, "b": b, "level": "district", **others})
        return client.get(f"/api/v1/consultations/{consultation.slug}/difference/?{query}")

    return ask


@pytest.fixture
def two_kinds(say, playground):
    """Playgrounds: two of three in Rynek; all remarks: half of six."""
    say(RYNEK, RYNEK, DRAHIMSKA, category=playground)
    say(RYNEK, DRAHIMSKA, None)
    return f"category={playground.pk}"


def test_shares_of_both_totals_are_compared_in_percentage_points(ask, two_kinds):
    answer = ask(a=two_kinds).json()
    rynek = next(area for area in answer["areas"] if area["code"] == "320301-rynek")
    assert (rynek["a"], rynek["share_a"], rynek["b"], rynek["share_b"]) == (2, 66.67, 3, 50.0)
    assert (rynek["difference"], answer["most"]) == (16.67, 16.67)
    assert answer["a"] == {"query": two_kinds, "total": 3, "outside": 0, "unplaced": 0}
    assert answer["b"] == {"query": "", "total": 6, "outside": 0, "unplaced": 1}


def test_the_filters_beside_hold_for_both(ask, two_kinds):
    answer = ask(a=two_kinds, area="320301-drahimska").json()
    assert (answer["a"]["total"], answer["b"]["total"]) == (1, 2)


def test_a_state_without_remarks_has_no_shares(ask, say):
    say(RYNEK, SEA)
    answer = ask(a="q=nigdzie").json()
    assert answer["a"]["total"] == 0
    assert {(area["share_a"], area["difference"]) for area in answer["areas"]} == {(None, None)}


def test_cells_are_compared_within_the_view_and_totals_wherever_it_is(ask, two_kinds):
    answer = ask(a=two_kinds, cells="true", in_bbox="16.0,53.4,16.2,53.7", zoom=12).json()
    [cell] = answer["features"]
    assert cell["geometry"]["type"] == "Polygon"
    assert (cell["properties"]["a"], cell["properties"]["b"]) == (2, 3)
    assert (answer["a"]["total"], answer["b"]["total"]) == (3, 6)


def test_areas_come_as_features_too(ask, two_kinds):
    answer = ask(a=two_kinds, geometry="true").json()
    assert {feature["geometry"]["type"] for feature in answer["features"]} == {"MultiPolygon"}
    assert "difference" in answer["features"][0]["properties"]


def test_persons_are_compared_for_officials(ask, say, client, official):
    say(RYNEK, RYNEK, device="telephone")
    say(DRAHIMSKA, device="tablet")
    client.force_login(official)
    answer = ask(unit="persons").json()
    assert {area["a"] for area in answer["areas"]} == {1}
    assert answer["a"]["total"] == 2


@pytest.mark.parametrize("query", ["created_after=wczoraj", "stakeholder=ngo", "category=1,x"])
def test_states_are_read_by_the_one_filter_state_and_the_rights_of_the_reader(ask, consultation, query):
    response = ask(b=query)
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == ["b"]


def test_what_is_compared_must_be_said(client, consultation):
    response = client.get(f"/api/v1/consultations/{consultation.slug}/difference/?a=")
    assert [error["field"] for error in response.json()["errors"]] == ["b"]


def test_a_difference_costs_seven_queries(ask, two_kinds, django_assert_num_queries):
    with django_assert_num_queries(7):
        ask(a=two_kinds)
    with django_assert_num_queries(6):
        ask(a=two_kinds, cells="true", in_bbox=BOX)
