"""Pages of residents as the server makes them; tests/browser/test_resident.py walks through them."""

import json
import re
import uuid

import pytest

from mapconsult.consultations.models import PlanLayer, Zone
from mapconsult.feedback.actions import RemarkDraft, SubmissionDraft, submit
from mapconsult.feedback.identity import edit_token
from mapconsult.feedback.models import Remark

PATH = "/konsultacje/teren-rekreacyjny/"
BEACH = (16.21, 53.55)


def told(response):
    """What the page gives its script."""
    script = re.search(r'<script id="consultation"[^>]*>(.*?)</script>', response.text, re.DOTALL)
    return json.loads(script[1])


@pytest.fixture
def private(consultation, playground):
    """Two remarks of one submission, and the path of their private page."""
    key = uuid.uuid4()
    drafts = [RemarkDraft(body=body, category=playground) for body in ("Pierwsza", "Druga")]
    draft = SubmissionDraft(key=key, body_digest="", remarks=drafts)
    submission, _ = submit(consultation=consultation, draft=draft)
    return [*submission.remarks.order_by("ordinal"), f"/zgloszenie/{edit_token(key)}/"]


def close(consultation):
    consultation.closes_at = "2026-01-02T00:00Z"
    consultation.opens_at = "2026-01-01T00:00Z"
    consultation.save()


def test_the_newest_remarks_stand_in_the_page(client, say):
    say(BEACH, body="Nowsza")
    say(BEACH, body="Starsza", days=3)
    remarks = [remark.body for remark, _pin in client.get(PATH).context["remarks"]]
    assert remarks == ["Nowsza", "Starsza"]


def test_the_page_filters_as_the_api_does(client, say, playground):
    say(BEACH, body="Huśtawka", category=playground)
    say(BEACH, body="Huśtawka")
    context = client.get(f"{PATH}?q=hustawka&category={playground.pk}").context
    assert context["total"] == 1
    assert context["chosen"]["categories"] == {str(playground.pk)}


def test_filters_that_cannot_be_applied_are_named(client, consultation):
    response = client.get(f"{PATH}?created_after=wczoraj")
    assert response.context["errors"].keys() == {"created_after"}
    assert response.status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "?cursor=x",
        "?cursor=99999999999999999_9",
        "?page=2",
        "?category=x",
        "?category=" + "9" * 5000,
        "?q=%00",
    ],
)
def test_an_odd_address_is_no_crash(client, say, query):
    say(BEACH)
    assert client.get(PATH + query).status_code == 200


def test_a_draft_is_seen_by_its_host_alone(client, consultation, as_each):
    consultation.state = "draft"
    consultation.save()
    codes = as_each(lambda: client.get(PATH).status_code)
    assert codes == {"nobody": 404, "resident": 404, "stranger": 404, "official": 200}


def test_hidden_remarks_are_not_in_the_page(client, say):
    [remark] = say(BEACH, body="Ukryta")
    Remark.objects.filter(pk=remark.pk).update(state="hidden")
    assert client.get(PATH).context["remarks"] == []


def test_zones_that_look_alike_are_one_entry_of_the_legend(client, consultation):
    layer = PlanLayer.objects.create(consultation=consultation, kind="plan", name="Plan")
    look = {"kind": "green", "fill": "#cfe5cf", "stroke": "#5f9266"}
    for name in ("Łąka", "Zagajnik", "Łąka"):
        Zone.objects.create(layer=layer, name=name, geometry="SRID=4326;POINT(16.1 53.5)", **look)
    assert [entry["names"] for entry in client.get(PATH).context["legend"]] == [["Łąka", "Zagajnik"]]


def test_the_map_begins_at_the_plan(client, consultation):
    assert told(client.get(PATH))["start"] == [16.0, 53.4, 16.4, 53.7]
    layer = PlanLayer.objects.create(consultation=consultation, kind="plan", name="Plan")
    look = {"kind": "path", "fill": "#cfe5cf", "stroke": "#5f9266"}
    Zone.objects.create(layer=layer, geometry="SRID=4326;LINESTRING(16.1 53.5, 16.2 53.6)", **look)
    assert told(client.get(PATH))["start"] == [16.1, 53.5, 16.2, 53.6]


