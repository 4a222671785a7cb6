"""The survey by the API: what is asked, what is taken, and what is refused, question by question."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from mapconsult.consultations.models import Question, Survey
from mapconsult.feedback.identity import person_key
from mapconsult.feedback.models import Answer, Flag, Remark, Submission
from tests.feedback.survey import choice, find, make_survey

BEACH = {"type": "Point", "coordinates": [16.22, 53.56]}
LINE = {"type": "LineString", "coordinates": [[16.22, 53.56], [16.23, 53.57]]}


@pytest.fixture
def survey(consultation):
    return make_survey(consultation)


@pytest.fixture
def url(consultation):
    return f"/api/v1/consultations/{consultation.slug}/survey/answers/"


@pytest.fixture
def answer(client, url, survey):
    """POST {text of a question: what is said to it}, beside that one comes and where the bench should be."""

    def answer(said=None, key=None, **rest):
        comes, bench = {"choices": [choice("tak")]}, {"places": [{"geometry": BEACH}]}
        whole = {"Bywasz tu?": comes, "Gdzie ławka?": bench} | (said or {})
        answers = [{"question": find(text).pk, **value} for text, value in whole.items()]
        body = {"key": key or str(uuid.uuid4()), "answers": answers, **rest}
        return client.post(url, body, content_type="application/json")

    return answer


def reasons(response):
    """{text of a question, or field: reason}"""
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert Submission.objects.count() == 0
    texts = {f"questions.{question.pk}": question.text for question in Question.objects.all()}
    return {texts.get(error["field"], error["field"]): error["reason"] for error in response.json()["errors"]}


def test_more_places_than_the_survey_asks_for_are_looked_up_by_nobody(answer, monkeypatch):
    looked_up = []
    monkeypatch.setattr("geo.gugik.find_address", lambda text: looked_up.append(text) or [])
    places = {"places": [{"place_note": "Rynek 6"}] * 20}
    many = dict.fromkeys(["Gdzie ławka?", "Ile masz lat?", "Co lubisz?"], places)
    assert reasons(answer(many)) == {"answers": "To więcej miejsc, niż pyta o nie ankieta."}
    assert looked_up == []


def test_the_questions_are_told_in_their_order(client, survey, consultation):
    told = client.get(f"/api/v1/consultations/{consultation.slug}/survey/").json()
    assert [part["title"] for part in told["sections"]] == ["Ty i to miejsce", "Co tu zrobić"]
    question = told["sections"][1]["questions"][0]
    assert (question["kind"], question["most"], len(question["choices"])) == ("multiple", 2, 3)
    assert told["sections"][1]["shown_if"] == [choice("tak")]


def test_telling_the_questions_costs_seven_queries(client, survey, consultation, django_assert_num_queries):
    with django_assert_num_queries(7):
        client.get(f"/api/v1/consultations/{consultation.slug}/survey/")


def test_a_survey_that_is_not_published_is_not_there(client, survey, consultation, answer):
    Survey.objects.update(is_published=False)
    assert client.get(f"/api/v1/consultations/{consultation.slug}/survey/").status_code == 404
    assert answer().status_code == 404


def test_answers_of_every_kind_are_stored(answer):
    response = answer(
        {
            "Ile masz lat?": {"declined": True},
            "Co lubisz?": {"choices": [choice("coś innego"), choice("boisko")], "text": "szachy"},
            "Jak tu jest?": {"number": 4},
            "Jedno słowo o tym miejscu": {"text": "spokój"},
            "Co najpierw?": {"choices": [choice("drzewa"), choice("ławki")]},
            "Którędy ścieżka?": {"places": [{"geometry": LINE, "body": "Skrótem."}]},
            "Które miejsce najpierw?": {"choices": [choice("Polana")]},
        }
    )
    assert response.status_code == 201, response.json()
    told = {found.question.text: found for found in Answer.objects.all()}
    assert told["Ile masz lat?"].declined
    assert told["Co lubisz?"].text == "szachy"
    assert told["Jak tu jest?"].number == 4
    assert [chosen.choice.text for chosen in told["Co najpierw?"].choices.all()] == ["drzewa", "ławki"]
    assert Submission.objects.get().form == "survey"


def test_what_is_drawn_is_a_remark_that_officials_alone_see(answer, client, consultation, official):
    answer()
    remark = Remark.objects.get()
    assert (remark.kind, remark.state, remark.question) == ("answer", "restricted", find("Gdzie ławka?"))
    assert remark.district.name == "Drahimska"
    assert list(Remark.objects.undecided()) == []
    path = f"/api/v1/consultations/{consultation.slug}/remarks/"
    assert client.get(path).json()["numberMatched"] == 0
    client.force_login(official)
    assert client.get(path).json()["features"][0]["properties"]["question_text"] == "Gdzie ławka?"


def test_what_is_drawn_is_public_where_the_survey_says_so(answer, survey):
    Survey.objects.update(answers_public=True)
    answer()
    assert Remark.objects.get().state == "published"


def test_answers_to_what_was_not_shown_are_left_out(answer):
    said = {
        "Bywasz tu?": {"choices": [choice("nie")]},
        "Dlaczego nie?": {"text": "Za daleko."},
        "Jak tu jest?": {"number": 99},
    }
    assert answer(said).status_code == 201
    assert {found.question.text for found in Answer.objects.all()} == {"Bywasz tu?", "Dlaczego nie?"}
    assert Remark.objects.count() == 0


def test_what_was_shown_and_needs_an_answer_is_asked_for(answer):
    wrong = reasons(answer({"Bywasz tu?": {}}))
    assert list(wrong) == ["Bywasz tu?"]
    assert list(reasons(answer({"Gdzie ławka?": {}}))) == ["Gdzie ławka?"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bywasz tu?", lambda: {"choices": [choice("tak"), choice("nie")]}),
        ("Bywasz tu?", lambda: {"choices": [choice("boisko")]}),
        ("Bywasz tu?", lambda: {"declined": True}),
        ("Co lubisz?", lambda: {"choices": [choice("kąpiel")] * 2}),
        ("Co lubisz?", lambda: {"choices": [choice("kąpiel"), choice("boisko"), choice("coś innego")]}),
        ("Co lubisz?", lambda: {"choices": [choice("coś innego")], "text": "x" * 201}),
        ("Jak tu jest?", lambda: {"number": 6}),
        ("Jak tu jest?", lambda: {"number": 2.5}),
        ("Ile masz lat?", lambda: {"number": -1}),
        ("Jedno słowo o tym miejscu", lambda: {"text": "x" * 21}),
        ("Co najpierw?", lambda: {"choices": [choice("lampy"), choice("lampy")]}),
        ("Gdzie ławka?", lambda: {"places": [{"geometry": BEACH}] * 3}),
        ("Gdzie ławka?", lambda: {"places": [{"geometry": LINE}]}),
        ("Które miejsce najpierw?", lambda: {"choices": [choice("Plaża"), choice("Polana")]}),
    ],
)
def test_a_wrong_answer_names_its_question(answer, survey, text, said):
    assert list(reasons(answer({text: said()}))) == [text]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"question": 0}, "answers.0.question"),
        ({"choices": "1"}, "answers.0.choices"),
        ({"choices": [{}]}, "answers.0.choices.0"),
        ({"choices": [2**70]}, None),
        ({"number": "dwa"}, "answers.0.number"),
        ({"number": "nan"}, "answers.0.number"),
        ({"text": "null\x00byte"}, "answers.0.text"),
        ({"text": ["x"]}, "answers.0.text"),
        ({"places": [{}]}, "answers.0.places.0.non_field_errors"),
        ({"places": [{"geometry": [1, 2]}]}, "answers.0.places.0.geometry"),
        ({"places": [{"geometry": {"type": "Point", "coordinates": [1, 2]}}]}, "answers.0.places.0.geometry"),
        ({"places": [{"area": "nowhere"}]}, "answers.0.places.0.area"),
    ],
)
def test_what_has_another_form_is_refused_with_its_place(client, url, survey, said, field):
    body = {"key": str(uuid.uuid4()), "answers": [{"question": find("Bywasz tu?").pk} | said]}
    wrong = reasons(client.post(url, body, content_type="application/json"))
    assert list(wrong) == [field or "Bywasz tu?"]


@pytest.mark.parametrize("body", [{}, [], 5, None, {"key": "x", "answers": 1}])
def test_a_body_of_another_form_is_refused(client, url, survey, body):
    assert reasons(client.post(url, json.dumps(body), content_type="application/json"))


def test_nothing_at_all_is_no_answer(answer, survey):
    Question.objects.update(is_required=False)
    wrong = reasons(answer({"Bywasz tu?": {}, "Gdzie ławka?": {}}))
    assert list(wrong) == ["answers"]


def test_a_place_in_words_lies_in_its_district(answer):
    answer({"Gdzie ławka?": {"places": [{"area": "320301-rynek"}, {"place_note": "za szkołą"}]}})
    district, words = Remark.objects.order_by("ordinal")
    assert (district.placed_by, district.district.name) == ("district", "Rynek")
    assert (words.geometry, words.place_note, words.placed_by) == (None, "za szkołą", "")


def test_a_repeat_is_stored_once_and_another_body_is_a_conflict(answer):
    key = str(uuid.uuid4())
    first, second = answer(key=key), answer(key=key)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert answer({"Jak tu jest?": {"number": 1}}, key=key).status_code == 409
    assert Submission.objects.count() == 1


def test_a_closed_consultation_takes_no_answers_but_a_repeat(answer, consultation):
    key = str(uuid.uuid4())
    answer(key=key)
    consultation.closes_at = timezone.now() - timedelta(seconds=1)
    consultation.save()
    assert (answer().status_code, answer(key=key).status_code) == (409, 200)


def test_nobody_is_named_unless_they_ask_for_it(answer, client, resident):
    client.force_login(resident)
    answer()
    assert Submission.objects.get().account is None
    answer(in_account=True)
    assert Submission.objects.filter(account=resident).count() == 1


def test_a_second_answer_of_a_device_counts_as_the_same_person(answer, consultation):
    answer()
    answer()
    assert Submission.objects.values("person_key").distinct().count() == 1
    assert Submission.objects.first().person_key != person_key(consultation, device="other")


def test_a_survey_asks_for_no_email_where_remarks_need_one(answer, consultation):
    consultation.email = "required"
    consultation.save()
    Survey.objects.update(answers_public=True)
    assert answer().status_code == 201
    assert Flag.UNCONFIRMED not in Remark.objects.get().flags


def test_points_of_a_survey_do_not_use_up_what_a_device_may_mark(answer, consultation):
    consultation.pins_per_device = 1
    consultation.save()
    for _time in range(3):
        answer()
    assert Remark.objects.flagged().count() == 0


def test_a_robots_answers_are_not_taken(answer):
    assert list(reasons(answer(website="x"))) == ["website"]


def test_the_first_answer_freezes_the_survey(answer, survey):
    answer()
    survey.refresh_from_db()
    assert survey.frozen_at == Submission.objects.get().received_at


def test_what_the_office_changed_meanwhile_is_told(answer, survey, monkeypatch):
    """Between checking and storing the first answer."""
    freeze = Survey.freeze

    def change(survey, now):
        Question.objects.filter(text="Jak tu jest?").delete()
        freeze(survey, now)

    monkeypatch.setattr(Survey, "freeze", change)
    response = answer()
    assert (response.status_code, Submission.objects.count()) == (409, 0)


@pytest.mark.django_db(transaction=True)
def test_first_answers_at_the_same_moment_freeze_once(consultation, url):
    make_survey(consultation)
    answers = [{"question": find("Bywasz tu?").pk, "choices": [choice("nie")]}]

    def send(_number):
        body = {"key": str(uuid.uuid4()), "answers": answers}
        try:
            return Client().post(url, body, content_type="application/json").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(8))) == {201}
    assert Answer.objects.count() == 8


def test_later_answers_cost_few_queries(answer, django_assert_max_num_queries):
    answer()
    with django_assert_max_num_queries(25):
        answer()
