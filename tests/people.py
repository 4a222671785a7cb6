"""Signing in without a form."""

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client


class Person(Client):
    """A client whose `force_login` has shown a second factor, as officials do."""

    def force_login(self, user, backend=None, second_factor=True):
        super().force_login(user, backend)
        if second_factor:
            request = HttpRequest()
            request.session = self.session
            record_authentication(request, user, "mfa", type="totp")
            request.session.save()
