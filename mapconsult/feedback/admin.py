from django.contrib import admin

from mapconsult.feedback.models import Remark


@admin.register(Remark)
class RemarkAdmin(admin.ModelAdmin):
    """To look a remark up across all consultations. The office works on its own pages (panel/)."""

    list_display = ["reference", "consultation", "category", "state", "outcome", "received_at"]
    list_filter = ["state", "outcome", "consultation"]
    list_select_related = ["consultation", "category"]
    search_fields = ["body"]
    fields = [
        "consultation",
        "category",
        "body",
        "state",
        "kind",
        "channel",
        "stakeholder",
        "received_at",
        "district",
        "gmina",
    ]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
