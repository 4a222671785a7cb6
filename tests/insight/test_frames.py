"""Time play-back: how many in each area and period."""

from datetime import UTC, datetime

import pytest

from mapconsult.feedback.models import Remark
from tests.insight.places import DRAHIMSKA, RYNEK, SEA


@pytest.fixture
def came(say):
    """Make a remark at a place that came at a moment (UTC)."""

    def make(place, *moment, **words):
        [remark] = say(place, **words)
        Remark.objects.filter(pk=remark.pk).update(received_at=datetime(*moment, tzinfo=UTC))

    return make


@pytest.fixture
def ask(client, consultation):
    return lambda query="": client.get(
        f"/api/v1/consultations/{consultation.slug}/frames/?level=district&{query}"
    )


def test_each_area_has_a_number_for_each_period(ask, came):
    came(RYNEK, 2026, 5, 1, 12)
    came(RYNEK, 2026, 5, 3, 12)
    came(DRAHIMSKA, 2026, 5, 3, 12)
    answer = ask().json()
    assert {area["code"]: area["counts"] for area in answer["areas"]} == {
        "320301-rynek": [1, 0, 1],
        "320301-drahimska": [0, 0, 1],
    }
    assert [frame["start"] for frame in answer["frames"]] == ["2026-05-01", "2026-05-02", "2026-05-03"]
    assert (answer["by"], answer["most"]) == ("day", 1)


def test_a_frame_tells_what_is_in_no_area(ask, came):
    for place in (RYNEK, SEA, None):
        came(place, 2026, 5, 1, 12)
    [frame] = ask("by=month").json()["frames"]
    assert frame == {"start": "2026-05-01", "end": "2026-06-01", "total": 3, "outside": 1, "unplaced": 1}


def test_persons_count_once_in_each_frame(ask, came, client, official):
    came(RYNEK, 2026, 5, 1, 12, device="telephone")
    came(DRAHIMSKA, 2026, 5, 1, 13, device="telephone")
    client.force_login(official)
    answer = ask("unit=persons").json()
    assert [area["counts"] for area in answer["areas"]] == [[1], [1]]
    assert answer["frames"][0]["total"] == 1


def test_cells_of_a_view_are_played_too(ask, came):
    came(RYNEK, 2026, 5, 1, 12)
    came(RYNEK, 2026, 5, 2, 12)
    came(DRAHIMSKA, 2026, 5, 2, 12)
    answer = ask("cells=true&in_bbox=16.0,53.4,16.4,53.7&zoom=12").json()
    assert sorted(cell["properties"]["counts"] for cell in answer["features"]) == [[0, 1], [1, 1]]
    assert [frame["total"] for frame in answer["frames"]] == [1, 2]


def test_more_frames_than_can_be_played_are_refused(ask, came):
    came(RYNEK, 2026, 1, 1, 12)
    came(RYNEK, 2026, 5, 1, 12)
    response = ask("by=day")
    assert response.status_code == 400
    [error] = response.json()["errors"]
    assert (error["field"], "121" in error["reason"]) == ("by", True)


def test_nothing_has_no_frames(ask, consultation):
    answer = ask().json()
    assert (answer["frames"], answer["areas"], answer["most"]) == ([], [], 0)


def test_a_play_back_costs_five_queries(ask, came, django_assert_num_queries):
    came(RYNEK, 2026, 5, 1, 12)
    with django_assert_num_queries(5):
        ask()
