"""Reading remarks: pages, filters, who sees what, and ETags."""

import pytest
from django.contrib.gis.geos import Polygon

from mapconsult.feedback.actions import moderate
from mapconsult.feedback.models import Remark

LAKE, MARKET, NOWHERE = (16.25, 53.56), (16.1, 53.5), None


def test_a_remark_is_a_flat_feature(client, url, say, playground):
    [remark] = say(LAKE, category=playground)
    feature = client.get(url).json()["features"][0]
    assert feature["id"] == remark.pk
    assert feature["geometry"] == {"type": "Point", "coordinates": list(LAKE)}
    properties = feature["properties"]
    assert (properties["category"], properties["category_name"]) == (playground.pk, "Plac zabaw")
    assert (properties["district_name"], properties["gmina"]) == ("Drahimska", "320301")
    assert not any(isinstance(value, (dict, list)) for value in properties.values())


def test_polygon_rings_are_right_handed(client, url, say, paths):
    clockwise = Polygon([(16.1, 53.5), (16.1, 53.6), (16.2, 53.6), (16.2, 53.5), (16.1, 53.5)], srid=4326)
    say(clockwise, category=paths)
    ring = client.get(url).json()["features"][0]["geometry"]["coordinates"][0]
    assert sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False)) < 0


def test_pages_follow_each_other_and_show_each_remark_once(client, url, say):
    ids = [say(LAKE, days=days)[0].pk for days in (1, 2, 3)] + [remark.pk for remark in say(*[LAKE] * 4)]
    seen, link = [], url + "?limit=2"
    while link:
        page = client.get(link).json()
        seen += [feature["id"] for feature in page["features"]]
        link = next((item["href"] for item in page["links"] if item["rel"] == "next"), None)
    assert sorted(seen) == sorted(ids)
    assert seen[-1] == ids[2]


def test_filters_narrow_what_matches(matched, say, playground):
    say(LAKE, category=playground, body="Ścieżka przez las", days=5)
    say(MARKET, NOWHERE, channel="paper")
    assert matched() == 3
    assert matched(f"?category={playground.pk}") == 1
    assert matched(f"?category={playground.pk},999") == 1
    assert matched("?channel=paper") == 2
    assert matched("?q=sciezka+LAS") == 1
    assert matched("?area=320301-drahimska") == 1
    assert matched("?area=3203013") == matched("?area=3203") == matched("?area=PL") == 2
    assert matched("?in_bbox=16.2,53.5,16.3,53.6") == 1


def test_a_box_takes_what_lies_on_its_edge(matched, say):
    say(LAKE)
    assert matched("?in_bbox=16.25,53.56,16.3,53.6") == matched("?in_bbox=16.2,53.5,16.25,53.56") == 1


def test_from_is_inclusive_and_until_is_exclusive(matched, say, client, url):
    say(LAKE)
    moment = Remark.objects.get().received_at.isoformat().replace("+", "%2B")
    assert matched(f"?created_after={moment}") == 1
    assert matched(f"?created_before={moment}") == 0


def test_a_date_means_midnight_in_warsaw(matched, say, consultation):
    say(LAKE)
    Remark.objects.update(received_at="2026-05-19T22:30:00Z")
    assert matched("?created_after=2026-05-20") == 1
    assert matched("?created_before=2026-05-20") == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("in_bbox=1,2,3", "in_bbox"),
        ("in_bbox=nan,2,3,4", "in_bbox"),
        ("in_bbox=17,53,16,54", "in_bbox"),
        ("category=plac", "category"),
        ("category=99999999999999999999", "category"),
        ("category=" + "9" * 5000, "category"),
        ("area=999999", "area"),
        ("state=lost", "state"),
        ("created_after=wczoraj", "created_after"),
        ("created_after=2026-13-45", "created_after"),
        ("created_after=9999-12-31T23:59-23:59", "created_after"),
        ("phase=x", "phase"),
        ("stakeholder=youth", "stakeholder"),
        ("stakeholder=youth&stakeholder=", "stakeholder"),
        ("q=" + "x" * 201, "q"),
        ("q=%00", "q"),
        ("q=" + "a+" * 21, "q"),
        ("area=%00", "area"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("cursor=abc", "cursor"),
    ],
)
def test_a_wrong_parameter_is_named(client, url, query, field):
    response = client.get(f"{url}?{query}")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_the_public_sees_published_remarks_and_officials_of_the_host_see_all(say, official, matched, as_each):
    say(LAKE)
    moderate(remarks=Remark.objects.filter(pk=say(MARKET)[0].pk), state="hidden", by=official)
    assert as_each(matched) == {"nobody": 1, "resident": 1, "stranger": 1, "official": 2}


def test_only_officials_are_told_the_submission_and_the_stakeholder(client, url, say, official):
    say(LAKE)
    assert "submission" not in client.get(url).json()["features"][0]["properties"]
    client.force_login(official)
    assert "submission" in client.get(url + "?stakeholder=").json()["features"][0]["properties"]


def test_an_unchanged_page_is_answered_by_its_etag_in_one_query(client, url, say, django_assert_num_queries):
    say(LAKE)
    etag = client.get(url)["ETag"]
    with django_assert_num_queries(1):
        assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    say(LAKE)
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_the_answer_of_an_official_is_private(client, url, say, official):
    say(LAKE)
    public = client.get(url)
    client.force_login(official)
    private = client.get(url, headers={"If-None-Match": public["ETag"]})
    assert private.status_code == 200
    assert (public["Cache-Control"], private["Cache-Control"]) == ("public, no-cache", "private, no-cache")


def test_a_page_costs_three_queries(client, url, say, django_assert_num_queries):
    say(*[LAKE] * 30)
    with django_assert_num_queries(3):
        client.get(url)


def test_one_remark_is_found_by_its_id_unless_it_is_hidden(client, url, say, official):
    [remark] = say(LAKE)
    assert client.get(f"{url}{remark.pk}/").json()["id"] == remark.pk
    moderate(remarks=Remark.objects.all(), state="hidden", by=official)
    assert client.get(f"{url}{remark.pk}/").status_code == 404
