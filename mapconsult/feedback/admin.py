from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from mapconsult.feedback.actions import approve, moderate, propose
from mapconsult.feedback.models import Disposition, Remark


class DispositionInline(admin.StackedInline):
    model = Disposition
    fields = ["outcome", "justification"]
    extra = 0
    # A decision is taken anew, never taken away.
    can_delete = False


@admin.register(Remark)
class RemarkAdmin(admin.ModelAdmin):
    """Moderation and decisions. What a resident said is read here, never rewritten."""

    list_display = ["reference", "consultation", "category", "state", "outcome", "received_at"]
    list_filter = ["state", "outcome", "consultation"]
    list_select_related = ["consultation", "category"]
    search_fields = ["body"]
    readonly_fields = [
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
    fields = readonly_fields
    inlines = [DispositionInline]
    actions = ["publish", "hide"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(description=_("Publish the selected remarks"))
    def publish(self, request, queryset):
        self._moderate(request, queryset, Remark.State.PUBLISHED)

    @admin.action(description=_("Hide the selected remarks"))
    def hide(self, request, queryset):
        self._moderate(request, queryset, Remark.State.HIDDEN)

    def _moderate(self, request, queryset, state):
        changed = moderate(remarks=queryset, state=state, by=request.user)
        self.message_user(request, _("Changed remarks: %(number)d") % {"number": len(changed)})

    def save_formset(self, request, form, formset, change):
        for disposition in formset.save(commit=False):
            proposed = propose(
                remark=form.instance,
                outcome=disposition.outcome,
                justification=disposition.justification,
                by=request.user,
            )
            approve(disposition=proposed, by=request.user)
