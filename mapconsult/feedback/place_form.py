"""The place of a remark without a map: a parcel, an address, a zone of the plan, a district, or words."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from geo import gugik
from mapconsult.consultations.border import Border
from mapconsult.consultations.models import Zone
from mapconsult.feedback.models import PlacedBy
from mapconsult.feedback.panel.places import areas_of, middle_of


def _text(label, length, hint, **attributes):
    widget = forms.TextInput(attrs={"class": "input", **attributes})
    return forms.CharField(label=label, max_length=length, required=False, help_text=hint, widget=widget)


def _select(label):
    return forms.ChoiceField(label=label, required=False, widget=forms.Select(attrs={"class": "input"}))


class PlaceForm(forms.Form):
    """Whatever of it is known; nothing has to be. `placed()` gives the fields of a RemarkDraft.

    The most exact of what is given and can be found becomes the geometry; the words are kept in any case.
    """

    zone = _select(gettext_lazy("Part of the plan"))
    area = _select(gettext_lazy("District or gmina"))
    place_note = _text(
        gettext_lazy("Address, or the place in your words"),
        300,
        gettext_lazy("For example: Drahimska 12, or: at the bridge by the school."),
        autocomplete="off",
    )
    parcel = _text(
        gettext_lazy("Number of the parcel"),
        60,
        gettext_lazy("From the land register, for example 320301_4.0009.123/4."),
        autocomplete="off",
        spellcheck="false",
    )

    PLACE = ["zone", "area", "place_note", "parcel"]

    def __init__(self, *args, consultation, **kwargs):
        super().__init__(*args, **kwargs)
        self.extent = consultation.extent
        zones = Zone.objects.filter(layer__consultation=consultation).defer("geometry")
        self.zones = {str(zone.pk): zone for zone in zones}
        self._offer("zone", [(pk, zone.name) for pk, zone in self.zones.items()], _("no part chosen"))
        self._offer("area", areas_of(consultation.territory), _("no district chosen"))

    def _offer(self, name, choices, none):
        if choices:
            self.fields[name].choices = [("", none), *choices]
        else:
            del self.fields[name]

    @property
    def place_fields(self):
        return [self[name] for name in self.PLACE if name in self.fields]

    def clean(self):
        cleaned = super().clean()
        self.cleaned_data["placed"] = self._placed()
        return cleaned

    def _placed(self):
        """The first that leads to a place."""
        ways = {
            "parcel": self._by_parcel,
            "place_note": self._by_address,
            "zone": self._by_zone,
            "area": self._by_area,
        }
        for name, find in ways.items():
            given = self.cleaned_data.get(name)
            try:
                if given and (placed := find(given)):
                    return placed
            except ValidationError as error:
                self.add_error(name, error)
        return {}

    def _by_parcel(self, text):
        found = gugik.parcel_by_id(text)
        return found and self._at(found[1].point_on_surface, PlacedBy.PARCEL)

    def _by_address(self, text):
        """One that lies elsewhere is a place in words after all: the look-up may have misunderstood it."""
        points = [point for _label, point in gugik.find_address(text) if self.extent.covers(point)]
        return points and self._at(points[0], PlacedBy.ADDRESS)

    def _by_zone(self, pk):
        point = self.zones[pk].geometry.point_on_surface
        return self.extent.covers(point) and self._at(point, PlacedBy.ZONE)

    def _by_area(self, code):
        return self._at(middle_of(code, self.extent), PlacedBy.DISTRICT)

    def _at(self, point, placed_by):
        if not self.extent.covers(point):
            reason = _("This place lies outside the area of this consultation.")
            raise ValidationError(f"{reason} {Border.near(point, self.extent)}")
        return {"geometry": point, "placed_by": placed_by}

    def placed(self):
        """{"geometry", "placed_by", "zone", "parcel", "place_note"} of a valid form, where known."""
        data = self.cleaned_data
        words = {"parcel": data["parcel"], "place_note": data["place_note"]}
        return data["placed"] | words | {"zone": self.zones.get(data.get("zone"))}
