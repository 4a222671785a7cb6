"""Looking for a place by its name, and for the parcel under it."""

import pytest
from django.contrib.gis.geos import Point

from mapconsult.consultations import places
from mapconsult.consultations.models import Consultation

PLACES, PARCELS = "/api/v1/places/", "/api/v1/parcels/"


@pytest.fixture
def services(settings, monkeypatch):
    """Services that know one address and one parcel; what they were asked."""
    settings.GUGIK_UUG_URL = settings.GUGIK_ULDK_URL = "http://service.example/"
    asked = []

    def find(text):
        asked.append(text)
        return [("Czaplinek, Rynek 6", Point(16.1, 53.5, srid=4326))]

    monkeypatch.setattr(places, "find_address", find)
    monkeypatch.setattr(places, "parcel_at", lambda point: "320301_4.0001.12/3")
    return asked


def labels(response):
    assert response.status_code == 200
    return [place["label"] for place in response.json()]


def test_areas_by_name_those_first_that_begin_with_it(client, gmina, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = client.get(PLACES, {"q": "ryn"}).json()
    [rynek] = found
    assert (rynek["kind"], rynek["label"], rynek["detail"]) == ("area", "Rynek", "Czaplinek")
    assert rynek["bbox"] == [16.0, 53.4, 16.2, 53.7]


def test_a_consultation_looks_within_its_own_territory(client, consultation, other_gmina):
    assert labels(client.get(PLACES, {"q": "Złoc"})) == ["Złocieniec"]
    assert labels(client.get(PLACES, {"q": "Złoc", "consultation": consultation.slug})) == []


def test_an_address_is_sought_in_the_town_of_the_consultation(client, consultation, services):
    query = {"q": "Rynek 6", "consultation": consultation.slug}
    assert labels(client.get(PLACES, query)) == ["Czaplinek, Rynek 6"]
    client.get(PLACES, query | {"q": "Drawsko, Rynek 6"})
    assert services == ["Czaplinek, Rynek 6", "Drawsko, Rynek 6"]


def test_who_looks_too_often_still_finds_areas(client, gmina, services, monkeypatch):
    monkeypatch.setattr(places, "LOOK_UPS", 1)
    answers = [labels(client.get(PLACES, {"q": "Rynek"})) for _ in range(2)]
    assert answers == [["Rynek", "Czaplinek, Rynek 6"], ["Rynek"]]


@pytest.mark.parametrize("query", [{}, {"q": "a"}, {"q": "a" * 101}, {"q": "a\0b"}])
def test_what_cannot_be_looked_for_is_said(client, db, query):
    response = client.get(PLACES, query)
    assert (response.status_code, response.json()["errors"][0]["field"]) == (400, "q")


def test_a_draft_is_not_there(client, consultation):
    Consultation.objects.update(state=Consultation.State.DRAFT)
    assert client.get(PLACES, {"q": "Rynek", "consultation": consultation.slug}).status_code == 404


def test_the_parcel_under_a_place(client, db, services):
    assert client.get(PARCELS, {"at": "16.1,53.5"}).json() == {"parcel": "320301_4.0001.12/3"}


def test_no_parcel_where_nobody_is_asked(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(PARCELS, {"at": "16.1,53.5"}).json() == {"parcel": None}


def test_who_asks_for_parcels_too_often_waits(client, db, services, monkeypatch):
    monkeypatch.setattr(places, "LOOK_UPS", 1)
    client.get(PARCELS, {"at": "16.1,53.5"})
    response = client.get(PARCELS, {"at": "16.1,53.5"})
    assert (response.status_code, "Retry-After" in response) == (429, True)
