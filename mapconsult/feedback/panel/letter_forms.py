"""The form of a letter: who sent it and when, and its points."""

import uuid
from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from geo.crs import WGS84
from mapconsult.consultations.images import clean_scan
from mapconsult.consultations.models import GeometryKind
from mapconsult.feedback.actions import RemarkDraft, SubmissionDraft
from mapconsult.feedback.forms import LinesField
from mapconsult.feedback.identity import body_digest
from mapconsult.feedback.models import BODY_LENGTH, Channel, Stakeholder
from mapconsult.feedback.panel.places import SYSTEMS, all_within, middle_of, parse_place
from mapconsult.feedback.scans import MOST_SCANS

MOST_POINTS = 50
OWNER = [("", _("not said")), ("yes", _("yes")), ("no", _("no"))]
NOON = time(12)


def too_many_scans():
    return ValidationError(_("At most %(number)d files are taken.") % {"number": MOST_SCANS})


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class ScansField(forms.FileField):
    """Up to ten files, each cleaned."""

    widget = Files(attrs={"class": "input", "accept": "application/pdf,image/jpeg,image/png"})

    def clean(self, data, initial=None):
        files = [super(ScansField, self).clean(one, initial) for one in data or []]
        if len(files) > MOST_SCANS:
            raise too_many_scans()
        return [clean_scan(file) for file in files]


class ScansForm(forms.Form):
    """The pages of a letter."""

    scans = ScansField(
        label=_("Scans of the letter"),
        required=False,
        help_text=_("Up to ten files: PDF, JPEG or PNG. Whoever may read personal data can open them."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


def _text(label, length, **attributes):
    widget = forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attributes})
    return forms.CharField(label=label, max_length=length, required=False, widget=widget)


