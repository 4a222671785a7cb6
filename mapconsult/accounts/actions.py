"""Who acts for an organisation: invitations, roles, leaving. Mail goes out once it is committed."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts import mail
from mapconsult.accounts.models import Invitation, Membership, Organisation
from mapconsult.accounts.roles import Role
from mapconsult.accounts.tokens import token_digest

INVITATION_LASTS = timedelta(days=7)


class LastCoordinator(Exception):
    """Nobody would be left to look after the organisation."""


class NotInvited(Exception):
    """There is no such invitation: it was used, withdrawn or replaced, or never was."""

    status = 404
    title = _("This invitation is no longer valid")
    advice = _(
        "It was used, withdrawn, or replaced by a newer one: look for the latest message in your mailbox."
    )


class InvitationExpired(NotInvited):
    """It came too late; a coordinator can send it again."""

    status = 403
    title = _("This invitation has expired")
    advice = _("Ask the organisation to send it again; that takes its coordinator a moment.")


class InvitedByAnotherAddress(NotInvited):
    """It went to an address that is not one of this person's confirmed ones."""

    status = 403
    title = _("This invitation was sent to another address")
    advice = _("Sign out, then sign in with the address at which you got it.")


@transaction.atomic
def invite(*, organisation, email, role, by, link_to):
    """Write to an address that it may act for the organisation; returns the Invitation.

    An address that is invited already gets a new link, and the old one is dead. `link_to(token)` makes the
    absolute address of the link: the token is in the mail and nowhere else.
    """
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    fields = {
        "email": email,
        "role": role,
        "token_digest": token_digest(token),
        "invited_by": by,
        "invited_at": now,
        "expires_at": now + INVITATION_LASTS,
    }
    invitation, _created = Invitation.objects.update_or_create(
        organisation=organisation, email__iexact=email, defaults=fields
    )
    context = {"invitation": invitation, "by": by, "link": link_to(token)}
    mail.send(to=email, template="accounts/mail/invitation.txt", context=context)
    return invitation


def find_invitation(*, token, by, now=None):
    """The invitation of a link, if it is this person's to accept; else a NotInvited that says why."""
    invitations = Invitation.objects.select_related("organisation", "invited_by")
    invitation = invitations.filter(token_digest=token_digest(token)).first()
    if invitation is None:
        raise NotInvited
    if not invitation.is_valid(now):
        raise InvitationExpired
    if by.is_authenticated and not _has_confirmed(by, invitation.email):
        raise InvitedByAnotherAddress
    return invitation


def _has_confirmed(user, email):
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()


@transaction.atomic
def accept(*, token, by):
    """Make the person a member in the role of the invitation, which is used up; returns the Membership.

    Who is a member already keeps the role.
    """
    # Whoever withdraws or renews it at this moment waits, or is waited for.
    Invitation.objects.select_for_update().filter(token_digest=token_digest(token)).first()
    invitation = find_invitation(token=token, by=by)
    membership, _created = Membership.objects.get_or_create(
        user=by, organisation=invitation.organisation, defaults={"role": invitation.role}
    )
    invitation.delete()
    return membership


@transaction.atomic
def change_role(*, membership, role, by):
    """Give a member another role, and tell them; LastCoordinator if nobody else coordinates."""
    membership = _locked(membership)
    if membership.role == role:
        return
    if role != Role.COORDINATOR:
        _keep_a_coordinator(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    _tell(membership, "accounts/mail/role_changed.txt", by)


@transaction.atomic
def remove(*, membership, by):
    """Let a member go, and tell them; LastCoordinator if nobody else coordinates."""
    membership = _locked(membership)
    _keep_a_coordinator(membership)
    membership.delete()
    _tell(membership, "accounts/mail/removed.txt", by)


def _locked(membership):
    """The membership as it is now. Changes in one organisation wait for each other: two coordinators who
    remove each other at the same moment would both find the other one still there."""
    Organisation.objects.select_for_update(no_key=True).get(pk=membership.organisation_id)
    return Membership.objects.select_related("organisation", "user").get(pk=membership.pk)


def _keep_a_coordinator(membership):
    others = Membership.objects.filter(organisation=membership.organisation, role=Role.COORDINATOR)
    if membership.role == Role.COORDINATOR and not others.exclude(pk=membership.pk).exists():
        raise LastCoordinator


def _tell(membership, template, by):
    """Nobody needs a message about what they have done themselves."""
    if membership.user != by:
        mail.send(to=membership.user.email, template=template, context={"membership": membership, "by": by})
