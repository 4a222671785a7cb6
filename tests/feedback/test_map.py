"""What a map draws: exact counts whatever the zoom, and no more cells than a screen can show."""

import pytest
from django.contrib.gis.geos import LineString

from mapconsult.feedback.models import Remark

LAKE, PIER, MARKET = (16.25, 53.56), (16.2503, 53.56), (16.1, 53.5)
WORLD = "in_bbox=16,53.4,16.4,53.7"


@pytest.fixture
def draw(client, consultation):
    url = f"/api/v1/consultations/{consultation.slug}/map/"
    return lambda query="": client.get(f"{url}?{query}").json()


def test_a_pin_stands_where_it_was_dropped(draw, say, playground):
    [remark] = say(LAKE, category=playground)
    [pin] = draw(f"{WORLD}&zoom=12")["features"]
    assert pin["geometry"]["coordinates"] == pytest.approx(LAKE, abs=1e-6)
    assert pin["properties"] == {
        "count": 1,
        "id": remark.pk,
        "category": playground.pk,
        "outcome": None,
        "beginning": remark.body,
        "shape": None,
    }


def test_near_pins_become_a_cluster_with_their_box(draw, say):
    say(LAKE, PIER, MARKET)
    cluster = next(f for f in draw(f"{WORLD}&zoom=12")["features"] if f["properties"]["count"] > 1)
    assert cluster["properties"] == {"count": 2}
    assert cluster["bbox"] == pytest.approx([*LAKE, *PIER], abs=1e-6)


def test_a_cluster_opens_when_the_map_zooms_in(draw, say):
    say(LAKE, PIER)
    assert len(draw(f"{WORLD}&zoom=10")["features"]) == 1
    assert len(draw("in_bbox=16.249,53.559,16.251,53.561&zoom=20")["features"]) == 2


@pytest.mark.parametrize("zoom", [0, 5, 10, 15, 20])
def test_the_total_is_the_same_at_every_zoom(draw, say, zoom):
    say(LAKE, PIER, MARKET, None)
    answer = draw(f"{WORLD}&zoom={zoom}")
    assert sum(feature["properties"]["count"] for feature in answer["features"]) == 3
    assert (answer["total"], answer["unplaced"]) == (4, 1)


def test_a_deep_zoom_of_a_wide_view_is_bounded(draw, say):
    say(*[(16.01 + i * 0.0075, 53.41 + j * 0.02) for i in range(50) for j in range(1)])
    assert len(draw("in_bbox=-180,-85,180,85&zoom=24")["features"]) == 1


@pytest.mark.parametrize("query", ["zoom=-1", "zoom=25", "zoom=x", "in_bbox=5"])
def test_a_wrong_parameter_is_refused(client, consultation, query):
    response = client.get(f"/api/v1/consultations/{consultation.slug}/map/?{query}")
    assert response.status_code == 400


def test_a_map_costs_four_queries(draw, say, django_assert_num_queries):
    say(LAKE, MARKET)
    with django_assert_num_queries(4):
        draw(f"{WORLD}&zoom=12")


@pytest.mark.parametrize(("zoom", "kind"), [(12, None), (16, "LineString")])
def test_a_line_is_drawn_from_near(draw, say, zoom, kind):
    [remark] = say(LAKE)
    Remark.objects.filter(pk=remark.pk).update(
        geometry=LineString(LAKE, (16.2502, 53.5604), (16.2504, 53.56), srid=4326)
    )
    [pin] = draw(f"in_bbox=16.24,53.55,16.26,53.57&zoom={zoom}")["features"]
    shape = pin["properties"]["shape"]
    assert (shape and shape["type"]) == kind


def test_a_vector_tile_holds_what_stands_in_it(client, consultation, say):
    say(LAKE)
    url = f"/api/v1/consultations/{consultation.slug}/tiles"
    full, empty = client.get(f"{url}/8/139/82.mvt"), client.get(f"{url}/8/140/82.mvt")
    assert b"remarks" in full.content
    assert empty.content == b""
    assert client.get(f"{url}/8/139/300.mvt").status_code == 404
