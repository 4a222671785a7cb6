"""Saying something without a map and without a script: the same record as by the map."""

import re

import pytest
from django.contrib.gis.geos import Point, Polygon
from django.core.files.uploadedfile import SimpleUploadedFile

from mapconsult.consultations.models import PlanLayer, Zone
from mapconsult.feedback.models import Remark, Submission

URL = "/konsultacje/teren-rekreacyjny/zglos/"
pytestmark = pytest.mark.usefixtures("unhurried", "no_look_ups")


@pytest.fixture
def no_look_ups(monkeypatch):
    """The operator has configured neither addresses nor parcels."""
    monkeypatch.setattr("geo.gugik.find_address", lambda text: [])
    monkeypatch.setattr("geo.gugik.parcel_by_id", lambda text: None)


@pytest.fixture
def zone(consultation):
    layer = PlanLayer.objects.create(consultation=consultation, kind="plan", name="Plan")
    shape = Polygon.from_bbox((16.21, 53.5, 16.23, 53.52))
    return Zone.objects.create(
        layer=layer, name="Pomost", kind="pomost", geometry=shape, fill="#0072b2", stroke="#0072b2"
    )


@pytest.fixture
def send(client, playground):
    """Open the page, fill it in, send it; `meanwhile` happens before it is sent."""

    def send(meanwhile=lambda: None, **typed):
        page = client.get(URL).content.decode()
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', page))
        meanwhile()
        return client.post(URL, hidden | {"category": playground.pk, "body": "Proszę o ławkę."} | typed)

    return send


def test_a_remark_is_stored_as_by_the_map(client, send, playground):
    page = client.get(send(stakeholder="youth")["Location"])
    assert "Dziękujemy" in page.content.decode()
    remark = Remark.objects.get()
    assert (remark.body, remark.category, remark.stakeholder) == ("Proszę o ławkę.", playground, "youth")
    assert (remark.channel, remark.state, remark.geometry) == ("web", "published", None)


def test_a_zone_of_the_plan_is_a_place(send, zone):
    send(zone=zone.pk)
    remark = Remark.objects.get()
    assert (remark.zone, remark.placed_by, remark.district.name) == (zone, "zone", "Drahimska")


def test_a_district_is_a_place(send):
    send(area="320301-rynek")
    remark = Remark.objects.get()
    assert (remark.placed_by, remark.district.name, remark.gmina.name) == ("district", "Rynek", "Czaplinek")


def test_words_about_a_place_are_kept_though_nobody_looks_them_up(send):
    send(place_note="przy moście", parcel="320301_4.0009.1")
    remark = Remark.objects.get()
    assert (remark.place_note, remark.parcel, remark.geometry) == ("przy moście", "320301_4.0009.1", None)


def test_an_address_that_is_found_is_the_place(send, monkeypatch):
    found = [("Drahimska 12", Point(16.3, 53.5, srid=4326))]
    monkeypatch.setattr("geo.gugik.find_address", lambda text: found)
    send(place_note="Drahimska 12", area="320301-rynek")
    remark = Remark.objects.get()
    assert (remark.placed_by, remark.district.name, remark.place_note) == (
        "address",
        "Drahimska",
        "Drahimska 12",
    )


def test_a_parcel_is_more_exact_than_a_district(send, monkeypatch):
    shape = Polygon.from_bbox((16.3, 53.5, 16.301, 53.501))
    shape.srid = 4326
    monkeypatch.setattr("geo.gugik.parcel_by_id", lambda text: (text, shape))
    send(parcel="320301_4.0009.1", area="320301-rynek")
    assert Remark.objects.get().placed_by == "parcel"


def test_a_parcel_elsewhere_is_told(send, monkeypatch):
    shape = Polygon.from_bbox((20, 50, 20.1, 50.1))
    shape.srid = 4326
    monkeypatch.setattr("geo.gugik.parcel_by_id", lambda text: (text, shape))
    answer = send(parcel="126101_1.0001.1")
    assert answer.status_code == 422
    assert "poza" in answer.content.decode()
    assert not Remark.objects.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"body": "   "}, "body"),
        ({"body": "x" * 5001}, "body"),
        ({"category": "999999"}, "category"),
        ({"area": "146501"}, "area"),
        ({"email": "kasia"}, "email"),
        ({"stakeholder": "king"}, "stakeholder"),
        ({"key": "1"}, "key"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(send, typed, told):
    answer = send(place_note="przy moście", **typed)
    assert answer.status_code == 422
    assert told in answer.context["form"].errors
    assert "przy moście" in answer.content.decode()
    assert not Submission.objects.exists()


def test_the_same_form_twice_is_one_remark(client, send):
    first = send()
    body = dict(first.wsgi_request.POST.items())
    assert client.post(URL, body)["Location"] == first["Location"]
    assert Remark.objects.count() == 1


def test_the_same_form_with_other_words_is_refused(client, send):
    body = dict(send().wsgi_request.POST.items())
    answer = client.post(URL, body | {"body": "Coś innego"})
    assert answer.status_code == 409
    assert "Coś innego" in answer.content.decode()


def test_a_closed_consultation_keeps_what_was_typed(client, send, consultation):
    answer = send(meanwhile=lambda: type(consultation).objects.update(state="archived"), body="Za późno?")
    assert answer.status_code == 409
    assert "Za późno?" in answer.content.decode()


def test_too_many_are_told_to_wait(send, settings):
    settings.REMARKS_PER_DEVICE = 1
    send()
    answer = send(body="Jeszcze jedno")
    assert answer.status_code == 429
    assert "Jeszcze jedno" in answer.content.decode()


def test_a_robot_that_fills_the_decoy_is_held_back(send):
    send(website="https://spam.example")
    assert Remark.objects.get().state == "pending"


def test_photos_of_the_same_form_sent_again_and_again_are_counted(client, send, settings):
    settings.PHOTOS_PER_ADDRESS = 1
    key = "11111111-1111-4111-8111-111111111111"
    refused = [
        "zbyt wiele zdjęć" in client.get(send(key=key, photo_1=_broken(name))["Location"]).text
        for name in ("a.jpg", "b.jpg")
    ]
    assert refused == [False, True]


def _broken(name):
    return SimpleUploadedFile(name, name.encode())


def test_one_who_is_asked_for_an_e_mail_gives_it(client, consultation, send):
    type(consultation).objects.update(email="required")
    assert send().status_code == 422
    send(email="kasia@dom.example")
    assert Remark.objects.get().state == "pending"


def test_the_form_costs_a_fixed_number_of_queries(client, playground, zone, django_assert_num_queries):
    with django_assert_num_queries(5):
        client.get(URL)