def test_many_remarks_cost_no_more_queries_than_one(client, say, playground, django_assert_num_queries):
    say(*[BEACH] * 30, category=playground)
    with django_assert_num_queries(13):
        client.get(PATH)


def test_the_private_page_is_neither_kept_nor_indexed_nor_told_to_others(client, private):
    response = client.get(private[-1])
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"


def test_the_private_page_costs_no_query_for_each_remark(client, private, django_assert_num_queries):
    with django_assert_num_queries(5):
        client.get(private[-1])


def test_another_token_opens_nothing(client, private):
    assert client.get("/zgloszenie/abc/").status_code == 404
    assert client.get(private[-1].replace("/zgloszenie/", "/zgloszenie/x")).status_code == 404


def test_one_remark_is_changed_and_the_other_stays(client, private, paths):
    first, second, path = private
    data = {"remark": first.pk, f"{first.pk}-body": "Inaczej", f"{first.pk}-category": paths.pk}
    assert client.post(path, data).status_code == 302
    first.refresh_from_db()
    assert (first.body, first.category, first.edited_at is None) == ("Inaczej", paths, False)
    assert Remark.objects.get(pk=second.pk).body == "Druga"


def test_the_author_reads_earlier_versions(client, private, paths):
    first, _, path = private
    client.post(path, {"remark": first.pk, f"{first.pk}-body": "Inaczej", f"{first.pk}-category": paths.pk})
    page = client.get(path).text
    assert "Jedna wcześniejsza wersja" in page
    assert '<p class="own-text">Pierwsza</p>' in page


def test_the_link_is_compared_in_constant_time(client, private, monkeypatch):
    monkeypatch.setattr("mapconsult.feedback.querysets.constant_time_compare", lambda *digests: False)
    assert client.get(private[-1]).status_code == 404


def test_an_empty_text_is_refused_and_kept_on_the_page(client, private, playground):
    first, _, path = private
    data = {"remark": first.pk, f"{first.pk}-body": " ", f"{first.pk}-category": playground.pk}
    response = client.post(path, data)
    assert response.status_code == 422
    assert Remark.objects.get(pk=first.pk).body == "Pierwsza"


def test_a_withdrawn_remark_cannot_be_changed(client, private):
    first, _, path = private
    client.post(path, {"remark": first.pk, "withdraw": "1"})
    assert Remark.objects.get(pk=first.pk).state == "withdrawn"
    response = client.post(path, {"remark": first.pk, f"{first.pk}-body": "Jednak"}, follow=True)
    assert "wycofana" in response.content.decode()
    assert Remark.objects.get(pk=first.pk).body != "Jednak"


def test_nothing_changes_after_the_end(client, private, consultation):
    first, _, path = private
    close(consultation)
    response = client.post(path, {"remark": first.pk, "withdraw": "1"}, follow=True)
    assert "skończyły" in response.text
    assert Remark.objects.get(pk=first.pk).state == "published"


def test_the_link_changes_no_remark_of_somebody_else(client, private, say):
    [other] = say(BEACH)
    for asked in (other.pk, "", "x", "9" * 30):
        assert client.post(private[-1], {"remark": asked, "withdraw": "1"}).status_code == 404


def test_words_are_not_changed_without_end(client, private, monkeypatch):
    """Every version is kept; what was typed stands on the page that refuses it."""
    monkeypatch.setattr("mapconsult.feedback.views.EDITS", 2)
    first, _, path = private
    category = first.category_id or ""
    answers = [
        client.post(path, {"remark": first.pk, f"{first.pk}-body": body, f"{first.pk}-category": category})
        for body in ("Raz", "Dwa", "Trzy")
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Trzy" in answers[-1].text
    assert Remark.objects.get(pk=first.pk).body == "Dwa"
