"""What an operator may have forgotten; `manage.py check --deploy` tells."""

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def check_mail(app_configs, **kwargs):
    """Codes for signing in and confirming go by mail: into files they reach nobody."""
    if settings.DEMO or settings.DEBUG:
        return []
    found = []
    if settings.EMAIL_BACKEND == "mapconsult.accounts.mail_files.EmailBackend":
        hint = "Set EMAIL_URL, such as smtp+tls://user:password@host:587."
        found.append(Warning("Mail is written into files and reaches nobody.", hint, id="accounts.W001"))
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        hint = "Set DEFAULT_FROM_EMAIL to an address of your own."
        found.append(Warning("Mail has no sender that others accept.", hint, id="accounts.W002"))
    return found


@register(Tags.security, deploy=True)
def check_proxies(app_configs, **kwargs):
    """Behind a proxy that is not counted all visitors have one address, and share its limits."""
    if not settings.SECURE or settings.TRUSTED_PROXIES:
        return []
    hint = "Set TRUSTED_PROXIES to the number of proxies before the web server."
    return [Warning("All visitors seem to come from the proxy.", hint, id="accounts.W003")]
