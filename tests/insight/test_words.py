"""Lemmas, phrases and what words tell; the statistic against numbers that were worked out by hand."""

from math import log, sqrt

import pytest

from mapconsult.feedback.models import Remark
from mapconsult.insight.models import Analysis
from mapconsult.insight.words import views as words_views
from mapconsult.insight.words.lemmas import lemma, phrases, sentences
from mapconsult.insight.words.telling import find, log_odds
from tests.insight.places import DRAHIMSKA, RYNEK


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("ławkami", "ławka"),
        ("psów", "pies"),
        ("stoi", "stać"),
        ("stare", "stary"),
        ("drogi", "droga"),
        ("szybko", "szybko"),
        ("drahimek", "drahimek"),
    ],
)
def test_a_form_has_the_lemma_of_the_dictionary(form, found):
    assert lemma(form) == found


@pytest.mark.parametrize("form", ["nie", "przy", "mieli", "jest", "którego", "ul", "koło"])
def test_what_carries_no_meaning_has_no_lemma(form):
    assert lemma(form) == ""


def test_phrases_bridge_one_small_word_and_no_mark():
    [sentence, other] = sentences("Droga dla rowerów. Plac")
    assert list(phrases(sentence)) == [(("droga", "rower"), "droga dla rowerów")]
    assert list(phrases(other)) == []


def test_log_odds_of_a_table():
    # 10 of 100 words here, 5 of 100 elsewhere; the prior expects 2 in 20.
    delta = log(12 / 108) - log(7 / 113)
    assert log_odds(10, 100, 5, 100, 2, 20) == pytest.approx(delta / sqrt(1 / 12 + 1 / 7))


def test_a_word_said_as_often_everywhere_tells_nothing():
    assert log_odds(10, 100, 10, 100, 2, 20) == 0


@pytest.fixture
def said(say, playground, paths):
    """Sand on the playgrounds, bicycles on the paths, benches everywhere."""
    for _number in range(12):
        say(RYNEK, body="Czysty piasek w piaskownicy. Ławki!", category=playground)
        say(DRAHIMSKA, body="Droga dla rowerów. Ławka, ławka, ławka.", category=paths)
    return Remark.objects.all()


def nobody(progress):
    """Nobody waits."""


def terms(found, kind):
    return {
        group["id"]: [(term["term"], term["n"], term["rest"]) for term in group[kind]]
        for group in found["groups"]
    }


def test_telling_words_are_those_of_one_category(said, playground, paths):
    found = terms(find(said, tell=nobody, by="category"), "words")
    assert found[paths.pk] == [("droga", 12, 0), ("rower", 12, 0)]
    assert found[playground.pk] == [("czysty", 12, 0), ("piasek", 12, 0), ("piaskownica", 12, 0)]


def test_telling_phrases_stand_as_people_write_them(said, paths):
    found = terms(find(said, tell=nobody, by="category"), "phrases")
    assert found[paths.pk] == [("droga dla rowerów", 12, 0)]


def test_words_are_told_by_area(said):
    found = find(said, tell=nobody, by="district")
    assert sorted(group["n"] for group in found["groups"]) == [12, 12]
    assert all(group["words"] for group in found["groups"])


def test_a_remark_counts_once_however_often_it_says_a_word(said):
    found = find(said, tell=nobody, by="category")
    assert found["n"] == 24
    assert {"term": "ławka", "n": 24} in found["words"]


def test_what_hardly_anybody_says_is_not_told(say, playground):
    say(RYNEK, RYNEK, body="Fontanna", category=playground)
    assert find(Remark.objects.all(), tell=nobody, by="category")["words"] == []


@pytest.fixture
def page(client, official, consultation):
    client.force_login(official)
    return lambda query="": client.get(f"/panel/{consultation.slug}/wyniki/slowa/?{query}")


def test_each_word_leads_to_its_remarks(page, said, paths):
    html = page("channel=web").content.decode()
    assert f"/wyniki/?channel=web&amp;q=rower&amp;category={paths.pk}" in html


def test_many_remarks_are_left_to_the_worker(page, said, monkeypatch):
    monkeypatch.setattr(words_views, "AT_ONCE", 3)
    assert "data-waiting" in page("by=category").content.decode()
    analysis = Analysis.objects.get()
    assert (analysis.kind, analysis.asked) == ("words", {"by": "category"})


def test_what_the_worker_found_is_shown(
    page, said, monkeypatch, settings, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(words_views, "AT_ONCE", 3)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        page()
    assert "piaskownica" in page().content.decode()


def test_filters_that_make_no_sense_are_told(page, said):
    response = page("area=999999&by=nonsense")
    assert response.status_code == 200
    assert "999999" in response.content.decode()


def test_queries_of_the_page_of_words_do_not_grow(page, said, say, queries_of):
    before = queries_of(page)
    say(*[RYNEK] * 5, body="Fontanna i zegar.")
    assert queries_of(page) == before <= 20
