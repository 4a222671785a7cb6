"""The form of a consultation; its phases and categories stand in rows.py."""

from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from geo.models import Area
from mapconsult.accounts.forms import OfficeLook
from mapconsult.accounts.models import Organisation
from mapconsult.consultations.models import Consultation
from mapconsult.consultations.shapes import read_extent, read_text

# Words that stand where the address of a consultation stands, /panel/<address>/.
TAKEN = ["nowa", "podglad", "zespol"]


def address_of(text, length):
    """A slug; Polish letters lose their marks, the crossed l as well."""
    return slugify(text.replace("ł", "l").replace("Ł", "L"))[:length].strip("-")


def free(wanted, taken):
    """The wanted address, or the first with a number that nobody has taken."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


class MomentField(forms.DateTimeField):
    """A date and an hour, as browsers ask for them, in years that a calendar shows."""

    FIRST, LAST = (datetime(year, 1, 1, tzinfo=UTC) for year in (2000, 2100))

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        years = [MinValueValidator(self.FIRST), MaxValueValidator(self.LAST)]
        super().__init__(widget=widget, validators=years, **kwargs)


class TerritoryField(forms.ModelChoiceField):
    def label_from_instance(self, area):
        return f"{area.name} ({area.get_level_display()})"


class ConsultationForm(OfficeLook, forms.ModelForm):
    """`hosts` are the organisations for which one may write; a consultation that is stored keeps its host."""

    WHOLE, OWN = "whole", "own"

    opens_at = MomentField(label=_("Opens"))
    closes_at = MomentField(
        label=_("Closes"), help_text=_("Midnight (00:00) means: until the end of the day before.")
    )
    territory = TerritoryField(
        label=_("Territory"),
        queryset=Area.objects.none(),
        help_text=_("The area whose residents are asked; its parts are the rows of the results."),
    )
    extent_kind = forms.ChoiceField(
        label=_("Remarks are taken for places in"),
        choices=[(WHOLE, _("the whole territory")), (OWN, _("a part of it, drawn here or uploaded"))],
        widget=forms.RadioSelect,
    )
    outline = forms.CharField(
        label=_("The area as GeoJSON"),
        required=False,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
    )
    outline_file = forms.FileField(
        label=_("The area as a GeoJSON file"),
        required=False,
        help_text=_("Polygons in EPSG:4326, at most 5 MB."),
    )

    class Meta:
        model = Consultation
        fields = ["host", "title", "slug", "summary", "text", "territory", "opens_at", "closes_at"]
        fields += ["moderation", "email", "proof_of_work", "pins_per_device", "retention_months"]
        fields += ["takes_photos", "takes_replies", "takes_support", "act_kind", "results_public"]
        widgets = {
            "summary": forms.Textarea({"rows": 3}),
            "text": forms.Textarea({"rows": 12}),
            "moderation": forms.RadioSelect,
            "email": forms.RadioSelect,
            "proof_of_work": forms.RadioSelect,
        }

    def __init__(self, *args, hosts, **kwargs):
        super().__init__(*args, **kwargs)
        fields, stored = self.fields, self.instance.pk is not None
        fields["host"].queryset = Organisation.objects.filter(pk__in=[host.pk for host in hosts])
        fields["host"].empty_label = None
        fields["host"].disabled = stored
        fields["territory"].queryset = _territories(hosts)
        fields["summary"].required = False
        fields["slug"].required = False
        fields["slug"].help_text = _("The end of the link. Empty: made from the title.")
        if stored and self.instance.state != Consultation.State.DRAFT:
            fields["slug"].disabled = True
            fields["slug"].help_text = _("Stays as it is: people have this link.")
        self.initial["extent_kind"] = self._extent_kind()

    def _extent_kind(self):
        if self.instance.pk is None:
            return self.WHOLE
        whole = _boundary(self.instance.territory)
        return self.WHOLE if whole and self.instance.extent.equals(whole) else self.OWN

    def clean_summary(self):
        return _lines(self.cleaned_data["summary"])

    def clean_text(self):
        return _lines(self.cleaned_data["text"])

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug in TAKEN:
            raise ValidationError(_("This address is taken."))
        if slug:
            return slug
        wanted = address_of(self.cleaned_data.get("title", ""), 70) or "konsultacje"
        others = Consultation.objects.filter(slug__startswith=wanted).exclude(pk=self.instance.pk)
        return free(wanted, {*others.values_list("slug", flat=True), *TAKEN})

    def clean_outline_file(self):
        file = self.cleaned_data["outline_file"]
        return read_extent(read_text(file)) if file else None

    def clean_outline(self):
        text = self.cleaned_data["outline"]
        return read_extent(text) if text else None

    def clean(self):
        data = super().clean()
        host, territory = data.get("host"), data.get("territory")
        if host and territory and not Area.objects.within(host.territory).filter(pk=territory.pk).exists():
            self.add_error("territory", _("It must lie within the territory of the host."))
        elif territory:
            self._settle_extent(data, territory)
        return data

    def _settle_extent(self, data, territory):
        """Set the extent by what was chosen, before the constraints of the model are looked at."""
        drawn = data.get("outline_file") or data.get("outline")
        whole = _boundary(territory)
        if data.get("extent_kind") == self.WHOLE:
            if whole is None:
                self.add_error("territory", _("The boundary of this area is not known; draw the area."))
            self.instance.extent = whole
        elif drawn is not None:
            if whole and not drawn.intersects(whole):
                self.add_error("extent_kind", _("The area lies wholly outside the territory."))
            self.instance.extent = drawn
        elif self.instance.pk is None and not {"outline", "outline_file"} & self.errors.keys():
            self.add_error("extent_kind", _("Draw the area on the map, or choose a file."))


def _lines(text):
    """Browsers send two characters for the end of a line."""
    return text.replace("\r\n", "\n")


def _territories(hosts):
    found = Area.objects.none()
    for host in hosts:
        found = found | Area.objects.within(host.territory)
    return found.current().order_by("level", "name", "code")


def _boundary(area):
    boundary = area.boundaries.filter(is_current=True).first()
    return boundary and boundary.geometry
