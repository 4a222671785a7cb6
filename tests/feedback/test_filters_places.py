"""Filters by place: several areas, what is drawn, a distance, zones of the plan, unknown places."""

import pytest
from django.contrib.gis.geos import Polygon

from mapconsult.consultations.models import Consultation, PlanLayer, Zone
from mapconsult.feedback.models import Remark
from tests.insight.places import DRAHIMSKA, RYNEK, SEA, ZLOCIENIEC

# A triangle whose long side leads from corner to corner of a box.
TRIANGLE = "16,53.4;16.2,53.4;16.2,53.6"
# Reasons.
CORNERS = "Podaj narożniki tak: długość,szerokość;długość,szerokość;długość,szerokość."
SIZE = "Obszar musi mieć od 3 do 200 narożników."
NUMBERS = "Podaj numery oddzielone przecinkami."
CIRCLE = "Podaj trzy liczby: długość,szerokość,metry."
DEGREES = "Długość geograficzna mieści się od -180 do 180, szerokość od -90 do 90."


@pytest.fixture
def zone(consultation):
    """A square around DRAHIMSKA."""
    layer = PlanLayer.objects.create(consultation=consultation, kind="plan", name="Plan")
    shape = Polygon.from_bbox((16.25, 53.45, 16.35, 53.55))
    shape.srid = 4326
    style = {"kind": "zielen", "fill": "#aabbcc", "stroke": "#112233"}
    return Zone.objects.create(layer=layer, name="Zieleń", geometry=shape, **style)


def test_one_of_several_areas_is_enough(matched, say, other_gmina):
    say(RYNEK, DRAHIMSKA, ZLOCIENIEC, SEA, None)
    assert matched("?area=320301-rynek,320306") == matched("?area=320301-rynek&area=320306") == 2
    assert matched("?area=320301-rynek,3203013,32") == 3


def test_one_of_several_own_areas_is_enough(matched, say):
    first, second, _none = say(RYNEK, RYNEK, RYNEK)
    Remark.objects.filter(pk=first.pk).update(own_areas=[7, 8])
    Remark.objects.filter(pk=second.pk).update(own_areas=[9])
    assert matched("?own_area=7") == 1
    assert matched("?own_area=8,9") == 2
    assert matched("?own_area=1") == 0


def test_a_drawn_area_takes_what_lies_in_it_or_on_its_border(found, say):
    say((16.15, 53.45), body="w środku")
    say((16.2, 53.5), body="na boku")
    say((16.05, 53.55), body="w pudełku, ale za bokiem")
    say(None, body="nigdzie")
    assert found(f"?within={TRIANGLE}") == found(f"?within={TRIANGLE};16,53.4") == ["na boku", "w środku"]


def test_a_hollow_of_a_drawn_area_is_left_out(matched, say):
    say((16.1, 53.55), (16.05, 53.45))
    assert matched("?within=16,53.4;16.2,53.4;16.2,53.6;16.1,53.5;16,53.6") == 1


def test_a_distance_is_in_metres_on_the_ground(matched, say):
    # 0.01 degrees of latitude are 1,112 m, of longitude at 53.5 N 661 m.
    say((16.1, 53.5), (16.1, 53.51), (16.11, 53.5), None)
    assert matched("?around=16.1,53.5,600") == 1
    assert matched("?around=16.1,53.5,700") == 2
    assert matched("?around=16.1,53.5,1200") == 3


def test_a_zone_is_where_a_remark_stands_or_what_it_is_about(found, say, zone):
    say(DRAHIMSKA, body="stoi w niej")
    [about] = say(RYNEK, body="mówi o niej")
    say(RYNEK, body="ani to, ani to")
    Remark.objects.filter(pk=about.pk).update(zone=zone)
    assert found(f"?zone={zone.pk}") == ["mówi o niej", "stoi w niej"]
    assert found("?zone=999") == []


def test_remarks_do_not_tell_where_the_zones_of_a_draft_lie(matched, say, zone):
    say(DRAHIMSKA)
    draft = Consultation.objects.get()
    draft.pk, draft.slug, draft.state = None, "szkic", Consultation.State.DRAFT
    draft.save()
    PlanLayer.objects.update(consultation=draft)
    assert matched(f"?zone={zone.pk}") == 0


def test_how_far_a_place_is_known(matched, say, other_gmina):
    say(RYNEK, ZLOCIENIEC, SEA, None)
    asked = ["none", "known", "outside-district", "outside-gmina", "none&place=outside-gmina"]
    assert [matched(f"?place={query}") for query in asked] == [1, 3, 2, 1, 2]


WRONG = [
    ("area=320301,999999", "Żaden obszar nie ma kodu 999999."),
    ("area=" + ",".join(map(str, range(101))), "Wybierz najwyżej 100 obszarów."),
    ("own_area=lasy", NUMBERS),
    ("within=16,53;17,54", SIZE),
    (
        "within=" + ";".join(f"16.{n},53" for n in range(1000, 1201)),
        SIZE,
    ),
    ("within=16,53;17,x;18,54", CORNERS),
    ("within=16,53;17;18,54", CORNERS),
    ("within=16,53;17,53;16,nan", CORNERS),
    ("within=16,53;17,54;17,53;16,54", "Brzeg obszaru przecina sam siebie."),
    ("within=;", CORNERS),
    ("within=16,53;181,53;17,54", DEGREES),
    ("around=16,53", CIRCLE),
    ("around=16,91,10", DEGREES),
    ("around=16,53,0", "Promień musi być większy niż 0 i mieć najwyżej 100000 metrów."),
    ("around=16,53,inf", CIRCLE),
    ("zone=x", NUMBERS),
    ("place=daleko", "Wybierz poprawną wartość. daleko nie jest żadną z dostępnych opcji."),
]


def test_what_is_wrong_with_a_place_is_told(client, url):
    for query, reason in WRONG:
        answer = client.get(f"{url}?{query}")
        assert answer.status_code == 400, query
        [error] = answer.json()["errors"]
        assert (error["field"], error["reason"]) == (query.split("=")[0], reason)
