"""Where a request comes from: its address, and the daily hash that is all we ever keep of one."""

import hashlib
import hmac
import ipaddress
import secrets
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.utils import timezone

from mapconsult.accounts.models import DailySalt

# A salt lives through its own day and the next, for windows that begin before midnight.
KEPT = timedelta(days=2)


def address_of(request):
    """The visitor's address: told by the outermost of TRUSTED_PROXIES proxies, else that of the connection.

    Behind n proxies the n-th entry of X-Forwarded-For from the right is what the outermost of them saw; what
    stands left of it was written by the visitor and is worth nothing. An IPv6 address counts as its /64, as
    one household has it. Empty behind a Unix socket, and behind a proxy of this machine that TRUSTED_PROXIES
    forgets: nobody is locked out because all seem to be one.
    """
    address = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if not proxies and any(told) and address in ("127.0.0.1", "::1"):
        return ""
    if proxies and len(told) >= proxies:
        address = told[-proxies]
    return _household(address)


def _household(address):
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False).network_address)


def address_key(request, now=None):
    """A signed 64-bit number for the address of a request, another one each day; None for no address."""
    address = address_of(request)
    if not address:
        return None
    mac = hmac.digest(_salt(timezone.localdate(now)), address.encode(), hashlib.sha256)
    return int.from_bytes(mac[:8], "big", signed=True)


@lru_cache(maxsize=2)
def _salt(day):
    """That of the day; the process that asks first makes it."""
    DailySalt.objects.bulk_create([DailySalt(day=day, salt=secrets.token_bytes(32))], ignore_conflicts=True)
    return bytes(DailySalt.objects.values_list("salt", flat=True).get(day=day))


def forget_old_salts(now=None):
    """Throw away the salts of past days: their hashes can no longer be led back to an address."""
    DailySalt.objects.filter(day__lt=timezone.localdate(now) - KEPT).delete()
