"""Keys and tokens: who a submission comes from, and the secret that opens it again.

All are keyed by SECRET_KEY under a salt of their own; none can be turned back.
"""

import hashlib
import json
import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.http import urlsafe_base64_encode

from mapconsult.accounts.tokens import token_digest

DEVICE_COOKIE = "device"
DEVICE_COOKIE_AGE = 365 * 24 * 3600


def body_digest(body):
    """A digest of the parsed request, so that a repeat is told from another body under the same key."""
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def edit_token(key):
    """The token of the private link; a repeat of the submission builds the same one again."""
    return _edit_token(key, settings.SECRET_KEY)


def edit_tokens(key):
    """The same, and those that the key had under the installation's earlier secrets."""
    return [_edit_token(key, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def token_of(submission, key):
    """The token under which a submission is stored that this key has made."""
    return next(token for token in edit_tokens(key) if token_digest(token) == submission.token_digest)


def _edit_token(key, secret):
    mac = salted_hmac("mapconsult.feedback.edit", str(key), secret=secret, algorithm="sha256").digest()
    return urlsafe_base64_encode(mac)


def known_device(request):
    """The device's signed name from its cookie; None when it comes for the first time."""
    return request.get_signed_cookie(DEVICE_COOKIE, default=None, salt=DEVICE_COOKIE)


def new_device():
    return secrets.token_urlsafe(16)


def remember_device(response, device):
    """Keep the name for a year; it says nothing about its owner and no script can read it."""
    response.set_signed_cookie(
        DEVICE_COOKIE,
        device,
        salt=DEVICE_COOKIE,
        max_age=DEVICE_COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )


def person_key(consultation, *, account=None, email=None, device=None, key=None):
    """An opaque signed 64-bit number for one person within one consultation.

    The account, else the confirmed e-mail, else the device, else the submission itself; never comparable
    between consultations.
    """
    if account is not None:
        identity = f"account:{account.pk}"
    elif email:
        identity = f"email:{email.lower()}"
    elif device:
        identity = f"device:{device}"
    else:
        identity = f"submission:{key}"
    value = f"{consultation.pk}/{identity}"
    mac = salted_hmac("mapconsult.feedback.person", value, algorithm="sha256").digest()
    return int.from_bytes(mac[:8], "big", signed=True)
