"""Signing in."""

from django.conf import settings
from django.contrib.auth.views import LoginView

from mapconsult.accounts.models import User


class SignInView(LoginView):
    """E-mail and password; a demonstration tells both, so that anybody can look around."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            officials = User.objects.filter(memberships__isnull=False).order_by("email").distinct()
            context["demo_emails"] = officials.values_list("email", flat=True)
            context["demo_password"] = settings.DEMO_PASSWORD
        return context
