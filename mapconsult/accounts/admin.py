from allauth.mfa.admin import AuthenticatorAdmin
from allauth.mfa.models import Authenticator
from allauth.usersessions.admin import UserSessionAdmin
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.factor_views import end_sessions
from mapconsult.accounts.models import Membership, Organisation, User


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Users are known by their e-mail; there is no user name."""

    ordering = ["email"]
    list_display = ["email", "first_name", "last_name", "is_active", "is_staff"]
    search_fields = ["email", "first_name", "last_name"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Personal info"), {"fields": ["first_name", "last_name"]}),
        (
            _("Permissions"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["email", "usable_password", "password1", "password2"]})
    ]

    def get_readonly_fields(self, request, obj=None):
        """An address is changed by its person, who confirms the new one."""
        return ["email"] if obj else []


class SecondFactorAdmin(AuthenticatorAdmin):
    """Removes the second factor of somebody who has lost it; its secret is shown to nobody."""

    fields = ["user", "type", "created_at", "last_used_at"]
    search_fields = ["user__email"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def delete_model(self, request, obj):
        """What was shown with it counts no longer."""
        super().delete_model(request, obj)
        end_sessions(obj.user)

    def delete_queryset(self, request, queryset):
        people = list(User.objects.filter(pk__in=queryset.values("user")))
        super().delete_queryset(request, queryset)
        for person in people:
            end_sessions(person)


class SessionAdmin(UserSessionAdmin):
    """Who is signed in where; sessions are ended by their people."""

    fields = list_display = ["user", "created_at", "user_agent"]
    search_fields = ["user__email"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


admin.site.unregister([Authenticator, UserSession])
admin.site.register(Authenticator, SecondFactorAdmin)
admin.site.register(UserSession, SessionAdmin)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "territory"]
    search_fields = ["name"]
    autocomplete_fields = ["territory"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [MembershipInline]
