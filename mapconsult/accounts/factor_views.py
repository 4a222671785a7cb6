"""Setting second factors up and taking them away, beside what django-allauth does.

Whoever has stolen an official's password must not add the first second factor, which would be theirs: before
that one shows that one reads the mail of the account, by signing in with a code.
"""

from functools import wraps

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import email
from allauth.core import ratelimit
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from mapconsult.accounts.models import User


def _reads_the_mail(request):
    """Whether this session began with a code by mail."""
    return any(record["method"] == "code" for record in get_authentication_records(request, request.user))


def mailbox_shown(view):
    """Decorate a view: officials who lack their second factor show their mailbox first."""

    @login_required
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.user.second_factor_missing and not _reads_the_mail(request):
            return redirect(_with_next(reverse("accounts:mailbox"), request.path))
        return view(request, *args, **kwargs)

    return wrapped


def _with_next(address, following):
    return f"{address}?{urlencode({REDIRECT_FIELD_NAME: following})}"


@login_required
@require_http_methods(["GET", "POST"])
def mailbox(request):
    """Says why, and begins to sign in anew by a code; one comes back to where one wanted to go."""
    following = get_next_redirect_url(request) or reverse("mfa_index")
    if request.method != "POST":
        return render(request, "accounts/mailbox.html", {"following": following})
    user = User.objects.get(pk=request.user.pk)
    if not ratelimit.consume(request, action="request_login_code", key=user.email.lower()):
        return ratelimit.respond_429(request)
    logout(request)
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=user.email)
    return redirect(_with_next(reverse("account_confirm_login_code"), following))


class _AddSecondFactor:
    """Whoever has just set a second factor up has thereby shown it."""

    def form_valid(self, form):
        response = super().form_valid(form)
        added = Authenticator.objects.filter(user=self.request.user, type=self.type).latest("pk")
        post_authentication(self.request, added, reauthenticated=True)
        return response


class AddAppView(_AddSecondFactor, ActivateTOTPView):
    type = Authenticator.Type.TOTP


class AddKeyView(_AddSecondFactor, AddWebAuthnView):
    type = Authenticator.Type.WEBAUTHN


class _RemoveSecondFactor:
    """What was shown with it counts no longer: other sessions end, and this one has shown nothing any more
    when it was the last."""

    def form_valid(self, form):
        response = super().form_valid(form)
        end_sessions(self.request.user, but=self.request.session.session_key)
        if not is_mfa_enabled(self.request.user):
            records = self.request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
            kept = [record for record in records if record["method"] != "mfa"]
            self.request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept
        return response


def end_sessions(user, but=None):
    """Sign a person out wherever they are signed in, but for one session."""
    for session in UserSession.objects.filter(user=user.pk).exclude(session_key=but or ""):
        session.end()


class RemoveAppView(_RemoveSecondFactor, DeactivateTOTPView):
    pass


class RemoveKeyView(_RemoveSecondFactor, RemoveWebAuthnView):
    pass


add_app = mailbox_shown(AddAppView.as_view())
add_key = mailbox_shown(AddKeyView.as_view())
remove_app = RemoveAppView.as_view()
remove_key = login_required(RemoveKeyView.as_view())
# Else the code would go to a mailbox of the thief's.
change_email = mailbox_shown(email)
