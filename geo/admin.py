"""Areas and their boundaries to look at. They change by imports alone, which are checked and can be
repeated."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from geo.models import Area, Census, Edition, Population
from geo.tasks import activate_edition


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Area)
class AreaAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "level", "parent"]
    list_filter = ["level"]
    list_select_related = ["parent"]
    search_fields = ["=code", "name"]
    exclude = ["parent_level"]


@admin.register(Population)
class PopulationAdmin(ReadOnlyAdmin):
    list_display = ["area", "year", "number", "source"]
    list_filter = ["year"]
    list_select_related = ["area"]
    search_fields = ["=area__code", "area__name"]


@admin.register(Census)
class CensusAdmin(ReadOnlyAdmin):
    list_display = ["area", "year", "gender", "age_from", "age_to", "number", "source"]
    list_filter = ["year", "gender"]
    list_select_related = ["area"]
    search_fields = ["=area__code", "area__name"]


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = [
        "pk",
        "level",
        "territory",
        "source",
        "file_name",
        "imported_at",
        "activated_at",
        "is_current",
    ]
    list_filter = ["level", "is_current"]
    list_select_related = ["territory"]
    actions = ["activate"]

    def has_activate_permission(self, request):
        return request.user.has_perm("geo.change_edition")

    @admin.action(description=_("Activate"), permissions=["activate"])
    def activate(self, request, queryset):
        if queryset.count() != 1:
            self.message_user(request, _("Choose one edition."), messages.ERROR)
            return
        activate_edition.enqueue(queryset.get().pk, by=str(request.user))
        self.message_user(request, _("The edition is being activated; that may take a minute."))
