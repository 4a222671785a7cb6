"""The pages of a consultation's panel, whichever room they live in: one list, shown on each of them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.roles import Right
from mapconsult.consultations.models import Consultation
from mapconsult.consultations.permissions import right_to_write, standing


@dataclass(frozen=True)
class Tab:
    """A page by the name of its address, for those who have the right, be it for an area alone unless
    `everywhere`."""

    name: str
    label: str
    right: Right | Callable[[Consultation], Right]
    everywhere: bool = False

    def is_for(self, held, consultation):
        right = self.right if isinstance(self.right, Right) else self.right(consultation)
        return held.may_everywhere(right) if self.everywhere else held.may(right)


TABS = [
    Tab("insight:results", _("Results"), Right.READ),
    Tab("feedback:moderation", _("Remarks"), Right.READ),
    Tab("feedback:replies", _("Replies"), Right.READ),
    Tab("feedback:enter", _("Enter a letter"), Right.ENTER),
    Tab("consultations:layers", _("Plan"), Right.PLAN, everywhere=True),
    Tab("consultations:survey", _("Survey"), Right.READ),
    Tab("consultations:settings", _("Settings"), right_to_write, everywhere=True),
    Tab("consultations:guests", _("Guests"), Right.PANEL),
    Tab("feedback:history", _("History"), Right.HISTORY),
]


def tabs(user, consultation, path=""):
    """[{"label", "address", "current"}] of the pages that the user may open; `path` is where they are."""
    held = standing(user, consultation)
    found = []
    for tab in TABS:
        if tab.is_for(held, consultation):
            address = reverse(tab.name, args=[consultation.slug])
            found.append({"label": tab.label, "address": address, "current": path.startswith(address)})
    return found
