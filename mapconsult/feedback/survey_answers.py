"""What somebody says to a survey, checked against its questions: the same for the form and for the API."""

import math
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mapconsult.consultations.models import (
    MOST_DRAWN,
    GeometryKind,
    Question,
    QuestionKind,
)
from mapconsult.feedback.actions import AnswerDraft, RemarkDraft
from mapconsult.feedback.models import ANSWER_LENGTH, PlacedBy, Remark, RemarkState
from mapconsult.feedback.places import kind_of

SHORT_LENGTH = 200
# Larger numbers are typing errors, and floats would round them.
LARGEST = 10**12
SHAPES = {
    QuestionKind.POINT: GeometryKind.POINT,
    QuestionKind.LINE: GeometryKind.LINE,
    QuestionKind.AREA: GeometryKind.POLYGON,
}


@dataclass(frozen=True)
class Given:
    """What came for one question, of whatever kind; `choices` are ids, in the order of their ranks."""

    choices: tuple[int, ...] = ()
    number: float | None = None
    text: str = ""
    declined: bool = False
    # Keywords of RemarkDraft each.
    places: tuple[dict, ...] = ()


@dataclass
class Answering:
    """The answers of one person as they can be stored, and what is wrong: {question id: [reason]}."""

    answers: list[AnswerDraft] = field(default_factory=list)
    remarks: list[RemarkDraft] = field(default_factory=list)
    errors: dict[int, list[str]] = field(default_factory=dict)
    # The ids of the questions that were asked.
    shown: set[int] = field(default_factory=set)


def check(survey, given):
    """The Answering of {question id: Given}. Conditions are those of the answers themselves: what was not
    shown is left out, whatever came for it, and what had to be answered and was shown is asked for."""
    found, chosen = Answering(), set()
    for section in survey.sections.all():
        if not is_shown(section, chosen):
            continue
        for question in section.questions.all():
            if is_shown(question, chosen):
                chosen |= _take(found, survey, question, given.get(question.pk, Given()))
    return found


def is_shown(asked, chosen):
    """Whether a section or question is asked of somebody who has chosen these (ids of choices)."""
    conditions = {choice.pk for choice in asked.shown_if.all()}
    return not conditions or not conditions.isdisjoint(chosen)


def _take(found, survey, question, given):
    """Add what is said to one question; returns the ids of the choices."""
    found.shown.add(question.pk)
    try:
        if question.is_drawn:
            found.remarks += _places(question, given, survey)
            return set()
        draft = _answer(question, given)
    except ValidationError as error:
        found.errors[question.pk] = error.messages
        return {choice.pk for choice in question.choices.all()}.intersection(given.choices)
    found.answers += [draft] if draft else []
    return {choice.pk for choice in draft.choices} if draft else set()


def _answer(question, given):
    """The AnswerDraft, or None when nothing is said."""
    if given.declined:
        if not question.demographic:
            raise ValidationError(_("This question cannot be answered by “rather not say”."))
        return AnswerDraft(question=question, declined=True)
    said = READERS[question.kind](question, given)
    if not any(value not in (None, "", ()) for value in said.values()):
        _require(question)
        return None
    return AnswerDraft(question=question, **said)


def _require(question):
    if not question.is_required:
        return
    if question.is_drawn:
        raise ValidationError(_("Mark a place, or give it in words."))
    if question.is_chosen or question.kind == Question.Kind.SCALE:
        raise ValidationError(_("Choose an answer."))
    raise ValidationError(_("Answer this question."))


def _one(question, given):
    if len(given.choices) > 1:
        raise ValidationError(_("Choose one answer alone."))
    return _chosen(question, given)


def _several(question, given):
    said = _chosen(question, given)
    if number := len(said["choices"]):
        _bound(question, number)
    return said


def _ranking(question, given):
    return _several(question, given) | {"text": ""}


def _chosen(question, given):
    """The choices, and the own words if one of them asks for some."""
    known = {choice.pk: choice for choice in question.choices.all()}
    if len(set(given.choices)) < len(given.choices):
        raise ValidationError(_("The same answer is chosen twice."))
    try:
        choices = tuple(known[pk] for pk in given.choices)
    except KeyError:
        raise ValidationError(_("This question has no such answer.")) from None
    worded = any(choice.asks_words for choice in choices)
    return {"choices": choices, "text": _words(given.text, SHORT_LENGTH) if worded else ""}


def _bound(question, number):
    """So many were chosen, or drawn."""
    least, most = bounds(question)
    if number < least:
        text = ngettext("Choose at least %(least)d.", "Choose at least %(least)d.", least)
        raise ValidationError(text % {"least": least})
    if number > most:
        text = ngettext("Choose at most %(most)d.", "Choose at most %(most)d.", most)
        raise ValidationError(text % {"most": most})


def bounds(question):
    """(least, most) of how many may be chosen, ranked or drawn by whoever answers at all."""
    if question.kind in (Question.Kind.SINGLE, Question.Kind.PLACE):
        return 1, 1
    there = MOST_DRAWN if question.is_drawn else len(question.choices.all())
    return min(question.least or 1, there), min(question.most or there, there)


def _scale(question, given):
    number = given.number
    if number is not None and (number % 1 or not question.least <= number <= question.most):
        raise ValidationError(
            _("Choose a step from %(least)d to %(most)d.") % {"least": question.least, "most": question.most}
        )
    return {"number": number}


def _number(question, given):
    number = given.number
    if number is None:
        return {"number": None}
    if not math.isfinite(number) or abs(number) > LARGEST:
        raise ValidationError(_("Write a number."))
    if question.least is not None and number < question.least:
        raise ValidationError(_("Write a number not below %(least)d.") % {"least": question.least})
    if question.most is not None and number > question.most:
        raise ValidationError(_("Write a number not above %(most)d.") % {"most": question.most})
    return {"number": number}


def _text(question, given):
    return {"text": _words(given.text, length_of(question))}


def length_of(question):
    """How many letters a text may have."""
    usual = SHORT_LENGTH if question.kind == Question.Kind.SHORT_TEXT else ANSWER_LENGTH
    return min(question.most or usual, ANSWER_LENGTH)


def _words(text, longest):
    text = text.strip()
    if len(text) > longest:
        reason = _("This is %(number)d letters long; at most %(most)d are taken.")
        raise ValidationError(reason % {"number": len(text), "most": longest})
    return text


READERS = {
    QuestionKind.SINGLE: _one,
    QuestionKind.PLACE: _one,
    QuestionKind.MULTIPLE: _several,
    QuestionKind.RANKING: _ranking,
    QuestionKind.SCALE: _scale,
    QuestionKind.NUMBER: _number,
    QuestionKind.SHORT_TEXT: _text,
    QuestionKind.LONG_TEXT: _text,
}


def _places(question, given, survey):
    """A RemarkDraft of kind `answer` for each place."""
    if not given.places:
        _require(question)
        return []
    _bound(question, len(given.places))
    for place in given.places:
        drawn = place["geometry"] and place.get("placed_by") != PlacedBy.DISTRICT
        # A place found without the map is a point, also where a line or an area is asked for.
        found = place.get("placed_by") in (PlacedBy.ADDRESS, PlacedBy.PARCEL, PlacedBy.POSITION)
        if drawn and not found and kind_of(place["geometry"]) != SHAPES[question.kind]:
            raise ValidationError(_("This question takes no shape of this kind."))
    state = "" if survey.answers_public else RemarkState.RESTRICTED
    kind = Remark.Kind.ANSWER
    return [RemarkDraft(**place, kind=kind, question=question, state=state) for place in given.places]
