"""Forms of the public about somebody's remark: a reply, a report of abuse."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.guarded import GuardedForm
from mapconsult.feedback.forms import LinesField
from mapconsult.feedback.models import REPLY_LENGTH, REPORT_LENGTH, ReportReason


def _lines(rows):
    return forms.Textarea(attrs={"class": "input", "rows": rows})


class ReplyForm(GuardedForm):
    """A reply; `as_office` is there for those alone who may speak for the office."""

    prefix = "reply"
    body = LinesField(label=_("Your reply"), max_length=REPLY_LENGTH, widget=_lines(3))
    as_office = forms.BooleanField(required=False)

    def __init__(self, *args, office=None, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        if office is None:
            del self.fields["as_office"]


class ReportForm(GuardedForm):
    """Why something should not stand there."""

    prefix = "report"
    reason = forms.ChoiceField(
        label=_("What is wrong?"), choices=ReportReason.choices, widget=forms.RadioSelect
    )
    words = LinesField(
        label=_("In your words (optional)"), max_length=REPORT_LENGTH, required=False, widget=_lines(2)
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
