"""A row of a file -> what it says, or what is wrong with it."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib.gis.geos import GEOSGeometry, Point
from django.utils import timezone
from django.utils.translation import gettext as _

from geo.crs import WGS84, lon_lat
from mapconsult.feedback.models import BODY_LENGTH, Channel, Remark, Stakeholder
from mapconsult.feedback.places import MOST_VERTICES, TYPES

KINDS = [(kind.value, kind.label) for kind in Remark.Kind if kind != Remark.Kind.ANSWER]
LONGEST_NAME = 200
# A slip of the pen would stretch every picture of time over centuries.
EARLIEST = 1950


class Unsound(Exception):
    """What a row says cannot be taken: `faults` is {target, or "" for the whole row: [reasons]}."""

    def __init__(self, faults):
        super().__init__(faults)
        self.faults = faults


@dataclass(frozen=True)
class Said:
    """What one sound row says. `geometry` in EPSG:4326 or None; `category` is a name."""

    row: int
    geometry: GEOSGeometry | None
    body: str
    category: str
    received_at: datetime
    channel: str
    stakeholder: str
    kind: str
    place_note: str
    id: str
    letter: str
    person: str

    def digested(self):
        """What tells it from another row, wherever it stands in the file."""
        told = {name: str(value) for name, value in vars(self).items() if name not in ("row", "geometry")}
        return told | {"geometry": self.geometry and self.geometry.wkt}


class RowForm(forms.Form):
    """The texts of one row."""

    x = forms.FloatField(required=False)
    y = forms.FloatField(required=False)
    body = forms.CharField(max_length=BODY_LENGTH)
    category = forms.CharField(required=False, max_length=80)
    received_at = forms.DateTimeField()
    channel = forms.ChoiceField(choices=Channel, required=False)
    stakeholder = forms.ChoiceField(choices=Stakeholder, required=False)
    kind = forms.ChoiceField(choices=KINDS, required=False)
    place_note = forms.CharField(required=False, max_length=300)
    id = forms.CharField(required=False, max_length=LONGEST_NAME)
    letter = forms.CharField(required=False, max_length=LONGEST_NAME)
    person = forms.CharField(required=False, max_length=LONGEST_NAME)

    def clean_received_at(self):
        received_at = self.cleaned_data["received_at"]
        if received_at > timezone.now():
            raise forms.ValidationError(_("This moment has not come yet."))
        if received_at.year < EARLIEST:
            raise forms.ValidationError(_("This moment is too long ago."))
        return received_at

    def clean(self):
        x, y = self.cleaned_data.get("x"), self.cleaned_data.get("y")
        if (x is None) != (y is None) and not self.errors:
            raise forms.ValidationError(_("A place needs both x and y."))


def judge(row, mapping):
    """What a table.Row says, read by a Mapping. Raises Unsound."""
    form = RowForm(mapping.read(row.cells))
    if not form.is_valid():
        faults = {"" if name == "__all__" else name: list(reasons) for name, reasons in form.errors.items()}
        raise Unsound(faults)
    said = dict(form.cleaned_data)
    place = _place(said.pop("x"), said.pop("y"), mapping.crs)
    said["channel"] = said["channel"] or Channel.WEB
    said["kind"] = said["kind"] or Remark.Kind.REMARK
    return Said(row=row.number, geometry=place or _sound(row.geometry), **said)


def _place(x, y, crs):
    """A Point in EPSG:4326 from easting and northing; None where there are none."""
    if x is None or y is None:
        return None
    place = lon_lat(x, y, crs)
    if place is None:
        raise Unsound({"x": [_("This is no place on earth in EPSG:%(crs)s.") % {"crs": crs}]})
    return Point(*place, srid=WGS84)


def _sound(geometry):
    if geometry is None:
        return None
    if geometry.geom_type not in TYPES:
        raise Unsound({"": [_("A place is a Point, a LineString or a Polygon.")]})
    if geometry.num_coords > MOST_VERTICES:
        reason = _("The shape has too many points; at most {most} are taken.").format(most=MOST_VERTICES)
        raise Unsound({"": [reason]})
    if not geometry.valid:
        raise Unsound({"": [_("The shape is not complete, or it crosses itself.")]})
    west, south, east, north = geometry.extent
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise Unsound({"": [_("Longitude lies between -180 and 180, latitude between -90 and 90.")]})
    return geometry
