"""Hot spots: where more is said than chance explains."""

import pytest

from mapconsult.insight import hot_spots_api
from mapconsult.insight.analyses import work_on
from mapconsult.insight.hot_spots import HotSpots, explained
from mapconsult.insight.models import Analysis
from tests.insight.places import DRAHIMSKA, RYNEK

BOX = "in_bbox=16.0,53.4,16.4,53.7&zoom=9"


@pytest.fixture
def ask(client, consultation):
    return lambda query=BOX: client.get(f"/api/v1/consultations/{consultation.slug}/hot-spots/?{query}")


@pytest.fixture
def a_hot_spot(say):
    """One remark in each of many places, and ten in each of three that lie side by side."""
    scattered = [(16.02 + 0.05 * x, 53.42 + 0.04 * y) for x in range(8) for y in range(7)]
    say(*scattered[:40])
    for step in range(3):
        say(*[(RYNEK[0] + 0.04 * step, RYNEK[1])] * 10)


def test_a_place_where_much_is_said_is_hot(ask, a_hot_spot):
    answer = ask().json()
    hot = [cell["properties"] for cell in answer["features"] if cell["properties"]["class"] == "hot99"]
    assert max(cell["n"] for cell in hot) >= 10
    assert all(cell["z"] > 2.5 and cell["p"] < 0.01 for cell in hot)
    assert 0 < len(hot) < len(answer["features"]) / 2
    assert (answer["n"], answer["refused"], answer["statistic"]) == (70, None, "Getis-Ord Gi*")
    assert answer["explained"].startswith("W ")


def test_of_few_remarks_nothing_is_said(ask, say):
    say(RYNEK, DRAHIMSKA)
    answer = ask().json()
    assert (answer["features"], answer["refused"]) == ([], "few")
    assert "30" in answer["explained"]


def test_what_lies_in_few_places_is_compared_with_nothing(ask, say):
    say(*[RYNEK] * 31)
    assert ask().json()["refused"] == "close"


def test_a_pattern_of_chance_is_called_one():
    assert "przypad" in explained(HotSpots(9, 40, [[0, 0, 40, 0.1, 0.9, None]]))


def test_much_is_left_to_the_worker_and_shown_when_it_is_done(
    ask, a_hot_spot, client, official, monkeypatch, django_capture_on_commit_callbacks
):
    client.force_login(official)
    at_once = ask().json()
    monkeypatch.setattr(hot_spots_api, "AT_ONCE", 10)
    response = ask()
    assert (response.status_code, response.json()["state"]) == (202, "waiting")
    work_on.call(Analysis.objects.get().pk)
    assert ask().json() == at_once


@pytest.fixture
def analysis(consultation, official):
    return Analysis.objects.create(
        consultation=consultation, kind="hot_spots", key="1", asked_by=official, progress=40
    )


def test_officials_follow_how_far_it_is(client, analysis, consultation, as_each):
    path = f"/api/v1/consultations/{consultation.slug}/analyses/{analysis.pk}/"
    seen = as_each(lambda: client.get(path).status_code)
    assert seen == {"nobody": 404, "resident": 404, "stranger": 404, "official": 200}
    assert client.get(path).json()["progress"] == 40


def test_guests_of_one_area_do_not_read_what_others_asked(client, analysis, consultation, people):
    client.force_login(people["guest_council"])
    assert client.get(f"/api/v1/consultations/{consultation.slug}/analyses/{analysis.pk}/").status_code == 404


def test_hot_spots_cost_two_queries(ask, a_hot_spot, django_assert_num_queries):
    with django_assert_num_queries(2):
        ask()
