"""Roles in an organisation, and the rights that each of them gives: the one table of who may do what."""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _


class Right(StrEnum):
    """One thing that somebody may do with a consultation or an organisation."""

    PANEL = auto()  # see the panel, and consultations that are not published yet
    READ = auto()  # read remarks in every state, results and exports; no personal data
    HOLD = auto()  # keep a remark from the public
    RELEASE = auto()  # publish a remark
    DRAFT_DECISION = auto()  # propose what to decide about a remark
    APPROVE = auto()  # make a proposed decision the office's own
    EDIT = auto()  # write a consultation that is not published yet
    PUBLISH = auto()  # publish, change and archive a consultation
    PLAN = auto()  # plan layers
    ENTER = auto()  # enter what came on paper or was said at a meeting
    CONTACTS = auto()  # read the personal data of those who speak
    PEOPLE = auto()  # members, invitations, guests, settings of the organisation
    HISTORY = auto()  # who changed what, and when


class Role(models.TextChoices):
    """What a person is in an organisation."""

    COORDINATOR = "coordinator", _("coordinator")
    APPROVER = "approver", _("approver")
    MODERATOR = "moderator", _("moderator")
    ANALYST = "analyst", _("analyst")
    PLANNER = "planner", _("planner")
    PARTNER = "partner", _("partner")
    CLERK = "clerk", _("clerk")


_ANALYST = {Right.PANEL, Right.READ}
_PARTNER = _ANALYST | {Right.HOLD, Right.DRAFT_DECISION}
_MODERATOR = _PARTNER | {Right.RELEASE, Right.HISTORY}

EVERY_RIGHT = frozenset(Right)
RIGHTS = {
    Role.COORDINATOR: EVERY_RIGHT,
    Role.APPROVER: frozenset(_MODERATOR | {Right.APPROVE, Right.EDIT, Right.PUBLISH}),
    Role.MODERATOR: frozenset(_MODERATOR),
    Role.ANALYST: frozenset(_ANALYST),
    Role.PLANNER: frozenset(_ANALYST | {Right.PLAN}),
    Role.PARTNER: frozenset(_PARTNER | {Right.EDIT}),
    Role.CLERK: frozenset({Right.PANEL, Right.ENTER}),
}
EXPLAINED = {
    Role.COORDINATOR: _("Everything in the organisation, people and personal data included."),
    Role.APPROVER: _("Publishes consultations, approves decisions, moderates."),
    Role.MODERATOR: _("Publishes and hides remarks, proposes decisions."),
    Role.ANALYST: _("Reads results and exports; no personal data."),
    Role.PLANNER: _("Reads what an analyst reads, and looks after plan layers."),
    Role.PARTNER: _("Writes drafts and proposals, holds remarks back; publishes nothing."),
    Role.CLERK: _("Enters letters on paper and remarks from meetings."),
}
