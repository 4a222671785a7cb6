"""Links of mails: nobody else can make one or read what it says, and each is good for a while alone."""

import base64
from functools import wraps

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import salted_hmac


class LinkOver(Exception):
    """The link is too old, or never was one of ours."""


def seal(purpose, text):
    """A token for an address. Encrypted, not only signed: addresses are kept in logs and histories."""
    return _key(purpose).encrypt(text.encode()).decode()


def unseal(purpose, token, *, good_for):
    """The text of a token made for this purpose no longer than `good_for` (timedelta) ago, else LinkOver.

    Fernet compares in constant time.
    """
    try:
        return _key(purpose).decrypt(token.encode(), ttl=int(good_for.total_seconds())).decode()
    except InvalidToken:
        raise LinkOver from None


def _key(purpose):
    """A key for each purpose, so that no link opens what another is for; with those of earlier secrets."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(purpose, secret)) for secret in secrets])


def _derived(purpose, secret):
    mac = salted_hmac("mapconsult.feedback.links", purpose, secret=secret, algorithm="sha256")
    return base64.urlsafe_b64encode(mac.digest())


def conceal(response):
    """An answer at a secret address: never cached, never indexed, the address never told to another site.

    (`no-referrer` would make browsers send `Origin: null` with the forms of the page, which no check against
    forgery passes.)
    """
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def concealed(view):
    """Conceal every answer of a view."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        return conceal(view(request, *args, **kwargs))

    return wrapped
