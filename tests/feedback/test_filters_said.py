"""Filters by what came with a remark: answers to the survey, photos, support."""

import uuid

import pytest

from mapconsult.feedback.models import Answer, AnswerChoice, Photo, Remark
from tests.feedback.survey import choice, find, make_survey
from tests.insight.places import DRAHIMSKA, RYNEK


@pytest.fixture
def answered(say, consultation):
    """Two respondents who marked a place: one likes bathing and the pitch, the other bathing alone."""
    make_survey(consultation)

    def answer(place, **chosen):
        [remark] = say(place)
        for question, texts in chosen.items():
            asked = find({"visits": "Bywasz tu?", "likes": "Co lubisz?"}[question])
            answer = Answer.objects.create(submission=remark.submission, question=asked)
            for text in texts:
                AnswerChoice.objects.create(answer=answer, question=asked, choice_id=choice(text))

    answer(RYNEK, visits=["tak"], likes=["kąpiel", "boisko"])
    answer(DRAHIMSKA, visits=["nie"], likes=["kąpiel"])
    say(RYNEK)


@pytest.fixture
def photograph(db):
    def photograph(remark, **fields):
        Photo.objects.create(remark=remark, key=uuid.uuid4(), ordinal=1, width=4, height=3, **fields)

    return photograph


def test_any_answer_of_one_question_and_all_questions(client, matched, answered, official):
    client.force_login(official)
    asked = ["kąpiel", "boisko", "tak nie", "kąpiel nie", "boisko nie", "boisko kąpiel tak"]
    queries = [",".join(str(choice(text)) for text in texts.split()) for texts in asked]
    assert [matched(f"?answer={query}") for query in queries] == [2, 1, 2, 1, 0, 1]


def test_officials_alone_filter_by_answers(client, url, answered):
    answer = client.get(f"{url}?answer={choice('tak')}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "answer"


def test_hidden_photos_do_not_count(found, say, photograph):
    [shown], [hidden] = say(RYNEK, body="zdjęcie"), say(RYNEK, body="ukryte")
    say(RYNEK, body="bez")
    photograph(shown)
    photograph(hidden, is_hidden=True)
    assert found("?photo=yes") == ["zdjęcie"]
    assert found("?photo=no") == ["bez", "ukryte"]


def test_supported_by_at_least_so_many(matched, say):
    one, two, _none = say(RYNEK, RYNEK, RYNEK)
    Remark.objects.filter(pk=one.pk).update(supports=1)
    Remark.objects.filter(pk=two.pk).update(supports=2)
    assert [matched(f"?supported={number}") for number in (0, 1, 2, 3)] == [3, 2, 1, 0]


WRONG = [
    ("answer=999", "Żadne pytanie nie ma odpowiedzi 999."),
    ("answer=tak", "Podaj numery oddzielone przecinkami."),
    ("photo=może", "Wybierz poprawną wartość. może nie jest żadną z dostępnych opcji."),
    ("supported=wiele", "Wpisz liczbę całkowitą."),
    ("supported=-1", "Upewnij się, że ta wartość jest większa lub równa 0."),
]


def test_what_is_wrong_is_told(client, url, official):
    client.force_login(official)
    for query, reason in WRONG:
        answer = client.get(f"{url}?{query}")
        assert answer.status_code == 400, query
        assert [error["reason"] for error in answer.json()["errors"]] == [reason]
