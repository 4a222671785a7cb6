"""What to follow by e-mail: a consultation, or what is near a place."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from geo.serializers import LonLatField
from mapconsult.accounts.guarded import GuardedForm
from mapconsult.feedback.place_form import PlaceForm

RADII = [
    (250, gettext_lazy("250 m")),
    (500, gettext_lazy("500 m")),
    (1000, gettext_lazy("1 km")),
    (2000, gettext_lazy("2 km")),
    (5000, gettext_lazy("5 km")),
]


class Scope(models.TextChoices):
    ALL = "all", gettext_lazy("everything in this consultation")
    PLACE = "place", gettext_lazy("what is near a place, in all consultations")


class EmailForm(GuardedForm):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}),
    )


class FollowForm(EmailForm, PlaceForm):
    """The e-mail and what to follow. `at` is a place that the page was opened for, lon,lat."""

    scope = forms.ChoiceField(
        label=gettext_lazy("What do you want to follow?"), choices=Scope, widget=forms.RadioSelect
    )
    radius = forms.TypedChoiceField(
        label=gettext_lazy("How far around it?"),
        choices=RADII,
        coerce=int,
        required=False,
        empty_value=500,
        initial=500,
        widget=forms.Select(attrs={"class": "input"}),
    )
    at = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        # A place that is followed is found, or it is none.
        del self.fields["parcel"]

    def clean_at(self):
        text = self.cleaned_data["at"]
        try:
            return LonLatField().run_validation(text) if text else None
        except serializers.ValidationError:
            raise ValidationError(
                _("We cannot find this place. Choose a district or a part of the plan.")
            ) from None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("scope") == Scope.PLACE and not self.errors and self.place is None:
            raise ValidationError(_("We cannot find this place. Choose a district or a part of the plan."))
        return cleaned

    @property
    def place(self):
        """The Point of the place that was chosen, else that of the page; None when all is followed."""
        data = self.cleaned_data
        if data.get("scope") != Scope.PLACE:
            return None
        return data["placed"].get("geometry") or data.get("at")
