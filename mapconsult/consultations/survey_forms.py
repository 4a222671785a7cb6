"""The forms by which officials write a survey; those of one that has answers change its wording alone."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.forms import OfficeLook
from mapconsult.consultations.models import DECIDING, MOST_DRAWN, Question, QuestionKind, Section, Survey

WORDING = {"title", "intro", "text", "hint", "least_label", "most_label"}
MOST_STEPS = 10
LONGEST_TEXT = 5000
LARGEST = 1_000_000_000

MANY = {"least": _("At least so many answers"), "most": _("At most so many answers")}
DRAWN = {"least": _("At least so many places"), "most": _("At most so many places")}
# What `least`, `most` and their labels mean; a kind that is not here has none of them.
LIMITS = {
    QuestionKind.MULTIPLE: MANY,
    QuestionKind.RANKING: MANY,
    QuestionKind.SCALE: {
        "least": _("First step"),
        "most": _("Last step"),
        "least_label": _("Words at the first step"),
        "most_label": _("Words at the last step"),
    },
    QuestionKind.SHORT_TEXT: {"most": _("At most so many letters")},
    QuestionKind.LONG_TEXT: {"most": _("At most so many letters")},
    QuestionKind.NUMBER: {"least": _("Smallest number"), "most": _("Largest number")},
    QuestionKind.POINT: DRAWN,
    QuestionKind.LINE: DRAWN,
    QuestionKind.AREA: DRAWN,
}
BOUNDS = {
    QuestionKind.SCALE: (0, 100),
    QuestionKind.SHORT_TEXT: (1, 200),
    QuestionKind.LONG_TEXT: (1, LONGEST_TEXT),
    QuestionKind.NUMBER: (-LARGEST, LARGEST),
}
# Of a person nothing is asked by drawing, ranking or long texts.
PERSONAL = {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.SHORT_TEXT, QuestionKind.NUMBER}


class WordingForm(OfficeLook, forms.ModelForm):
    """A form whose structure cannot be changed any more once the survey is frozen."""

    def __init__(self, *args, frozen, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.disabled = frozen and name not in WORDING


class SurveyForm(WordingForm):
    class Meta:
        model = Survey
        fields = ["title", "intro", "answers_public"]
        widgets = {"intro": forms.Textarea({"rows": 4})}
        help_texts = {"intro": _("What it is for, how long it takes, what happens with the answers.")}


class ConditionForm(WordingForm):
    """A section or a question that is asked by the answer to an earlier one, or in any case."""

    shown_if = forms.TypedMultipleChoiceField(
        label=_("Asked only if one of these is chosen"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, survey, **kwargs):
        super().__init__(*args, frozen=survey.is_frozen, **kwargs)
        self.survey = survey
        self.deciding = [question for question in self.earlier() if question.kind in DECIDING]
        if not self.deciding:
            del self.fields["shown_if"]
            return
        self.fields["shown_if"].choices = [
            (str(question), [(choice.pk, choice.text) for choice in question.choices.all()])
            for question in self.deciding
        ]
        if self.instance.pk:
            self.initial["shown_if"] = [choice.pk for choice in self.instance.shown_if.all()]

    def earlier(self):
        """The questions that come before, of which some may decide."""
        raise NotImplementedError

    def clean_shown_if(self):
        chosen = set(self.cleaned_data["shown_if"])
        of = [row for row in self.deciding if chosen & {choice.pk for choice in row.choices.all()}]
        if len(of) > 1:
            raise ValidationError(_("Choose answers of one question alone."))
        return self.cleaned_data["shown_if"]


class SectionForm(ConditionForm):
    class Meta:
        model = Section
        fields = ["title", "intro", "shown_if"]
        widgets = {"intro": forms.Textarea({"rows": 3})}

    def earlier(self):
        found = []
        for section in self.survey.sections.all():
            if section == self.instance:
                break
            found += section.questions.all()
        return found


class QuestionForm(ConditionForm):
    """Of a question of a kind, with the fields that this kind has."""

    class Meta:
        model = Question
        fields = ["text", "hint", "is_required", "demographic"]
        fields += ["least", "most", "least_label", "most_label", "shown_if"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._keep_limits(LIMITS.get(self.instance.kind, {}))
        if self.instance.kind not in PERSONAL:
            del self.fields["demographic"]
        else:
            self.fields["demographic"].help_text = _("People may then always answer: rather not say.")
            self.fields["demographic"].choices = [("", _("no")), *Question.Demographic.choices]
        if self.instance.kind == QuestionKind.SCALE and self.instance.pk is None:
            self.initial |= {"least": 1, "most": 5}

    def _keep_limits(self, labels):
        low, high = BOUNDS.get(self.instance.kind, (1, MOST_DRAWN))
        for name in ("least", "most", "least_label", "most_label"):
            if name not in labels:
                del self.fields[name]
                continue
            field = self.fields[name]
            field.label = labels[name]
            if name in ("least", "most"):
                field.required = self.instance.kind == QuestionKind.SCALE
                field.validators += [MinValueValidator(low), MaxValueValidator(high)]
                field.widget.attrs |= {"min": low, "max": high}

    def earlier(self):
        """A new question stands at the end of its section."""
        found = []
        for section in self.survey.sections.all():
            for question in section.questions.all():
                if question == self.instance:
                    return found
                found.append(question)
            if section.pk == self.instance.section_id:
                return found
        return found

    def clean(self):
        data = super().clean()
        ends = data.get("least"), data.get("most")
        is_scale = self.instance.kind == QuestionKind.SCALE and None not in ends
        if is_scale and not 1 <= ends[1] - ends[0] <= MOST_STEPS:
            text = _("A scale has from 2 to %(number)d steps.") % {"number": MOST_STEPS + 1}
            self.add_error("most", text)
        return data
