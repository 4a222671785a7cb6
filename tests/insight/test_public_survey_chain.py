"""A question asked of some alone does not tell a number that is hidden at the question before it."""

from mapconsult.insight.public.survey import survey_told
from tests.feedback.survey import make_survey
from tests.insight.answering import respond
from tests.insight.places import RYNEK


def _told(consultation, stay):
    make_survey(consultation)
    for _number in range(6):
        comes = {"Bywasz tu?": ["tak"], "Gdzie ławka?": RYNEK, "Jak tu jest?": 4}
        respond(consultation, comes)
    for _number in range(stay):
        respond(consultation, {"Bywasz tu?": ["nie"]})
    return {
        asked.question.text: [share.number for share in asked.shares] for asked in survey_told(consultation)
    }


def test_who_was_asked_is_not_told_where_the_deciding_answers_are_hidden(consultation):
    assert _told(consultation, stay=2) == {"Bywasz tu?": [None, None]}


def test_it_is_told_where_nothing_is_hidden(consultation):
    assert _told(consultation, stay=5)["Jak tu jest?"] == [0, 0, 0, 6, 0]
