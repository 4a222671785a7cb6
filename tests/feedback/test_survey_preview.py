"""Trying a survey before residents see it: it looks and checks as it will, and stores nothing."""

import pytest

from mapconsult.consultations.models import Consultation, Question
from mapconsult.feedback.models import Submission
from tests.consultations.surveys import make_survey

ADDRESS = "/panel/teren-rekreacyjny/ankieta/podglad/"


@pytest.fixture
def survey(client, official, consultation):
    client.force_login(official)
    return make_survey(consultation)


def test_a_hidden_survey_of_a_draft_is_shown_to_the_office(client, survey):
    Consultation.objects.update(state="draft")
    page = client.get(ADDRESS).content.decode()
    for text in ["To jest podgląd", "Czy tu bywasz?", "data-preview"]:
        assert text in page


@pytest.mark.usefixtures("unhurried")
def test_nothing_of_what_is_tried_is_stored(client, survey):
    question = Question.objects.get(kind="single")
    shown = client.get(ADDRESS).context["form"]
    data = {field.html_name: field.value() or "" for field in shown.hidden}
    page = client.post(ADDRESS, data | {f"q{question.pk}": question.choices.first().pk})
    assert page.status_code == 200
    assert "Nic nie zostało zapisane" in page.content.decode()
    survey.refresh_from_db()
    assert not survey.is_frozen
    assert not Submission.objects.exists()


def test_answers_are_checked_as_they_will_be(client, survey):
    assert client.post(ADDRESS, {}).status_code == 422


def test_without_a_survey_there_is_nothing_to_try(client, official, consultation):
    client.force_login(official)
    assert client.get(ADDRESS).status_code == 404
