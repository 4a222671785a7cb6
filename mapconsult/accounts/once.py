"""A code of an application works once: whoever reads it over a shoulder cannot repeat it.

django-allauth remembers a used code for half a minute; with a tolerance it would be taken again after that.
"""

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.cache import cache


class _Once:
    def clean_code(self):
        code = super().clean_code()
        taken = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"second-factor/{self.user.pk}/{normalize_user_code(code)}", True, taken):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateOnceForm(_Once, AuthenticateForm):
    pass


class ReauthenticateOnceForm(_Once, ReauthenticateForm):
    pass
