"""The questionnaire of a consultation as it is asked, in its order."""

from django.db.models import Prefetch

from mapconsult.consultations.models import Choice, Question, Section, Survey


def read_survey(consultation, lock=False):
    """The Survey with all that is asked, or None: six queries, however long it is.

    `survey.sections.all()`, `section.questions.all()`, `question.choices.all()` and the `shown_if.all()` of
    both are there, in order; each question has its `number`, from 1 through the whole survey.
    With a lock nobody changes it until the end of the transaction, nor does a first answer freeze it.
    """
    deciding = Prefetch("shown_if", Choice.objects.defer("geometry"))
    questions = Question.objects.prefetch_related("choices", deciding)
    sections = Section.objects.prefetch_related(deciding, Prefetch("questions", questions))
    surveys = Survey.objects.filter(consultation=consultation)
    if lock:
        surveys = surveys.select_for_update(of=["self"])
    survey = surveys.prefetch_related(Prefetch("sections", sections)).first()
    if survey is not None:
        survey.consultation = consultation
        for number, question in enumerate(questions_of(survey), start=1):
            question.number = number
    return survey


def questions_of(survey):
    """All questions of a survey that was read, in order."""
    return [question for section in survey.sections.all() for question in section.questions.all()]
