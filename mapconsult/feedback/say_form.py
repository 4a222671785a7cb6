"""The form of one remark that needs neither a map nor a script."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.guarded import GuardedForm
from mapconsult.consultations.models import EmailAsked
from mapconsult.feedback.actions import RemarkDraft, SubmissionDraft
from mapconsult.feedback.forms import LinesField
from mapconsult.feedback.identity import body_digest
from mapconsult.feedback.models import ALT_LENGTH, BODY_LENGTH, MOST_PHOTOS, Stakeholder
from mapconsult.feedback.place_form import PlaceForm

PICTURES = {"class": "input", "accept": "image/*"}


class SayForm(GuardedForm, PlaceForm):
    """One remark with its place in words, its photos and its sender: the same record as by the map."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    body = LinesField(
        label=_("What do you want to say?"),
        max_length=BODY_LENGTH,
        help_text=_("Everybody will see it. Leave out names and telephone numbers."),
    )
    category = forms.ChoiceField(label=_("What is it about?"), widget=forms.RadioSelect)
    stakeholder = forms.ChoiceField(
        label=_("In which role do you speak? (if you like)"),
        required=False,
        choices=[("", _("not said")), *Stakeholder.choices],
        widget=forms.Select(attrs={"class": "input"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail (if you like)"),
        required=False,
        help_text=_(
            "We send you the link with which you can change the remark. "
            "Neither your e-mail nor your name is shown."
        ),
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}),
    )
    name = forms.CharField(
        label=_("Your name (if you like)"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
    )

    def __init__(self, *args, consultation, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, consultation=consultation, **kwargs)
        self.categories = {str(category.pk): category for category in consultation.categories.all()}
        self.fields["category"].choices = [(pk, one.name) for pk, one in self.categories.items()]
        if not self.categories:
            del self.fields["category"]
        self._ask_who(consultation.email)
        self.photos = MOST_PHOTOS if consultation.takes_photos else 0
        for number in range(1, self.photos + 1):
            self._ask_photo(number)

    def _ask_who(self, asked):
        if asked == EmailAsked.NONE:
            del self.fields["email"], self.fields["name"]
        if asked == EmailAsked.REQUIRED:
            email = self.fields["email"]
            email.required, email.label = True, _("Your e-mail")
            email.help_text = _(
                "We send you a link: when you open it, the remark is published. "
                "Neither your e-mail nor your name is shown."
            )

    def _ask_photo(self, number):
        label = _("Photo %(number)d") % {"number": number}
        self.fields[f"photo_{number}"] = forms.FileField(
            label=label, required=False, widget=forms.FileInput(attrs=PICTURES)
        )
        self.fields[f"alt_{number}"] = forms.CharField(
            label=_("What is in photo %(number)d?") % {"number": number},
            required=False,
            max_length=ALT_LENGTH,
            widget=forms.TextInput(attrs={"class": "input"}),
        )

    @property
    def photo_fields(self):
        """[(file, what is in it)]"""
        return [(self[f"photo_{n}"], self[f"alt_{n}"]) for n in range(1, self.photos + 1)]

    @property
    def sender_fields(self):
        return [self[name] for name in ("stakeholder", "email", "name") if name in self.fields]

    def clean_body(self):
        if body := self.cleaned_data["body"].strip():
            return body
        raise ValidationError(_("Write a few words."))

    def chosen_photos(self):
        """The photos that were chosen, with what is in them."""
        pairs = [
            (self.cleaned_data.get(f"photo_{n}"), self.cleaned_data.get(f"alt_{n}", ""))
            for n in range(1, self.photos + 1)
        ]
        return [(file, alt) for file, alt in pairs if file]

    def draft(self):
        """The SubmissionDraft. Photos are no part of what tells a repeat, nor is a place that was looked up:
        the service may answer otherwise the next time."""
        data = self.cleaned_data
        contact = {name: data[name] for name in ("email", "name") if data.get(name)}
        said = [data["body"], data.get("category", ""), data["stakeholder"], contact]
        place = [data.get(name, "") for name in self.PLACE]
        remark = RemarkDraft(
            body=data["body"], category=self.categories.get(data.get("category")), **self.placed()
        )
        return SubmissionDraft(
            key=data["key"],
            body_digest=body_digest([*said, *place]),
            remarks=[remark],
            stakeholder=data["stakeholder"],
            contact=contact,
        )
