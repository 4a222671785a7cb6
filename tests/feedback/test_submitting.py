"""Submitting: what is stored, what is refused, and that a repeat is stored once."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from mapconsult.feedback.models import Remark, Submission

LAKE = [16.25, 53.56]


@pytest.fixture
def url(consultation):
    return f"/api/v1/consultations/{consultation.slug}/submissions/"


@pytest.fixture
def post(client, url):
    """POST a submission of one remark, changed by keywords; or a whole body."""

    def post(whole=None, key=None, **remark):
        whole = whole or {"key": key or str(uuid.uuid4()), "remarks": [_remark(**remark)]}
        return client.post(url, whole, content_type="application/json")

    return post


def _remark(**changes):
    return {"geometry": {"type": "Point", "coordinates": LAKE}, "category": None, "body": "Ławka"} | changes


def reasons(response):
    assert response["Content-Type"] == "application/problem+json"
    assert Submission.objects.count() == 0
    return {error["field"]: error["reason"] for error in response.json()["errors"]}


def test_a_remark_is_stored_with_its_areas(post, playground):
    response = post(category=playground.pk)
    assert response.status_code == 201
    remark = Remark.objects.get()
    assert (remark.district.name, remark.gmina.name) == ("Drahimska", "Czaplinek")
    assert (remark.powiat.code, remark.voivodeship.code) == ("3203", "32")
    assert response.json()["remarks"][0]["district_name"] == "Drahimska"


def test_one_submission_holds_many_remarks(post):
    places = [_remark(), _remark(geometry=None), _remark(body="Kosz")]
    response = post({"key": str(uuid.uuid4()), "remarks": places})
    submission = Submission.objects.get()
    assert [remark["reference"] for remark in response.json()["remarks"]] == [
        f"{submission.pk}.1",
        f"{submission.pk}.2",
        f"{submission.pk}.3",
    ]


def test_a_repeat_gets_the_first_answer_and_is_stored_once(post):
    key = str(uuid.uuid4())
    first, second = post(key=key), post(key=key)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Remark.objects.count() == 1


def test_the_same_key_with_another_body_is_a_conflict(post):
    key = str(uuid.uuid4())
    post(key=key)
    assert post(key=key, body="Coś innego").status_code == 409
    assert Remark.objects.get().body == "Ławka"


def test_a_repeat_after_closing_still_gets_its_answer(post, consultation):
    key = str(uuid.uuid4())
    post(key=key)
    consultation.closes_at = timezone.now() - timedelta(seconds=1)
    consultation.save()
    assert post(key=key).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_twenty_repeats_at_the_same_moment_are_stored_once(url):
    body = {"key": str(uuid.uuid4()), "remarks": [_remark()]}

    def send(_number):
        try:
            return Client().post(url, body, content_type="application/json").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        codes = sorted(pool.map(send, range(20)))
    assert codes == [200] * 19 + [201]
    assert Remark.objects.count() == 1


def test_a_repeat_is_answered_though_its_category_is_gone(post, playground):
    key = str(uuid.uuid4())
    first = post(key=key, category=playground.pk)
    Remark.objects.update(category=None)
    gone = playground.pk
    playground.delete()
    second = post(key=key, category=gone)
    assert (second.status_code, second.json()) == (200, first.json())
    assert post(key=key, category=gone, body="Coś innego").status_code == 400


@pytest.mark.parametrize("key", [1, True, None, "1", ["a"]])
def test_a_key_is_a_uuid_as_text(post, key):
    assert list(reasons(post({"key": key, "remarks": [_remark()]}))) == ["key"]


def test_a_closed_consultation_takes_nothing(post, consultation):
    consultation.closes_at = timezone.now() - timedelta(seconds=1)
    consultation.save()
    assert post().status_code == 409
    assert Submission.objects.count() == 0


def test_a_draft_consultation_is_not_there(post, consultation):
    consultation.state = "draft"
    consultation.save()
    assert post().status_code == 404


def test_a_place_outside_the_extent_hears_where_the_border_is(post):
    reason = reasons(post(geometry={"type": "Point", "coordinates": [16.25, 53.75]}))
    assert "5,6 km na południe" in reason["remarks.0.geometry"]


def test_exchanged_axes_are_recognised(post):
    reason = reasons(post(geometry={"type": "Point", "coordinates": LAKE[::-1]}))
    assert "długość" in reason["remarks.0.geometry"]


def test_a_height_is_dropped(post):
    post(geometry={"type": "Point", "coordinates": [*LAKE, 128.5]})
    assert Remark.objects.get().geometry.coords == tuple(LAKE)


def test_a_line_counts_at_a_point_on_it(post, paths):
    line = {"type": "LineString", "coordinates": [[16.1, 53.5], [16.3, 53.5], [16.3, 53.6]]}
    assert post(geometry=line, category=paths.pk).status_code == 201
    assert Remark.objects.get().point.coords == (16.3, 53.5)


def test_a_category_refuses_a_shape_it_does_not_take(post, playground):
    line = {"type": "LineString", "coordinates": [[16.1, 53.5], [16.3, 53.5]]}
    assert "remarks.0.geometry" in reasons(post(geometry=line, category=playground.pk))


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "MultiPoint", "coordinates": [LAKE]},
        {"type": "Point", "coordinates": [16.25]},
        {"type": "Point", "coordinates": ["16.25", "53.56"]},
        {"type": "Point", "coordinates": [True, False]},
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": [16.25, 153.56]},
        {"type": "Point", "coordinates": [10**400, 53.56]},
        {"type": "Point"},
        {"type": ["Point"], "coordinates": LAKE},
        {"type": "LineString", "coordinates": [LAKE]},
        {"type": "LineString", "coordinates": LAKE},
        {"type": "Polygon", "coordinates": [[[16.1, 53.5], [16.2, 53.5], [16.2, 53.6]]]},
        {
            "type": "Polygon",
            "coordinates": [[[16.1, 53.5], [16.2, 53.6], [16.2, 53.5], [16.1, 53.6], [16.1, 53.5]]],
        },
        {"type": "LineString", "coordinates": [LAKE] * 1001},
        "POINT(16.25 53.56)",
        [16.25, 53.56],
        7,
    ],
)
def test_a_wrong_geometry_is_refused(post, geometry):
    assert list(reasons(post(geometry=geometry))) == ["remarks.0.geometry"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"body": ""}, "remarks.0.body"),
        ({"body": "  "}, "remarks.0.body"),
        ({"body": "x" * 5001}, "remarks.0.body"),
        ({"body": "null\x00byte"}, "remarks.0.body"),
        ({"kind": "half \ud800"}, "remarks.0.kind"),
        ({"category": 999999}, "remarks.0.category"),
        ({"category": "plac"}, "remarks.0.category"),
        ({"category": 2**70}, "remarks.0.category"),
        ({"kind": "answer"}, "remarks.0.kind"),
    ],
)
def test_a_wrong_field_is_refused_with_its_name(post, change, field):
    assert list(reasons(post(**change))) == [field]


def test_ten_thousand_remarks_at_once_are_refused(post):
    response = post({"key": str(uuid.uuid4()), "remarks": [_remark()] * 10_000})
    assert response.status_code == 400
    assert "remarks" in next(iter(reasons(response)))


@pytest.mark.parametrize("body", [{}, {"key": "x"}, {"key": str(uuid.uuid4()), "remarks": []}, [], 5, None])
def test_a_body_of_another_form_is_refused(client, url, body):
    response = client.post(url, json.dumps(body), content_type="application/json")
    assert response.status_code == 400
    assert reasons(response)


@pytest.mark.parametrize("text", ["{", "", '{"key": NaN}', b"\xff\xfe", "[" * 100_000])
def test_broken_json_is_refused(client, url, text):
    response = client.post(url, text, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["detail"]


def test_ten_megabytes_are_refused_unread(client, url):
    response = client.post(url, b'{"key": "' + b"x" * 10_000_000, content_type="application/json")
    assert response.status_code == 413
    assert response["Content-Type"] == "application/problem+json"


def test_a_form_is_not_taken(client, url):
    assert client.post(url, {"key": "x"}).status_code == 415


def test_a_submission_costs_six_queries(post, playground, django_assert_num_queries):
    post()  # the first of the day makes the salt of addresses
    with django_assert_num_queries(6 + 2):  # within a test the transaction is a savepoint: two more
        post(category=playground.pk)
