"""What one person may do in one consultation, as one of the host's people or as a guest."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404

from geo.models import Area, Level
from mapconsult.accounts.roles import EVERY_RIGHT, RIGHTS, Right, Role
from mapconsult.consultations.models import Collaboration, Consultation


@dataclass(frozen=True)
class Grant:
    """Rights in one consultation: everywhere (`area` is None), or for what lies in an area."""

    consultation_id: int
    rights: frozenset[Right]
    area: Area | None = None


@dataclass(frozen=True)
class Standing:
    """Everything that one person may do in one consultation; a resident has no grants."""

    grants: tuple[Grant, ...] = ()

    def may(self, right):
        """Whether the right is given at all, be it for one area alone."""
        return any(right in grant.rights for grant in self.grants)

    def may_everywhere(self, right):
        return any(right in grant.rights and grant.area is None for grant in self.grants)

    def areas(self, right):
        """The areas for which the right is given; None when it is given everywhere."""
        if self.may_everywhere(right):
            return None
        return [grant.area for grant in self.grants if right in grant.rights]

    def require(self, right, *, everywhere=False):
        """The one way for a page to ask: 404 for those who do not even know the panel, 403 for its people.

        `everywhere`: for what concerns the whole consultation, a right for an area alone is not enough.
        """
        if self.may_everywhere(right) if everywhere else self.may(right):
            return self
        if self.may(Right.PANEL):
            raise PermissionDenied
        raise Http404


def standing(user, consultation):
    """The Standing of a user. No query for visitors, two at most for the signed-in, once for each request."""
    if not user.is_authenticated:
        return Standing()
    if user.administers:
        return Standing((Grant(consultation.pk, EVERY_RIGHT),))
    own = user.granted.get(consultation.host_id)
    grants = [Grant(consultation.pk, own)] if own else []
    guest = [grant for grant in guest_grants(user) if grant.consultation_id == consultation.pk]
    return Standing((*grants, *guest))


def right_to_write(consultation):
    """The right that it takes to change a consultation as it is now."""
    return Right.EDIT if consultation.state == Consultation.State.DRAFT else Right.PUBLISH


def guest_grants(user):
    """[Grant] by collaborations, of all consultations: the lesser of membership and ceiling.

    Kept on the user, who lives as long as the request.
    """
    if not hasattr(user, "guest_grants"):
        user.guest_grants = _guest_grants(user) if user.granted else []
    return user.guest_grants


def _guest_grants(user):
    rows = Collaboration.objects.filter(organisation__in=user.granted).select_related("area").order_by("pk")
    return [
        Grant(row.consultation_id, user.granted[row.organisation_id] & RIGHTS[Role(row.ceiling)], _area(row))
        for row in rows
    ]


def _area(collaboration):
    """The whole country is everywhere."""
    area = collaboration.area
    return None if area is None or area.level == Level.COUNTRY else area
