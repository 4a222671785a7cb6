"""Signing in without a form, and the codes that one would read elsewhere."""

import re
import time

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.http import HttpRequest
from django.test import Client

from mapconsult.accounts.models import OutgoingMail
from mapconsult.accounts.tasks import deliver


class Person(Client):
    """A client whose `force_login` has shown a second factor, as officials do."""

    def force_login(self, user, backend=None, second_factor=True):
        super().force_login(user, backend)
        if second_factor:
            request = HttpRequest()
            request.session = self.session
            record_authentication(request, user, "mfa", type="totp")
            request.session.save()


def posted():
    """Let the worker send all mail that waits; all that was sent, the newest last."""
    for number in OutgoingMail.objects.order_by("pk").values_list("pk", flat=True):
        deliver.call(number)
    return mail.outbox


def code_of(message):
    """The code that a mail brings, on a line of its own."""
    return re.search(r"^    (\S+)$", message.body, re.MULTILINE)[1]


def app_code(secret, steps=0):
    """What the application with codes shows, or will show so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