class LetterForm(ScansForm):
    """Who sent a letter, and when it came."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(Channel.PAPER, _("a letter on paper")), (Channel.MEETING, _("said at a meeting"))],
        initial=Channel.PAPER,
        widget=forms.RadioSelect,
    )
    received_on = forms.DateField(
        label=_("Date of receipt"),
        help_text=_("The day on the stamp, or of the meeting."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "input", "type": "date"}),
    )
    stakeholder = forms.ChoiceField(
        label=_("Speaks as"),
        required=False,
        choices=[("", _("not said")), *Stakeholder.choices],
        widget=forms.Select(attrs={"class": "input"}),
    )
    name = _text(_("Name"), 200)
    address = _text(_("Address"), 300)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    phone = _text(_("Phone"), 30, inputmode="tel")
    is_owner = forms.ChoiceField(
        label=_("Owner or perpetual usufructuary"),
        required=False,
        choices=OWNER,
        widget=forms.Select(attrs={"class": "input"}),
    )

    field_order = ["key", "channel", "received_on", "stakeholder"]
    PERSONAL = ["name", "address", "email", "phone"]

    def __init__(self, *args, consultation, **kwargs):
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        self.fields["received_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    @property
    def sender(self):
        """The fields of Contact."""
        return [self[name] for name in [*self.PERSONAL, "is_owner"]]

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        if day.year < 2000:
            raise ValidationError(_("This is too long ago; check the year."))
        return day

    def clean(self):
        said = [name for name in self.PERSONAL if self.cleaned_data.get(name)]
        owner = self.cleaned_data.get("is_owner")
        if self.cleaned_data.get("channel") == Channel.MEETING and (said or owner):
            raise ValidationError(_("Names of people at a meeting are not kept: leave the sender empty."))
        if owner and not said:
            self.add_error("is_owner", _("Say also whose letter it is."))
        return self.cleaned_data

    def received_at(self):
        """Noon of the day, which no time zone moves; within the hours of the consultation on its first and
        last day, so that what came on these days is not late."""
        noon = timezone.make_aware(datetime.combine(self.cleaned_data["received_on"], NOON))
        opens, last = self.consultation.opens_at, self.consultation.closes_at - timedelta(microseconds=1)
        for bound in (opens, last):
            if timezone.localdate(bound) == timezone.localdate(noon):
                noon = min(max(noon, opens), last)
        return min(noon, timezone.now())

    def draft(self, points):
        """The SubmissionDraft of both forms; scans are no part of what tells a repeat."""
        data = self.cleaned_data
        contact = {name: data[name] for name in self.PERSONAL if data[name]}
        if data["is_owner"]:
            contact["is_owner"] = data["is_owner"] == "yes"
        told = [[draft.body, draft.category and draft.category.pk, str(draft.geometry)] for draft in points]
        said = [data["channel"], data["received_on"], data["stakeholder"], contact, told]
        return SubmissionDraft(
            key=data["key"],
            body_digest=body_digest(said),
            remarks=points,
            stakeholder=data["stakeholder"],
            channel=data["channel"],
            contact=contact,
        )


class PointForm(forms.Form):
    """One point of a letter: its words and its place."""

    body = LinesField(label=_("Text"), max_length=BODY_LENGTH)
    category = forms.ChoiceField(
        label=_("Category"), required=False, widget=forms.Select(attrs={"class": "input"})
    )
    coordinates = _text(_("Coordinates"), 60)
    system = forms.TypedChoiceField(
        label=_("System of coordinates"),
        choices=SYSTEMS,
        coerce=int,
        initial=WGS84,
        widget=forms.Select(attrs={"class": "input"}),
    )
    area = forms.ChoiceField(
        label=_("or area"), required=False, widget=forms.Select(attrs={"class": "input"})
    )

    def __init__(self, *args, consultation, categories, areas, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.extent = consultation.extent
        self.categories = {str(category.pk): category for category in categories}
        names = [(pk, category.name) for pk, category in self.categories.items()]
        self.fields["category"].choices = [("", _("no category")), *names]
        self.fields["area"].choices = [("", _("no area")), *areas]

    def clean(self):
        data = self.cleaned_data
        text, code = data.get("coordinates"), data.get("area")
        if text and code:
            self.add_error("area", _("Give either coordinates or an area."))
        elif text and "system" in data:
            self._place("coordinates", lambda: parse_place(text, data["system"], self.extent))
        elif code:
            self._place("area", lambda: middle_of(code, self.extent))
        return data

    def _place(self, field, find):
        category = self.categories.get(self.cleaned_data.get("category"))
        try:
            self.cleaned_data["geometry"] = find()
        except ValidationError as error:
            self.add_error(field, error)
        else:
            if category and GeometryKind.POINT not in category.geometries:
                self.add_error("category", _("This category takes no shape of this kind."))

    def draft(self):
        data = self.cleaned_data
        return RemarkDraft(
            body=data["body"],
            geometry=data.get("geometry"),
            category=self.categories.get(data["category"]),
        )


class Points(forms.BaseFormSet):
    """The points of a letter; what was left blank is none."""

    def __init__(self, *args, areas_allowed=None, **kwargs):
        super().__init__(*args, prefix="point", **kwargs)
        self.areas_allowed = areas_allowed

    def initial_form_count(self):
        """None is stored already: each but the first may stay blank, also one that was shown filled in."""
        return 0 if self.is_bound else super().initial_form_count()

    def clean(self):
        if any(self.errors) or self.areas_allowed is None:
            return
        if not all_within([draft.geometry for draft in self.drafts()], self.areas_allowed):
            names = ", ".join(area.name for area in self.areas_allowed)
            reason = _("You enter remarks about %(names)s alone: each needs a place there.")
            raise ValidationError(reason % {"names": names})

    def drafts(self):
        return [form.draft() for form in self.forms if form.cleaned_data.get("body")]


PointSet = forms.formset_factory(
    PointForm,
    formset=Points,
    extra=0,
    min_num=1,
    validate_min=True,
    max_num=MOST_POINTS,
    absolute_max=MOST_POINTS,
    validate_max=True,
)
