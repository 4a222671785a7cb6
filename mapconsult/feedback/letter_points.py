"""The points of a formal letter: each with a place, a category and a text (section 7 of the form)."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.models import Zone
from mapconsult.feedback.actions import RemarkDraft
from mapconsult.feedback.forms import LinesField
from mapconsult.feedback.models import BODY_LENGTH, PlacedBy
from mapconsult.feedback.panel.places import MOST_AREAS, areas_of, middle_of
from mapconsult.feedback.serializers import RemarkInSerializer

MOST_POINTS = 20
# What the form asks of the land, if the sender cares to say it: name, what a point's text calls it.
DEMANDS = {
    "land_use": _("Proposed land use: %(value)s."),
    "built_share": _("Largest share of built-up area: %(value)s%%."),
    "height": _("Greatest height of buildings: %(value)s m."),
    "green_share": _("Smallest share of biologically active area: %(value)s%%."),
}
WHOLE = {"yes": _("The whole parcel."), "no": _("A part of the parcel.")}


def _select(label, help_text=""):
    widget = forms.Select(attrs={"class": "input"})
    return forms.ChoiceField(label=label, required=False, widget=widget, help_text=help_text)


def _text(label, length, help_text=""):
    widget = forms.TextInput(attrs={"class": "input", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=length, required=False, widget=widget, help_text=help_text)


def _number(label, most):
    widget = forms.NumberInput(attrs={"class": "input", "step": "0.1", "inputmode": "decimal"})
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=most,
        max_digits=6,
        decimal_places=2,
        required=False,
        widget=widget,
    )


class LetterPointForm(forms.Form):
    """One point: what the sender wants, and where."""

    body = LinesField(label=_("What do you want?"), max_length=BODY_LENGTH)
    category = _select(_("What is it about?"))
    geometry = forms.CharField(required=False, widget=forms.HiddenInput, max_length=50_000)
    parcel = _text(_("Number of the parcel"), 60, _("For example 123/4, or its full identifier."))
    whole = forms.ChoiceField(
        label=_("Does the point concern the whole parcel?"),
        required=False,
        choices=[("", _("not said")), ("yes", _("the whole")), ("no", _("a part of it"))],
        widget=forms.Select(attrs={"class": "input"}),
    )
    place_note = _text(_("Address or the place in your words"), 300)
    zone = _select(_("Zone of the plan"))
    district = _select(_("District or place"))
    land_use = _text(_("Proposed land use"), 200)
    built_share = _number(_("Largest share of built-up area (%)"), 100)
    height = _number(_("Greatest height of buildings (m)"), 999)
    green_share = _number(_("Smallest share of biologically active area (%)"), 100)

    ASKED_OF_LAND = list(DEMANDS)

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.chosen_from = choices
        self.fields["category"].choices = [("", _("no category")), *choices.categories]
        self.fields["zone"].choices = [("", _("no zone")), *choices.zones]
        self.fields["district"].choices = [("", _("no district")), *choices.districts]
        # An empty list asks nothing.
        for name in ("category", "zone", "district"):
            if len(self.fields[name].choices) == 1:
                del self.fields[name]

    @property
    def demands(self):
        """The fields about the land, which few fill in."""
        return [self[name] for name in self.ASKED_OF_LAND]

    @property
    def demanded(self):
        """Whether one of them is filled in or wrong, so that they must be seen."""
        return any(field.value() or field.errors for field in self.demands)

    def clean_geometry(self):
        text = self.cleaned_data["geometry"]
        try:
            return json.loads(text) if text else None
        except (ValueError, RecursionError):
            raise ValidationError(gettext("The place could not be read. Mark it once more.")) from None

    def clean(self):
        data = super().clean()
        if self.errors or not data.get("body"):
            return data
        words = self.words()
        if len(words) > BODY_LENGTH:
            reason = gettext(
                "Together with what you ask of the land this is longer than %(number)s characters."
            )
            self.add_error("body", reason % {"number": number_format(BODY_LENGTH)})
            return data
        sent = RemarkInSerializer(data=self._sent(words), context=self.chosen_from.context)
        if sent.is_valid():
            self.checked = self._placed(sent.validated_data)
        else:
            for name, reasons in sent.errors.items():
                self.add_error(name if name in self.fields else None, [str(reason) for reason in reasons])
        return data

    def words(self):
        """The text, and below it what it asks of the land: a point is decided as a whole."""
        data = self.cleaned_data
        lines = [WHOLE[data["whole"]]] if data["whole"] and data["parcel"] else []
        for name, words in DEMANDS.items():
            if data[name] not in (None, ""):
                value = data[name] if name == "land_use" else number_format(data[name].normalize())
                lines.append(words % {"value": value})
        told = "\n".join(map(str, lines))
        return f"{data['body']}\n\n{told}" if told else data["body"]

    def _sent(self, words):
        data = self.cleaned_data
        return {
            "geometry": data["geometry"],
            "category": data.get("category") or None,
            "body": words,
            "zone": data.get("zone") or None,
            "parcel": data["parcel"],
            "place_note": data["place_note"],
        }

    def _placed(self, checked):
        """A district is the place of what has no better one."""
        code = self.cleaned_data.get("district")
        if checked["geometry"] or checked["zone"] or not code:
            return checked
        try:
            middle = middle_of(code, self.chosen_from.context["consultation"].extent)
        except ValidationError as error:
            self.add_error("district", error)
            return checked
        return checked | {"geometry": middle, "placed_by": PlacedBy.DISTRICT}

    def draft(self, kind):
        """The RemarkDraft of a valid point."""
        return RemarkDraft(**self.checked | {"kind": kind})


class Choices:
    """What every point of a consultation chooses from, read once; a list too long to look through is none."""

    def __init__(self, consultation):
        categories = list(consultation.categories.all())
        found = Zone.objects.filter(layer__consultation=consultation).order_by("name", "pk")
        zones = {zone.pk: zone for zone in found[: MOST_AREAS + 1]}
        self.context = {
            "consultation": consultation,
            "categories": {category.pk: category for category in categories},
        }
        self.categories = [(category.pk, category.name) for category in categories]
        self.zones, self.districts = [], areas_of(consultation.territory)
        if len(zones) <= MOST_AREAS:
            self.context["zones"] = zones
            self.zones = [(zone.pk, zone.name) for zone in zones.values()]


class LetterPoints(forms.BaseFormSet):
    """The points of a letter; what was left blank, except for the first, is none."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="point", **kwargs)

    def initial_form_count(self):
        """None is stored already, also one that was shown filled in."""
        return 0 if self.is_bound else super().initial_form_count()

    @property
    def filled(self):
        return [form for form in self.forms if form.cleaned_data.get("body")]

    def drafts(self, kind):
        """The RemarkDrafts of valid points."""
        return [form.draft(kind) for form in self.filled]


LetterPointSet = forms.formset_factory(
    LetterPointForm,
    formset=LetterPoints,
    extra=0,
    min_num=1,
    validate_min=True,
    max_num=MOST_POINTS,
    absolute_max=MOST_POINTS,
    validate_max=True,
)
