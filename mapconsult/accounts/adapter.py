"""What django-allauth does in our way: mail through the worker, no addresses, nothing asked twice."""

import ipaddress
import secrets
import time
from pathlib import PurePath

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts import mail
from mapconsult.accounts.addresses import address_key

# What allauth tells after a change; the rest (such as "you are signed in") goes without saying.
TOLD = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "account/messages/email_confirmed.txt": _("The address %(email)s is confirmed."),
    "account/messages/email_confirmation_sent.txt": _("We have sent a code to %(email)s."),
    "account/messages/email_deleted.txt": _("The address %(email)s is removed."),
    "account/messages/login_code_sent.txt": _("We have sent a message to %(email)s."),
    "mfa/messages/totp_activated.txt": _("Signing in asks for a code of your application from now on."),
    "mfa/messages/totp_deactivated.txt": _("Signing in asks for no code of an application any more."),
    "mfa/messages/recovery_codes_generated.txt": _("Here are your new recovery codes: keep them safe."),
    "mfa/messages/webauthn_added.txt": _("The security key is added."),
    "mfa/messages/webauthn_removed.txt": _("The security key is removed."),
    "usersessions/messages/sessions_logged_out.txt": _("All other sessions are ended."),
}

WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code of your application or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a security key"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Set as ACCOUNT_ADAPTER."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail or the password is not right."),
        "incorrect_code": _("This code is not right."),
        "incorrect_password": _("This password is not right."),
        "enter_current_password": _("This is not your present password."),
        "email_taken": _("Somebody with this e-mail address has an account already."),
        "duplicate_email": _("This is the address of your account already."),
        "same_as_current": _("This is the address of your account already."),
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes, then try again."),
        "rate_limited": _("Too many requests. Wait a few minutes, then try again."),
    }

    def send_mail(self, template_prefix, email, context):
        """By the one way in which all mail goes; `account/email/login_code` is our login_code.txt."""
        template = f"accounts/mail/{PurePath(template_prefix).name}.txt"
        site = self.request.get_host()
        mail.send(to=email, template=template, context={**context, "site": site})

    def send_account_already_exists_mail(self, email):
        """Takes as long as to open an account, where a password is hashed: its time tells nothing either.
        Few of them go to one address: ACCOUNT_RATE_LIMITS, confirm_email."""
        make_password(email)
        super().send_account_already_exists_mail(email)

    def add_message(
        self, request, level, message_template=None, message_context=None, message=None, **kwargs
    ):
        if message_template in TOLD:
            message = TOLD[message_template] % (message_context or {})
        if message:
            messages.add_message(request, level, message)

    def get_client_ip(self, request):
        """No address, but its salted hash of the day in the shape of one (fd00::/8): allauth keeps it with
        sessions and counts by it. The hash lies in the first 64 bits, which are what allauth counts by. Of no
        address it is another number each time: else one visitor could lock everybody out."""
        key = address_key(request)
        hashed = (secrets.randbits(64) if key is None else key) % 2**64 << 56
        return str(ipaddress.IPv6Address(0xFD << 120 | hashed))

    def get_login_redirect_url(self, request):
        """Officials land in the panel, residents on the page of their account."""
        user = request.user
        works = user.is_staff or user.memberships.exists()
        return resolve_url(settings.LOGIN_REDIRECT_URL) if works else reverse("accounts:account")

    def get_signup_redirect_url(self, request):
        """Whoever has just opened an account lands where they will land after signing in."""
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:account")

    def get_email_verification_redirect_url(self, email_address):
        """Who confirms a new address stands on the page of the account."""
        return reverse("accounts:account")

    def get_reauthentication_methods(self, user):
        """The ways to confirm that it is oneself, in our words."""
        return [way | {"description": WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def is_reauthentication_required(self, *, app, **kwargs):
        """Whoever signed in a moment ago is not asked for the same again."""
        records = get_authentication_records(self.request, self.request.user)
        recent = records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not recent and super().is_reauthentication_required(app=app, **kwargs)
