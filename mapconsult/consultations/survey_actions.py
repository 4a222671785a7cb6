"""Changes of a survey. `survey` is always one that `read_survey(consultation, lock=True)` has read, within
the caller's transaction: nobody else changes it meanwhile, nor does a first answer come between."""

from copy import copy

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mapconsult.consultations.models import Choice, Question, Section
from mapconsult.consultations.survey import questions_of


class Frozen(Exception):
    """The survey has answers: nothing but its wording may change."""


class OutOfOrder(Exception):
    """Something would be asked before the answer that decides whether it is asked; `args` say what."""


class Empty(Exception):
    """A survey that asks nothing is shown to nobody."""


def save(*, form, consultation, rows=None):
    """Store the form of a survey, a section or a question with the rows of its choices; returns it.

    The forms of a frozen survey change wording alone.
    """
    found = form.save()
    if rows is not None:
        rows.instance = found
        rows.save()
    consultation.bump()
    return found


def show(*, survey, shown):
    """Show the survey to residents, or hide it from them."""
    if shown and not questions_of(survey):
        raise Empty
    survey.is_published = shown
    survey.save(update_fields=["is_published"])
    survey.consultation.bump()


def place_section(*, survey, section, place):
    """Move a section to this place among the others."""
    rows = _rows(survey)
    sections = [row for row in rows if row != section]
    sections.insert(place, section)
    _settle(survey, {row: rows[row] for row in sections})


def place_question(*, survey, question, section, place):
    """Move a question to this place in a section, its own or another."""
    rows = _rows(survey)
    for questions in rows.values():
        if question in questions:
            questions.remove(question)
    rows[section].insert(place, question)
    _settle(survey, rows)


def step_question(*, survey, question, step):
    """Move a question by one place, from the edge of its section into the neighbouring one."""
    sections = list(survey.sections.all())
    number = next(i for i, row in enumerate(sections) if row.pk == question.section_id)
    questions = list(sections[number].questions.all())
    place = questions.index(question) + step
    if 0 <= place < len(questions):
        place_question(survey=survey, question=question, section=sections[number], place=place)
    elif 0 <= number + step < len(sections):
        target = sections[number + step]
        place = 0 if step > 0 else target.questions.all().count()
        place_question(survey=survey, question=question, section=target, place=place)


def duplicate_question(*, survey, question):
    """The same question once more, right behind; returns the copy."""
    rows = _rows(survey)
    made = copy(question)
    made.pk, made._prefetched_objects_cache = None, {}
    made._state = type(question._state)()
    made.text = pgettext("question", "%(text)s (copy)") % {"text": question.text[:480]}
    made.save()
    made.shown_if.set(question.shown_if.all())
    _copy_choices(question, made)
    section = next(row for row in rows if row.pk == question.section_id)
    rows[section].insert(rows[section].index(question) + 1, made)
    _settle(survey, rows)
    return made


def _copy_choices(question, made):
    choices = [copy(choice) for choice in question.choices.all()]
    for choice in choices:
        choice.pk, choice.question = None, made
    Choice.objects.bulk_create(choices)


def add_question(*, survey, section, prepared):
    """Add a prepared question (survey_prepared.py) at the end of a section; returns it."""
    _require_changeable(survey)
    number = len(section.questions.all())
    asks = prepared.demographic
    made = Question.objects.create(
        section=section, kind=Question.Kind.SINGLE, text=str(prepared.text), demographic=asks, order=number
    )
    Choice.objects.bulk_create(
        Choice(question=made, text=str(text), order=order) for order, text in enumerate(prepared.choices)
    )
    survey.consultation.bump()
    return made


def delete_question(*, survey, question):
    """Take a question away, unless another is asked by its answers."""
    rows = _rows(survey)
    for questions in rows.values():
        if question in questions:
            questions.remove(question)
    _settle(survey, rows)
    question.delete()


def delete_section(*, survey, section):
    """Take a section away with its questions, unless others are asked by their answers."""
    rows = _rows(survey)
    _settle(survey, {row: questions for row, questions in rows.items() if row != section})
    section.delete()


def _require_changeable(survey):
    if survey.is_frozen:
        raise Frozen


def _rows(survey):
    """{section: [question]} in order, to be put into another; Frozen if the survey has answers."""
    _require_changeable(survey)
    return {section: list(section.questions.all()) for section in survey.sections.all()}


def _settle(survey, rows):
    """Number the sections and questions as they stand in `rows`; OutOfOrder if a condition forbids it."""
    _check_order(survey, rows)
    for order, (section, questions) in enumerate(rows.items()):
        if section.order != order:
            Section.objects.filter(pk=section.pk).update(order=order)
        for place, question in enumerate(questions):
            if (question.order, question.section_id) != (place, section.pk):
                Question.objects.filter(pk=question.pk).update(order=place, section=section)
    survey.consultation.bump()


def _check_order(survey, rows):
    earlier = set()
    for section, questions in rows.items():
        _check_conditions(survey, section, earlier)
        for question in questions:
            _check_conditions(survey, question, earlier)
            earlier.add(question.pk)


def _check_conditions(survey, conditional, earlier):
    """All choices that decide about a section or a question must be of earlier questions."""
    missing = {choice.question_id for choice in conditional.shown_if.all()} - earlier
    if not missing:
        return
    names = {question.pk: str(question) for question in questions_of(survey)}
    text = _("“%(question)s” decides whether “%(asked)s” is asked, so it has to stay before it.")
    raise OutOfOrder(text % {"question": names[missing.pop()], "asked": str(conditional)})
