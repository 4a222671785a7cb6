"""The survey as a form of HTML: it needs neither a map nor JavaScript, and keeps whatever was typed."""

import json
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from mapconsult.accounts.guarded import DECOY, GuardedForm
from mapconsult.consultations.models import MOST_DRAWN, Question
from mapconsult.consultations.survey import questions_of
from mapconsult.feedback.actions import SubmissionDraft
from mapconsult.feedback.identity import body_digest
from mapconsult.feedback.models import SubmissionForm
from mapconsult.feedback.survey_answers import Given, check
from mapconsult.feedback.survey_serializers import PlaceInSerializer

DECLINED = "declined"
# What is sent with the answers and is none: it differs from try to try.
BESIDE = ["csrfmiddlewaretoken", "shown_at"]
PLACE = ["geometry", "placed_by", "zone", "area", "place_note", "parcel", "body"]


def name_of(question):
    """What the fields of a question are called; those of one kind have more behind it, as in `q7-text`."""
    return f"q{question.pk}"


class SurveyForm(GuardedForm):
    """Answers to a survey; the fields of its questions are read by name, as the template writes them."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    in_account = forms.BooleanField(required=False)

    def __init__(self, *args, survey, **kwargs):
        super().__init__(*args, **kwargs)
        self.survey = survey
        # {question id: [reason]}
        self.wrong = {}

    @property
    def hidden(self):
        """The fields that the template writes without a label; the rest of them it writes by hand."""
        return [self[name] for name in ("key", "shown_at", DECOY)]

    def clean(self):
        given = {}
        for question in questions_of(self.survey):
            try:
                given[question.pk] = self._given(question)
            except ValidationError as error:
                self.wrong[question.pk] = error.messages
        self.found = check(self.survey, given)
        # What could not be read of a question that is not shown is nobody's business.
        self.wrong = {pk: reasons for pk, reasons in self.wrong.items() if pk in self.found.shown}
        self.wrong = self.found.errors | self.wrong
        if self.wrong:
            raise ValidationError(_("Nothing is sent yet: see what is marked below."), code="wrong")
        if not (self.found.answers or self.found.remarks):
            raise ValidationError(_("Answer at least one question."), code="empty")
        if self.is_decoyed:
            self.data = self.data.copy()
            self.data[DECOY] = ""
            raise ValidationError(_("A field that people do not see was filled in. Send it once more."))
        return super().clean()

    def draft(self):
        """The SubmissionDraft of a valid form."""
        return SubmissionDraft(
            key=self.cleaned_data["key"],
            body_digest=body_digest(
                {name: values for name, values in self._lists.items() if name not in BESIDE}
            ),
            remarks=self.found.remarks,
            answers=self.found.answers,
            form=SubmissionForm.SURVEY,
            survey=self.survey,
        )

    def rows(self, question):
        """How many places of a question the form has fields for."""
        text = self.data.get(f"{name_of(question)}-rows", "1")
        rows = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 1
        return min(max(rows, 1), MOST_DRAWN)

    def place(self, question, index):
        """{field: text} of a place as it was typed."""
        start = f"{name_of(question)}-{index}"
        return {field: self.data.get(f"{start}-{field}", "").strip() for field in PLACE}

    def ranks(self, question):
        """{choice id: text} of a ranking as it was typed."""
        start = f"{name_of(question)}-rank"
        return {choice.pk: self.data.get(f"{start}-{choice.pk}", "") for choice in question.choices.all()}

    def text(self, question):
        return _lines(self.data.get(f"{name_of(question)}-text", ""))

    @cached_property
    def _lists(self):
        return dict(self.data.lists())

    def values(self, question):
        """What is chosen, as it was sent."""
        return [value for value in self._lists.get(name_of(question), []) if value]

    def _given(self, question):
        values = self.values(question)
        if DECLINED in values:
            return Given(declined=True)
        if question.is_drawn:
            return Given(places=tuple(self._places(question)))
        if question.kind == Question.Kind.RANKING:
            return Given(choices=_ranking(self.ranks(question)))
        if question.is_chosen:
            return Given(choices=tuple(_id(value) for value in values), text=self.text(question))
        if question.kind in (Question.Kind.SCALE, Question.Kind.NUMBER):
            return Given(number=_number(values[0] if values else ""))
        return Given(text=self.text(question))

    def _places(self, question):
        """The places that say something, checked as the API checks them."""
        typed = [self.place(question, index) for index in range(self.rows(question))]
        said = [place for place in typed if any(place.values())]
        context = {"consultation": self.survey.consultation}
        wrong = []
        for number, place in enumerate(said, start=1):
            sent = PlaceInSerializer(data=_parsed(place), context=context)
            if sent.is_valid():
                yield sent.validated_data
            else:
                reasons = [str(reason) for reasons in sent.errors.values() for reason in reasons]
                wrong += [
                    _("Place %(number)d: %(reason)s") % {"number": number, "reason": r} for r in reasons
                ]
        if wrong:
            raise ValidationError(wrong)


def _parsed(place):
    """A place as the API takes it."""
    said = {name: value for name, value in place.items() if value and name != "geometry"}
    if place["geometry"]:
        try:
            said["geometry"] = json.loads(place["geometry"])
        except (ValueError, RecursionError):
            said["geometry"] = place["geometry"]
    return said


def _ranking(ranks):
    """The ids of the choices in the order of the numbers beside them; numbers may be left out between."""
    numbers = {}
    for pk, text in ranks.items():
        if not text:
            continue
        number = _id(text)
        if number in numbers:
            raise ValidationError(_("Two answers have the same place. Give each a place of its own."))
        numbers[number] = pk
    return tuple(pk for _number, pk in sorted(numbers.items()))


def _id(text):
    """0, which is nothing's id, for what is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _number(text):
    text = "".join(text.split()).replace(",", ".")
    try:
        return float(text) if text else None
    except ValueError:
        raise ValidationError(_("Write a number.")) from None


def _lines(text):
    """Browsers send two characters for the end of a line; the database keeps no null."""
    return text.replace("\r\n", "\n").replace("\0", "")
