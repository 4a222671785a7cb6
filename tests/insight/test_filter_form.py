"""The form of the filters and what is chosen in words, as every page of the results has them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from mapconsult.consultations.models import PlanLayer, Survey
from mapconsult.insight.wording import without
from tests.insight.places import RYNEK


@pytest.fixture
def url(consultation):
    return f"/panel/{consultation.slug}/wyniki/"


@pytest.fixture
def context(client, official, url):
    client.force_login(official)
    return lambda query="": client.get(f"{url}?{query}").context


@pytest.fixture
def zones(consultation):
    """Make so many zones of a plan."""
    layer = PlanLayer.objects.create(consultation=consultation, kind="plan", name="Plan")
    look = {"kind": "beach", "fill": "#cfe3f1", "stroke": "#5f93b5", "geometry": "POINT(16.1 53.5)"}
    return lambda number: [layer.zones.create(name=f"Strefa {index}", **look) for index in range(number)]


@pytest.fixture
def answers(consultation):
    """The two prepared answers of a question."""
    survey = Survey.objects.create(consultation=consultation, title="Ankieta")
    question = survey.sections.create(title="Plaża").questions.create(kind="single", text="Jak często?")
    return [question.choices.create(text=text) for text in ["Często", "Rzadko"]]


def said(context):
    return [f"{wording.label}: {wording.words}" for wording, _query in context["said"]]


def test_what_is_chosen_is_said_in_words(context, playground, zones, answers):
    [zone] = zones(1)
    asked = f"category={playground.pk}&zone={zone.pk}&answer={answers[1].pk}&area=320301-rynek&channel=paper"
    assert sorted(said(context(asked))) == sorted(
        [
            "Kategoria: Plac zabaw",
            "Strefa planu: Strefa 0",
            "Odpowiedzi w ankiecie: Rzadko",
            "Obszar: Rynek",
            "Kanał: papier",
        ]
    )


def test_drawn_and_typed_filters_are_said_in_words(context):
    asked = "q=lawka&created_after=2026-05-01&around=16.1,53.5,250&supported=0"
    words = [one.partition(": ")[2] for one in said(context(asked))]
    assert sorted(words) == sorted(["„lawka”", "1 maja 2026", "250 metrów wokół punktu", "0"])


@pytest.mark.parametrize(
    ("query", "name", "value", "left"),
    [
        ("category=1,2&q=drzew&cursor=9", "category", "1", "q=drzew&category=2"),
        ("area=3203&area=3204", "area", "3203", "area=3204"),
        ("within=1,2;3,4;5,6", "within", "1,2;3,4;5,6", ""),
    ],
)
def test_each_filter_can_be_taken_away(query, name, value, left):
    assert QueryDict(without(QueryDict(query), name, value)) == QueryDict(left)


def test_folds_count_what_is_chosen(context, zones, answers):
    first, _second = zones(2)
    folds = {
        fold.label: fold.chosen for fold in context(f"zone={first.pk}&state=pending,hidden")["form"].folds
    }
    assert folds["Strefa planu"] == 1
    assert folds["Jak często?"] == 0


def test_an_area_of_another_place_stands_among_the_chosen_ones(context, other_gmina):
    areas = context("area=320306,320301-rynek")["form"].areas
    assert [(area.code, chosen) for area, chosen, _parts in areas] == [
        ("320306", True),
        ("320301-drahimska", False),
        ("320301-rynek", True),
    ]


def test_what_the_form_does_not_offer_is_carried_along(context, zones):
    zones(1)
    form = context("zone=987654&category=none&flag=link")["form"]
    assert form.hidden == [("category", "none"), ("zone", "987654")]


def test_queries_do_not_grow_with_what_is_offered(client, official, url, consultation, zones, answers, say):
    say(RYNEK)
    client.force_login(official)
    before = len(_queries(client, url))
    zones(12)
    for number in range(12):
        opens = now() + timedelta(days=number)
        consultation.phases.create(name=str(number), opens_at=opens, closes_at=opens + timedelta(hours=1))
        answers[0].question.choices.create(text=str(number))
    assert len(_queries(client, url)) == before


def _queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return captured


def test_the_words_come_alone_for_a_page_that_changes_its_filters(client, official, url):
    client.force_login(official)
    html = client.get(f"{url}filtry/?q=<b>lawka</b>").content.decode()
    assert "&lt;b&gt;lawka&lt;/b&gt;" in html
    assert "<h1" not in html
