"""Officials show a second factor: until they have, none of their rights counts anywhere."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import get_user
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode


def second_factor(get_response):
    """Mark request.user with `second_factor_missing`, and lead officials who lack it from their pages to the
    one where they show it or set it up.

    The user stays lazy: neither a page that asks for nobody nor a visitor without a session costs a query.
    """

    def middleware(request):
        request.user = SimpleLazyObject(lambda: _marked_user(request))
        if _is_for_officials(request.path) and getattr(request.user, "second_factor_missing", False):
            way = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_index"
            return redirect(f"{reverse(way)}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}")
        return get_response(request)

    return middleware


def _is_for_officials(path):
    return path.startswith((resolve_url(settings.LOGIN_REDIRECT_URL), reverse("admin:index")))


def _marked_user(request):
    user = get_user(request)
    if user.is_authenticated:
        user.second_factor_missing = not _is_shown(request, user) and _is_asked(user)
    return user


def _is_shown(request, user):
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def _is_asked(user):
    """Of everybody who acts for an organisation (one of a demonstration may relax it) or administers."""
    if settings.DEMO:
        return user.memberships.filter(organisation__second_factor_relaxed=False).exists()
    return user.is_staff or user.is_superuser or user.memberships.exists()
