"""What keeps simple robots from the public's HTML forms, unnoticed by people: a decoy field and a clock."""

import time

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

DECOY = "website"
# A password manager fills in a form at once, but its owner still has to find the button.
LEAST_SECONDS = 2

signer = Signer(salt="mapconsult.accounts.guarded")


class DecoyInput(forms.TextInput):
    """A field out of sight, out of the order of Tab and unheard by screen readers; robots fill it in."""

    # So that loops over hidden fields write it, without a label.
    is_hidden = True

    def render(self, name, value, attrs=None, renderer=None):
        attrs = {**(attrs or {}), "tabindex": "-1", "autocomplete": "off"}
        field = super().render(name, value, attrs, renderer)
        return format_html('<div class="decoy" aria-hidden="true">{}</div>', field)


class GuardedForm(forms.Form):
    """A form of the public's, to stand first among the bases; its template writes `form.hidden_fields`.

    A form sent too fast is asked for once more. One with its decoy filled in is valid: its view looks at
    `is_decoyed`, answers as ever and does nothing, so that a robot learns nothing.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[DECOY] = forms.CharField(required=False, widget=DecoyInput, label="")
        self.fields["shown_at"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=_stamp)

    @property
    def is_decoyed(self):
        """Whether the field was filled in that people do not see."""
        return bool(self.cleaned_data.get(DECOY))

    def clean(self):
        cleaned = super().clean()
        age = _age(self.cleaned_data.get("shown_at", ""))
        if age is not None and age >= LEAST_SECONDS:
            return cleaned
        if age is None:
            # The page shown with this error carries a stamp that is good.
            self.data = self.data.copy()
            self.data[self.add_prefix("shown_at")] = _stamp()
        raise ValidationError(_("That was very fast. Send the form once more."), code="too_fast")


def _stamp():
    return signer.sign(int(time.time()))


def _age(stamp):
    """Seconds since a form was shown; None if it never was on a page of ours."""
    try:
        return time.time() - int(signer.unsign(stamp))
    except (BadSignature, ValueError):
        return None
