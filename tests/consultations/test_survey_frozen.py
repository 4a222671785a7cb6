"""The first answer freezes a survey: the database refuses what the forms do not even offer."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from mapconsult.consultations.models import Choice, Question, Section, Survey
from mapconsult.consultations.survey import read_survey
from mapconsult.consultations.survey_actions import Frozen, duplicate_question
from tests.consultations.surveys import make_survey

STRUCTURE = {
    "a section added": lambda survey: survey.sections.create(title="Nowa"),
    "a section moved": lambda survey: Section.objects.filter(title="Plaża").update(order=5),
    "a section deleted": lambda survey: Section.objects.get(title="Miejsca").delete(),
    "a question added": lambda survey: survey.sections.first().questions.create(kind="number", text="?"),
    "a question moved": lambda survey: Question.objects.filter(kind="point").update(order=5),
    "a question required": lambda survey: Question.objects.filter(kind="point").update(is_required=True),
    "a limit": lambda survey: Question.objects.filter(kind="point").update(most=1),
    "a question deleted": lambda survey: Question.objects.get(kind="point").delete(),
    "a choice added": lambda survey: Question.objects.get(kind="single").choices.create(text="Może"),
    "a choice with words": lambda survey: Choice.objects.filter(text="Nie").update(asks_words=True),
    "a choice deleted": lambda survey: Choice.objects.get(text="Nie").delete(),
    "a condition removed": lambda survey: Question.objects.get(kind="number").shown_if.clear(),
    "a condition added": lambda survey: Section.objects.last().shown_if.add(Choice.objects.first()),
    "the promise": lambda survey: Survey.objects.update(answers_public=True),
    "the thaw": lambda survey: Survey.objects.update(frozen_at=None),
    "all of it deleted": lambda survey: Survey.objects.all().delete(),
}
WORDING = {
    "title": lambda survey: Survey.objects.update(title="Inny", intro="Inny", is_published=True),
    "section": lambda survey: Section.objects.update(title="Inna", intro="Inny"),
    "question": lambda survey: Question.objects.update(text="Inne?", hint="Inna", least_label="Mało"),
    "choice": lambda survey: Choice.objects.update(text="Inna"),
}


@pytest.fixture
def survey(consultation):
    return make_survey(consultation)


@pytest.mark.parametrize("change", STRUCTURE.values(), ids=STRUCTURE)
def test_the_database_keeps_the_structure_of_what_was_answered(survey, change):
    survey.freeze(timezone.now())
    with pytest.raises(IntegrityError, match="nothing but its wording may change"), transaction.atomic():
        change(survey)


@pytest.mark.parametrize("change", STRUCTURE.values(), ids=STRUCTURE)
def test_before_that_everything_may_change(survey, change):
    change(survey)


@pytest.mark.parametrize("change", WORDING.values(), ids=WORDING)
def test_wording_may_change_at_any_time(survey, change):
    survey.freeze(timezone.now())
    change(survey)


def test_it_freezes_once(survey):
    first = timezone.now()
    survey.freeze(first)
    survey.freeze(timezone.now())
    survey.refresh_from_db()
    assert survey.frozen_at == first


def meanwhile(work, wait):
    """Begin `work` in a connection of its own; `wait` tells whether it is expected to wait for ours."""
    found = []

    def run():
        try:
            found.append(work())
        except (Frozen, IntegrityError) as error:
            found.append(type(error))
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(0.5 if wait else 10)
    assert thread.is_alive() == wait
    return thread, found


@pytest.mark.django_db(transaction=True)
def test_a_change_waits_for_a_first_answer_and_is_refused(survey):
    def change():
        with transaction.atomic():
            read = read_survey(survey.consultation, lock=True)
            duplicate_question(survey=read, question=read.sections.first().questions.first())

    with transaction.atomic():
        survey.freeze(timezone.now())
        thread, found = meanwhile(change, wait=True)
    thread.join(10)
    assert found == [Frozen]
    assert Question.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_so_does_a_change_that_asks_nobody(survey):
    def change():
        Question.objects.filter(kind="point").update(most=1)

    with transaction.atomic():
        survey.freeze(timezone.now())
        thread, found = meanwhile(change, wait=True)
    thread.join(10)
    assert found == [IntegrityError]


@pytest.mark.django_db(transaction=True)
def test_a_first_answer_waits_for_a_change_and_reads_what_came_of_it(survey):
    def answer():
        with transaction.atomic():
            survey.freeze(timezone.now())
            return len(read_survey(survey.consultation).sections.first().questions.all())

    with transaction.atomic():
        read = read_survey(survey.consultation, lock=True)
        duplicate_question(survey=read, question=read.sections.first().questions.first())
        thread, found = meanwhile(answer, wait=True)
    thread.join(10)
    assert found == [3]
