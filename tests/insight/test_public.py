"""The results for everybody: who sees them, what they tell, and that nothing small and personal is told."""

import json

import pytest
from django.utils import timezone

from mapconsult.feedback.deciding import decide, propose
from mapconsult.feedback.models import Remark
from tests.feedback.survey import find, make_survey
from tests.insight.places import DRAHIMSKA, RYNEK, SEA

PAGE = "/konsultacje/teren-rekreacyjny/wyniki/"


@pytest.fixture
def results(consultation):
    """The consultation, its results public."""
    consultation.results_public = True
    consultation.save()
    return consultation


@pytest.fixture
def page(client, results):
    return lambda query="", path=PAGE: client.get(f"{path}?{query}")


def of_six(say, place, **fields):
    for number in range(6):
        say(place, device=f"telephone {place} {number}", **fields)


def test_they_are_seen_by_nobody_before_they_are_switched_on(client, consultation, as_each):
    seen = as_each(lambda: client.get(PAGE).status_code)
    assert seen == {"nobody": 404, "resident": 404, "stranger": 404, "official": 200}


def test_who_may_switch_them_on_is_told_that_it_is_a_preview(client, consultation, official):
    client.force_login(official)
    assert client.get(PAGE).context["is_preview"]


def test_an_office_switches_them_on_in_the_settings(client, results):
    assert (
        'href="/konsultacje/teren-rekreacyjny/wyniki/"' in client.get("/konsultacje/teren-rekreacyjny/").text
    )
    assert client.get("/api/v1/consultations/teren-rekreacyjny/").json()["results_public"] is True


def test_only_published_remarks_count_whoever_looks(client, page, say, as_each):
    say(RYNEK, RYNEK)
    [hidden] = say(DRAHIMSKA)
    Remark.objects.filter(pk=hidden.pk).update(state="pending")
    seen = as_each(lambda: "<strong>2</strong> uwagi" in page().text)
    assert set(seen.values()) == {True}


def test_the_four_numbers_stand_apart(page, say):
    of_six(say, RYNEK)
    say(DRAHIMSKA, None, device="tablet")
    counts = page().context["where"].counts
    assert (counts.persons, counts.submissions, counts.total, counts.placed) == (7, 7, 8, 7)


def test_few_persons_are_not_told(page, say):
    of_six(say, RYNEK)
    say(DRAHIMSKA, DRAHIMSKA)
    response = page()
    persons = {area.name: area.persons for area in response.context["where"].counts.areas}
    assert persons == {"Rynek": None, "Drahimska": None}
    assert "ukryte" in response.text


def test_a_higher_threshold_holds_for_what_was_kept(page, say, settings):
    of_six(say, RYNEK)
    assert "<strong>6</strong> osób" in page().text
    settings.SUPPRESSION_THRESHOLD = 10
    assert "<strong>6</strong> osób" not in page().text


def test_persons_are_not_told_under_filters(page, say):
    of_six(say, RYNEK)
    response = page("area=320301-rynek")
    assert response.context["where"].counts.total == 6
    assert response.context["where"].counts.persons is None
    assert "żeby nikogo nie dało się rozpoznać" in response.text


def test_every_number_leads_to_its_remarks(page, say, playground):
    say(RYNEK, RYNEK, category=playground)
    text = page("q=lawke").text
    assert f"/lista/?q=lawke&amp;category={playground.pk}" in text
    assert "/lista/?q=lawke&amp;area=320301-rynek" in text


def test_filters_of_the_address_hold(page, say, playground):
    say(RYNEK, category=playground, body="Proszę o ławkę.")
    say(DRAHIMSKA, body="Proszę o lampę.")
    found = page("q=lampa&area=320301-drahimska").context
    assert found["where"].counts.total == 1
    assert [share.number for share in found["told"].categories] == [1, 0]


def test_what_is_wrong_with_the_filters_is_told_without_numbers(page):
    response = page("created_after=wczoraj")
    assert "2026-05-31" in response.text
    assert "where" not in response.context
    assert page("created_after=wczoraj", f"{PAGE}obszary.csv")["Location"] == f"{PAGE}?created_after=wczoraj"


