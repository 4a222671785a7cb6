"""Plan layers: the form of the admin, and those of the panel, one for each kind of layer."""

import math
import re

from django import forms
from django.contrib.gis.geos import Polygon
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.forms import OfficeLook
from mapconsult.consultations.images import clean_image
from mapconsult.consultations.models import PlanLayer
from mapconsult.consultations.plans import read_zones
from mapconsult.consultations.shapes import read_text


class PlanLayerForm(forms.ModelForm):
    """A plan's zones come from a GeoJSON file; a new file replaces them all."""

    plan = forms.FileField(
        label=_("plan as GeoJSON"),
        required=False,
        help_text=_(
            "Features in EPSG:4326 with the properties name, kind and style (fill, stroke, opacity)."
        ),
    )

    class Meta:
        model = PlanLayer
        exclude = []

    def clean_image(self):
        file = self.cleaned_data["image"]
        return clean_image(file) if isinstance(file, UploadedFile) else file

    def clean_plan(self):
        file = self.cleaned_data["plan"]
        return read_zones(read_text(file)) if file else None


class CornerField(forms.CharField):
    """A longitude and a latitude -> (lon, lat)."""

    def clean(self, value):
        text = super().clean(value)
        numbers = [float(number) for number in re.findall(r"-?\d{1,3}(?:\.\d{1,15})?", text)]
        if not text:
            return None
        if len(numbers) != 2 or not re.fullmatch(r"[-\d.,;\s]*", text):
            raise ValidationError(_("Write a longitude and a latitude, such as 16.2301, 53.5512."))
        lon, lat = numbers
        if abs(lon) > 180 or abs(lat) > 85:
            raise ValidationError(_("Longitude lies between -180 and 180, latitude between -85 and 85."))
        return lon, lat


class LayerForm(OfficeLook, PlanLayerForm):
    """What every kind of layer has."""

    KIND = None
    FILE = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.kind = self.KIND
        if self.KIND != PlanLayer.Kind.PLAN:
            del self.fields["plan"]
        if self.FILE:
            self.fields[self.FILE].required = self.instance.pk is None
        self.fields["opacity"].widget.attrs |= {"step": "0.05", "min": 0, "max": 1}


class PlanForm(LayerForm):
    KIND, FILE = PlanLayer.Kind.PLAN, "plan"

    class Meta:
        model = PlanLayer
        fields = ["name", "opacity", "attribution"]


class ImageForm(LayerForm):
    KIND, FILE = PlanLayer.Kind.IMAGE, "image"

    north_west = CornerField(label=_("North-west corner"))
    north_east = CornerField(label=_("North-east corner"))
    south_east = CornerField(label=_("South-east corner"))
    south_west = CornerField(label=_("South-west corner"))

    CORNERS = ["north_west", "north_east", "south_east", "south_west"]

    class Meta:
        model = PlanLayer
        fields = ["name", "image", "opacity", "attribution"]
        widgets = {"image": forms.FileInput}
        help_texts = {"image": _("JPEG, PNG or WebP, at most 20 MB.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.corners:
            for name, (lon, lat) in zip(self.CORNERS, self.instance.corners[0].coords[:4], strict=True):
                self.initial[name] = f"{lon:.7g}, {lat:.7g}"

    def clean(self):
        data = super().clean()
        corners = [data.get(name) for name in self.CORNERS]
        if all(corners):
            shape = Polygon([*corners, corners[0]], srid=4326)
            if not shape.valid or math.isclose(shape.area, 0, abs_tol=1e-12):
                raise ValidationError(_("The corners must go around the picture: their lines may not cross."))
            self.instance.corners = shape
        return data


class ServiceForm(LayerForm):
    KIND = PlanLayer.Kind.WMS

    class Meta:
        model = PlanLayer
        fields = ["name", "wms_url", "wms_layers", "opacity", "attribution"]
        help_texts = {
            "wms_url": _("Residents' browsers load the map from there, so that host learns their addresses."),
            "wms_layers": _("Names divided by commas."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wms_url"].required = self.fields["wms_layers"].required = True


FORMS = {form.KIND: form for form in (PlanForm, ImageForm, ServiceForm)}
