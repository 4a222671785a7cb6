"""Forms of officials: a decision, a correction."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mapconsult.feedback.forms import LinesField, RemarkForm
from mapconsult.feedback.models import BODY_LENGTH, RemarkOutcome


class DecisionForm(forms.Form):
    """What to decide about a remark, and why."""

    outcome = forms.ChoiceField(
        label=_("What do you propose?"), choices=RemarkOutcome.choices, widget=forms.RadioSelect
    )
    justification = LinesField(label=_("Why?"), max_length=5000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class CorrectionForm(RemarkForm):
    """The words and the category of a point as a clerk puts them right."""

    body = LinesField(label=_("Text"), max_length=BODY_LENGTH)