def test_nothing_said_is_told_as_such(page):
    assert "Nikt jeszcze niczego nie napisał" in page().text


def test_decisions_are_told_and_answers_to_questions_apart(page, say, official):
    accepted, other = say(RYNEK, DRAHIMSKA)
    said = {"outcome": "accepted", "justification": "Zgoda.", "by": official}
    decide(remark=accepted, **said)
    propose(remark=other, **said)
    told = page().context["told"]
    assert (told.decided, told.due) == (1, 2)
    assert [(share.number, share.percent) for share in told.outcomes] == [(1, None)]


def test_choices_of_a_survey_are_told_and_words_are_not(page, results, say, client):
    survey = make_survey(results)
    say(RYNEK)
    visits, why = find("Bywasz tu?"), find("Dlaczego nie?")
    for number in range(7):
        _answer(results, visits, "tak" if number else "nie")
    found = page().context["survey"]
    assert why not in [asked.question for asked in found]
    [asked] = [one for one in found if one.question == visits]
    assert [share.number for share in asked.shares] == [None, None]
    assert page("q=lampa").context["survey"] == []
    survey.is_published = False
    survey.save()
    results.bump()
    assert page().context["survey"] == []


def _answer(consultation, question, text):
    submission = consultation.submissions.create(
        token_digest=timezone.now().strftime("%Y%m%d%H%M%S%f").ljust(32, "0"), person_key=1, form="survey"
    )
    answer = submission.answers.create(question=question)
    answer.choices.create(question=question, choice=question.choices.get(text=text))


def test_the_map_and_the_table_say_the_same(page, say):
    say(RYNEK, DRAHIMSKA, DRAHIMSKA, SEA, None)
    drawn = json.loads(page(path=f"{PAGE}obszary.geojson").content)
    table = page(path=f"{PAGE}obszary.csv").content.decode("utf-8-sig").splitlines()
    assert {one["id"]: one["properties"]["count"] for one in drawn["features"]} == {
        "320301-drahimska": 2,
        "320301-rynek": 1,
    }
    assert (drawn["total"], drawn["outside"], drawn["unplaced"]) == (5, 1, 1)
    assert table[1].startswith("320301-drahimska;Drahimska;2;1;;")
    assert table[3:] == [";poza obszarami;1", ";bez miejsca;1"]


def test_every_table_says_what_it_is(client, page, say):
    of_six(say, RYNEK)
    for text in (page().text, page(path=f"{PAGE}osadz/").text, client.get("/obserwatorium/").text):
        assert text.count("<table") == text.count("<caption") > 2


def test_why_persons_are_hidden_claims_nothing(page, say):
    for device in range(6):
        say(RYNEK if device % 2 else DRAHIMSKA, device=f"telephone {device}")
    response = page()
    assert response.context["where"].counts.persons is None
    assert "Nie podajemy, ile osób" in response.text
    assert "mniej niż 5" not in response.text


def test_an_unchanged_answer_is_not_sent_again(client, page, say):
    say(RYNEK)
    for path in [f"{PAGE}obszary.geojson", f"{PAGE}osadz/"]:
        tag = page(path=path)["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    say(RYNEK)
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_other_sites_may_frame_this_page_and_no_other(page):
    response = page(path=f"{PAGE}osadz/")
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert not response.cookies
    refused = page()
    assert "frame-ancestors 'none'" in refused["Content-Security-Policy"]
    assert refused["X-Frame-Options"] == "DENY"


def test_the_code_for_other_sites_shows_what_is_seen(page):
    text = page("q=%22%3Clawka").context["snippet"]
    assert 'src="http://testserver/konsultacje/teren-rekreacyjny/wyniki/osadz/?q=%22%3Clawka"' in text


def test_queries_do_not_grow_and_are_few_while_nothing_changes(page, say, django_assert_num_queries):
    say(*[RYNEK, DRAHIMSKA] * 10)
    with django_assert_num_queries(13):
        page("q=lawka")
    page()
    with django_assert_num_queries(6):
        page()


def test_what_is_kept_is_forgotten_when_something_changes(page, say):
    say(RYNEK)
    assert "<strong>1</strong> uwaga" in page().text
    say(RYNEK)
    assert "<strong>2</strong> uwagi" in page().text
