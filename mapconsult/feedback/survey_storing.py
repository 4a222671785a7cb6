"""Storing what a survey asks beside the map, for actions.submit(), and taking it back."""

from mapconsult.consultations.survey import read_survey
from mapconsult.consultations.survey_structure import structure_of
from mapconsult.feedback.models import Answer, AnswerChoice


class SurveyChanged(Exception):
    """The office has changed the survey since these answers were checked against it."""


def freeze(survey, now):
    """Before the first answer is stored, in its transaction: from here on nobody changes the survey, and what
    was changed a moment before is noticed. Later answers cost nothing."""
    if survey.is_frozen:
        return
    survey.freeze(now)
    current = read_survey(survey.consultation)
    if current is None or structure_of(current) != structure_of(survey):
        raise SurveyChanged


def store_answers(submission, drafts):
    """Rows for each AnswerDraft."""
    rows = [
        Answer(
            submission=submission,
            question=draft.question,
            number=draft.number,
            text=draft.text,
            declined=draft.declined,
        )
        for draft in drafts
    ]
    Answer.objects.bulk_create(rows)
    AnswerChoice.objects.bulk_create(
        AnswerChoice(answer=row, question=row.question, choice=choice, rank=rank)
        for row, draft in zip(rows, drafts, strict=True)
        for rank, choice in enumerate(draft.choices, start=1)
    )
