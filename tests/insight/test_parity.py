"""One total: map, list, counts at each level, heat, trend and export agree under every filter."""

import json
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from mapconsult.feedback.deciding import approve, propose
from mapconsult.feedback.models import Remark
from tests.insight.places import DRAHIMSKA, RYNEK, SEA, ZLOCIENIEC

TODAY = localdate()
LEVELS = ["district", "gmina", "powiat", "voivodeship"]
STATES = [
    "",
    "category={playground}",
    "category={paths}",
    "category={playground},{paths}",
    "state=published",
    "state=hidden",
    "state=hidden&state=pending",
    "area=320301",
    "area=3203013",
    "area=320301-rynek",
    "area=320306",
    "area=PL",
    "q=lawka",
    "q=BRZEG jeziora",
    "channel=paper",
    "outcome=accepted",
    f"created_after={TODAY - timedelta(days=3)}",
    f"created_before={TODAY - timedelta(days=3)}",
    f"created_after={TODAY - timedelta(days=6)}&created_before={TODAY}&area=3203&q=brzeg",
    "kind=application",
]


@pytest.fixture
def said(say, official, hide, playground, paths, other_gmina):
    """Remarks of two categories in and beside the gmina, in the sea and nowhere, over eight days."""
    say(RYNEK, RYNEK, DRAHIMSKA, None, body="Proszę o ławkę.", category=playground, days=8)
    say(RYNEK, ZLOCIENIEC, body="Brzeg jeziora jest piękny.", category=paths, days=4, channel="paper")
    [decided, hidden, *_] = say(DRAHIMSKA, DRAHIMSKA, SEA, None, body="Zostawcie brzeg.", days=1)
    approve(
        disposition=propose(remark=decided, outcome="accepted", justification="Tak.", by=official),
        by=official,
    )
    hide(hidden)


@pytest.fixture
def ask(client, consultation, playground, paths):
    """The total that one reader gives to a query."""

    def ask(name, query, more=""):
        query = query.format(playground=playground.pk, paths=paths.pk)
        response = client.get(f"/api/v1/consultations/{consultation.slug}/{name}/?{query}&{more}")
        assert response.status_code == 200
        return json.loads(response.getvalue())

    return ask


def totals(ask, query):
    """{reader: what its parts add up to}."""
    found = {"list": ask("remarks", query)["numberMatched"]}
    for name in ("map", "heat"):
        answer = ask(name, query, "zoom=12")
        found[name] = sum(one["properties"]["count"] for one in answer["features"]) + answer["unplaced"]
        found[f"{name} says"] = answer["total"]
    for level in LEVELS:
        answer = ask("counts", query, f"level={level}")
        areas = sum(area["count"] for area in answer["areas"])
        found[level] = areas + answer["outside"] + answer["unplaced"]
        found[f"{level} says"] = answer["total"]
    found["trend"] = sum(bucket["count"] for bucket in ask("trend", query)["buckets"])
    found["export"] = len(ask("export", query, "as=geojson")["features"])
    return found


@pytest.mark.parametrize("query", STATES)
def test_all_readers_agree(client, said, ask, official, query):
    public = totals(ask, query)
    client.force_login(official)
    private = totals(ask, query)
    assert len(set(public.values())) == 1, public
    assert len(set(private.values())) == 1, private


@pytest.mark.parametrize(
    "query", ["flag=any", "flag=late", "decided=no", "decided=proposed", "group=person-{first}"]
)
def test_all_readers_agree_under_what_officials_alone_filter_by(client, said, ask, official, query):
    first, second, *_ = Remark.objects.order_by("pk")
    Remark.objects.filter(pk=first.pk).update(flags=["late"])
    propose(remark=second, outcome="rejected", justification="Nie.", by=official)
    client.force_login(official)
    found = totals(ask, query.replace("{first}", str(first.pk)))
    assert len(set(found.values())) == 1, found
    assert 0 < found["list"] < 10


def test_the_filter_states_tell_remarks_apart(client, said, ask, official):
    client.force_login(official)
    matched = [ask("remarks", query)["numberMatched"] for query in STATES]
    assert matched[0] == max(matched) == 10
    assert len(set(matched)) >= 6
