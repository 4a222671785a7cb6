"""Who taps, replies or reports: an account or a device, and how often it may.

Refused is only what no person does; see guards.py, which counts what is submitted.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.core.exceptions import PermissionDenied

from mapconsult.accounts.addresses import address_key
from mapconsult.accounts.limits import Limit, hit
from mapconsult.accounts.models import User
from mapconsult.feedback import identity
from mapconsult.feedback.guards import HOUR, TooMany

# Behind one address sits a whole office or school.
DEVICES_OF_AN_ADDRESS = 20


class Deed(StrEnum):
    """What is counted apart."""

    SUPPORT = "support"
    REPLY = "reply"
    REPORT = "report"


# In an hour from one device.
MOST = {Deed.SUPPORT: 300, Deed.REPLY: 30, Deed.REPORT: 30}


@dataclass(frozen=True)
class Visitor:
    """Whoever sends a request, as far as we know them: their number within the consultation, the account they
    are signed in with, if any, and their device."""

    person_key: int
    account: User | None
    device: str
    is_new: bool
    address_key: int | None

    def count(self, deed):
        """Count what they are about to do. Raises guards.TooMany."""
        limits = [Limit(f"{deed}/{self.device}", MOST[deed], HOUR)]
        if self.address_key is not None:
            most = MOST[deed] * DEVICES_OF_AN_ADDRESS
            limits.append(Limit(f"{deed}/at/{self.address_key}", most, HOUR))
            if self.is_new:
                # The same count as that of devices that submit.
                limits.append(Limit(f"new/at/{self.address_key}", settings.NEW_DEVICES_PER_ADDRESS, HOUR))
        if waits := [one.wait for one in hit(*limits) if one.exceeded]:
            raise TooMany(max(waits))

    def remember(self, response):
        """Give a new device its name, so that its voice is known again."""
        if self.is_new:
            identity.remember_device(response, self.device)
        return response


def visitor_of(request, consultation):
    """The Visitor who sends a request about a consultation. No query."""
    known = identity.known_device(request)
    device = known or identity.new_device()
    account = request.user if request.user.is_authenticated else None
    return Visitor(
        person_key=identity.person_key(consultation, account=account, device=device),
        account=account,
        device=device,
        is_new=not known,
        address_key=None if request.method in ("GET", "HEAD") else address_key(request),
    )


def refuse_other_sites(request):
    """Raise PermissionDenied for what a page of another site sends: it would speak for its visitors. (Who is
    not signed in has nothing that a check against forgery could go by.)"""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise PermissionDenied
