from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from leaflet.admin import LeafletGeoAdmin

from mapconsult.consultations.images import clean_image
from mapconsult.consultations.models import Category, Consultation, Phase, PlanLayer
from mapconsult.consultations.plans import read_zones, replace_zones

LARGEST_PLAN = 5 * 1024 * 1024


class CategoryInline(admin.TabularInline):
    model = Category
    extra = 0
    prepopulated_fields = {"slug": ["name"]}


class PhaseInline(admin.TabularInline):
    model = Phase
    extra = 0


@admin.register(Consultation)
class ConsultationAdmin(LeafletGeoAdmin):
    list_display = ["title", "host", "state", "opens_at", "closes_at"]
    list_filter = ["state", "host"]
    search_fields = ["title", "slug"]
    autocomplete_fields = ["host", "territory"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [CategoryInline, PhaseInline]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.instance.bump()


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
        if not file:
            return None
        if file.size > LARGEST_PLAN:
            raise ValidationError(_("The file is larger than 5 MB."))
        try:
            return read_zones(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(_("The file is not a GeoJSON FeatureCollection.")) from None


@admin.register(PlanLayer)
class PlanLayerAdmin(LeafletGeoAdmin):
    form = PlanLayerForm
    list_display = ["name", "kind", "consultation", "order"]
    list_filter = ["consultation"]
    autocomplete_fields = ["consultation"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if zones := form.cleaned_data.get("plan"):
            replace_zones(obj, zones)
        else:
            obj.consultation.bump()
