"""Answers to the survey of tests/feedback/survey.py, one sending at a time."""

import uuid
from datetime import UTC, datetime

from django.contrib.gis.geos import Point

from mapconsult.consultations.survey import questions_of, read_survey
from mapconsult.feedback.actions import Origin, SubmissionDraft, submit
from mapconsult.feedback.models import SubmissionForm
from mapconsult.feedback.survey_answers import Given, check


def respond(consultation, said, device=None, channel="web"):
    """Store a sending of {text of a question: what is said}: a list of choices, a number, words, a place
    (lon, lat), or None for "rather not say"."""
    survey = read_survey(consultation)
    given = {
        question.pk: _given(question, said[question.text])
        for question in questions_of(survey)
        if question.text in said
    }
    found = check(survey, given)
    assert not found.errors, found.errors
    key = uuid.uuid4()
    submission, _ = submit(
        consultation=consultation,
        draft=SubmissionDraft(
            key=key,
            body_digest=key.hex,
            remarks=found.remarks,
            answers=found.answers,
            survey=survey,
            form=SubmissionForm.SURVEY,
            channel=channel,
        ),
        origin=Origin(device=device),
        now=datetime.now(UTC),
    )
    return submission


def _given(question, said):
    if said is None:
        return Given(declined=True)
    if isinstance(said, tuple):
        return Given(places=({"geometry": Point(*said, srid=4326), "body": ""},))
    if isinstance(said, list):
        texts = {choice.text: choice.pk for choice in question.choices.all()}
        return Given(
            choices=tuple(texts[text] for text in said if text in texts),
            text=" ".join(text for text in said if text not in texts),
        )
    return Given(text=said) if isinstance(said, str) else Given(number=said)
