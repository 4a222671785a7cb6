"""The orders in which remarks are listed: newest, most supported, nearest."""

import pytest

from mapconsult.feedback.models import Remark

URL = "/api/v1/consultations/teren-rekreacyjny/remarks/"


@pytest.fixture
def three(say):
    """Far and supported once, near and not supported, in no place and supported by two."""
    [far] = say((16.25, 53.6), days=1, body="daleko")
    [near] = say((16.1, 53.5), days=2, body="blisko")
    [nowhere] = say(None, days=3, body="nigdzie")
    Remark.objects.filter(pk=far.pk).update(supports=1)
    Remark.objects.filter(pk=nowhere.pk).update(supports=2)


def listed(client, query):
    answer = client.get(f"{URL}?{query}").json()
    return [feature["properties"]["body"] for feature in answer["features"]]


@pytest.mark.parametrize(
    ("query", "bodies"),
    [
        ("", ["daleko", "blisko", "nigdzie"]),
        ("order=newest", ["daleko", "blisko", "nigdzie"]),
        ("order=supported", ["nigdzie", "daleko", "blisko"]),
        ("order=nearest&near=16.1,53.5", ["blisko", "daleko", "nigdzie"]),
        ("order=nearest&near=16.26,53.61", ["daleko", "blisko", "nigdzie"]),
    ],
)
def test_remarks_come_in_the_order_that_is_asked_for(client, three, query, bodies):
    assert listed(client, query) == bodies


def test_the_nearest_are_those_to_the_middle_of_the_view(client, three):
    assert listed(client, "order=nearest&in_bbox=16.05,53.4,16.15,53.6") == ["blisko"]
    assert listed(client, "order=nearest") == ["daleko", "blisko", "nigdzie"]


@pytest.mark.parametrize("order", ["newest", "supported", "nearest"])
def test_pages_follow_each_other_without_gap_or_repeat(client, three, say, order):
    say((16.1, 53.5), (16.1, 53.5), days=2, body="blisko")
    url, bodies = f"{URL}?order={order}&limit=1", []
    while url:
        page = client.get(url).json()
        bodies += [feature["id"] for feature in page["features"]]
        url = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
    everything = client.get(f"{URL}?order={order}").json()
    assert bodies == [feature["id"] for feature in everything["features"]]
    assert len(set(bodies)) == 5


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("order=loudest", "order"),
        ("order=nearest&near=16.1", "near"),
        ("order=nearest&near=nan,53", "near"),
        ("order=nearest&near=53.5,200", "near"),
        ("order=supported&cursor=12_3", "cursor"),
        ("cursor=9999999999999999999_1", "cursor"),
    ],
)
def test_an_order_that_makes_no_sense_is_told(client, consultation, query, field):
    answer = client.get(f"{URL}?{query}")
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_every_order_costs_the_same(client, three, django_assert_num_queries):
    for order in ("newest", "supported", "nearest&near=16.1,53.5"):
        with django_assert_num_queries(3):
            client.get(f"{URL}?order={order}")
