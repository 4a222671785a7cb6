from django.contrib import admin
from leaflet.admin import LeafletGeoAdmin

from mapconsult.consultations.layer_forms import PlanLayerForm
from mapconsult.consultations.models import Category, Consultation, Phase, PlanLayer
from mapconsult.consultations.plans import replace_zones


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
