"""The admin: for staff who have shown their second factor, without a door of its own."""

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse


class Office(AdminSite):
    """Staff status opens the admin and nothing else; one signs in where everybody does, under its limits."""

    def has_permission(self, request):
        return super().has_permission(request) and not request.user.second_factor_missing

    def login(self, request, extra_context=None):
        """Where Django would show a form of its own. Whoever is signed in already has no business here."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index"))
