"""Exporting: exactly what the filters show, in a file that GIS programs open."""

import json
from gzip import decompress

import pytest
from django.contrib.gis.geos import LineString, Polygon
from django.utils.timezone import localdate

from mapconsult.feedback.actions import moderate
from mapconsult.feedback.models import Remark

LAKE, MARKET = (16.25, 53.56), (16.1, 53.5)


@pytest.fixture
def url(consultation):
    return f"/api/v1/consultations/{consultation.slug}/export/"


@pytest.fixture
def export(client, url):
    """The parsed FeatureCollection of a query."""
    return lambda query="": json.loads(client.get(f"{url}?as=geojson&{query}").getvalue())


def test_the_export_holds_the_features_of_the_api(client, consultation, export, say, paths):
    ring = [(16.1, 53.5), (16.1, 53.6), (16.2, 53.6), (16.1, 53.5)]
    say(LAKE, Polygon(ring, srid=4326), LineString(LAKE, MARKET, srid=4326), None, category=paths)
    page = client.get(f"/api/v1/consultations/{consultation.slug}/remarks/").json()
    assert export() == {"type": "FeatureCollection", "features": page["features"]}


def test_no_remark_gives_an_empty_collection(export, consultation):
    assert export() == {"type": "FeatureCollection", "features": []}


def test_the_export_is_more_than_a_page_and_more_than_a_batch(export, say, monkeypatch):
    monkeypatch.setattr("mapconsult.exchange.download.BATCH", 2)
    ids = [remark.pk for remark in say(*[LAKE] * 5)]
    assert [feature["id"] for feature in export()["features"]] == ids[::-1]


def test_filters_narrow_the_export(export, say):
    say(LAKE, body="Ścieżka przez las")
    say(MARKET, None, channel="paper")
    assert len(export("channel=paper")["features"]) == 2
    assert len(export("q=sciezka")["features"]) == 1
    assert len(export("area=320301-rynek")["features"]) == 1
    assert len(export("in_bbox=16.2,53.5,16.3,53.6")["features"]) == 1


def test_everybody_exports_what_they_may_see(client, export, say, official, stranger):
    [hidden, *_] = say(LAKE, MARKET)
    moderate(remarks=Remark.objects.filter(pk=hidden.pk), state=Remark.State.HIDDEN, by=official)
    seen = []
    for user in (None, stranger, official):
        if user:
            client.force_login(user)
        features = export()["features"]
        seen.append((len(features), "stakeholder" in features[0]["properties"]))
    assert seen == [(1, False), (1, False), (2, True)]


def test_it_is_a_file_with_a_name(client, url, say):
    say(LAKE)
    response = client.get(url)
    assert response["Content-Type"] == "application/geo+json"
    name = f"teren-rekreacyjny-{localdate()}.geojson"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.getvalue()


def test_an_unchanged_export_is_not_sent_again(client, url, say):
    say(LAKE)
    first = client.get(url)
    assert first.getvalue()
    known = {"if-none-match": first["ETag"]}
    assert client.get(url, headers=known).status_code == 304
    say(MARKET)
    assert client.get(url, headers=known).getvalue() != b""


def test_it_is_compressed_for_those_who_ask(client, url, say):
    say(LAKE, MARKET)
    response = client.get(url, headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(json.loads(decompress(response.getvalue()))["features"]) == 2


def test_asking_about_the_file_alone_runs_no_export(client, url, say, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.head(url)
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    ("query", "field", "told"),
    [
        ("as=dwg", "as", "geojson"),
        ("crs=2180", "crs", "4326"),
        ("crs=x", "crs", ""),
        ("in_bbox=5", "in_bbox", ""),
    ],
)
def test_what_cannot_be_written_is_refused_with_the_reason(client, url, query, field, told):
    response = client.get(f"{url}?{query}")
    [error] = response.json()["errors"]
    assert (response.status_code, error["field"]) == (400, field)
    assert told in error["reason"]
    assert response["Content-Type"] == "application/problem+json"


def test_an_export_costs_three_queries(client, url, say, django_assert_num_queries):
    """The consultation, the slot, the rows; beside them the begin and the end of the transaction."""
    say(LAKE, MARKET)
    with django_assert_num_queries(3 + 2):
        client.get(url).getvalue()
