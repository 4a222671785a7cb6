"""Consultations by the API: who sees which, and what a map needs of one."""

from datetime import timedelta

import pytest
from django.contrib.gis.geos import Polygon
from django.core.files.base import ContentFile
from django.utils import timezone

from mapconsult.consultations.models import Consultation, Phase, PlanLayer
from mapconsult.consultations.plans import read_zones, replace_zones

PLAN = """{"type": "FeatureCollection", "features": [{"type": "Feature",
  "geometry": {"type": "Polygon", "coordinates": [[[16.2, 53.5], [16.3, 53.5], [16.3, 53.6], [16.2, 53.5]]]},
  "properties": {"name": "Plac zabaw", "kind": "playground",
                 "style": {"fill": "#e69f00", "stroke": "#8a5f00", "opacity": 0.4}}}]}"""
URL = "/api/v1/consultations/"


@pytest.fixture
def plan(consultation):
    layer = PlanLayer.objects.create(consultation=consultation, kind="plan", name="Plan")
    replace_zones(layer, read_zones(PLAN))
    return layer


def test_the_list_has_pages_of_results(client, consultation):
    body = client.get(URL).json()
    assert body["count"] == 1
    assert body["results"][0]["slug"] == "teren-rekreacyjny"
    assert body["results"][0]["state"] == "open"


@pytest.mark.parametrize(
    ("opens", "closes", "state"), [(-2, -1, "closed"), (-1, 1, "open"), (1, 2, "coming")]
)
def test_the_state_follows_the_clock(client, consultation, opens, closes, state):
    now = timezone.now()
    consultation.opens_at, consultation.closes_at = now + timedelta(days=opens), now + timedelta(days=closes)
    consultation.save()
    assert client.get(f"{URL}{consultation.slug}/").json()["state"] == state


def test_one_consultation_brings_what_its_map_needs(client, consultation, plan, playground, paths):
    Phase.objects.create(
        consultation=consultation,
        name="Potrzeby",
        opens_at=consultation.opens_at,
        closes_at=consultation.closes_at,
    )
    body = client.get(f"{URL}{consultation.slug}/").json()
    assert body["extent"]["type"] == "MultiPolygon"
    assert [(c["name"], c["geometries"]) for c in body["categories"]] == [
        ("Plac zabaw", ["point"]),
        ("Ścieżki", ["point", "line", "polygon"]),
    ]
    assert body["phases"][0]["name"] == "Potrzeby"
    assert body["layers"][0]["url"] == f"{URL}{consultation.slug}/layers/{plan.pk}/"


def test_a_plan_is_a_collection_of_styled_zones(client, consultation, plan):
    [zone] = client.get(f"{URL}{consultation.slug}/layers/{plan.pk}/").json()["features"]
    assert zone["properties"] == {
        "name": "Plac zabaw",
        "kind": "playground",
        "fill": "#e69f00",
        "stroke": "#8a5f00",
        "opacity": 0.4,
    }


CORNERS = Polygon([(16.2, 53.6), (16.3, 53.6), (16.3, 53.5), (16.2, 53.5), (16.2, 53.6)], srid=4326)


@pytest.fixture
def image(consultation):
    """An image laid on the map, whose file is lost."""
    return PlanLayer.objects.create(
        consultation=consultation, kind="image", name="Szkic", corners=CORNERS, image="layers/lost.png"
    )


def test_an_image_comes_with_its_corners(client, consultation, image):
    [layer] = client.get(f"{URL}{consultation.slug}/").json()["layers"]
    assert layer["corners"] == [[16.2, 53.6], [16.3, 53.6], [16.3, 53.5], [16.2, 53.5]]


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("szkic.png", "image/png", "inline"),
        ("list.pdf", "application/pdf", "attachment"),
        ("a.html", "text/html", "attachment"),
    ],
)
def test_an_upload_can_do_nothing_in_a_browser(
    client, consultation, image, settings, tmp_path, name, kind, shown
):
    settings.MEDIA_ROOT = tmp_path
    image.image.save(name, ContentFile(b"content"))
    response = client.get(f"{URL}{consultation.slug}/layers/{image.pk}/image/")
    assert response.getvalue() == b"content"
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"].startswith(shown)
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_an_image_whose_file_is_lost_is_not_there(client, consultation, image):
    assert client.get(f"{URL}{consultation.slug}/layers/{image.pk}/image/").status_code == 404


def test_a_draft_is_seen_by_its_host_alone(client, consultation, plan, as_each):
    Consultation.objects.update(state="draft")
    paths = [f"{URL}{consultation.slug}/{path}" for path in ("", f"layers/{plan.pk}/", "remarks/", "map/")]
    seen = as_each(lambda: {client.get(path).status_code for path in paths})
    assert seen == {"nobody": {404}, "resident": {404}, "stranger": {404}, "official": {200}}


def test_the_list_costs_two_queries_and_a_consultation_four(client, consultation, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get(URL)
    with django_assert_num_queries(4):
        client.get(f"{URL}{consultation.slug}/")
