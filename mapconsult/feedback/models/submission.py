"""One letter or one sending."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.models import Consultation
from mapconsult.feedback.querysets import SubmissionQuerySet


class Channel(models.TextChoices):
    WEB = "web", _("web")
    PAPER = "paper", _("paper")
    MEETING = "meeting", _("meeting")


class Stakeholder(models.TextChoices):
    """The role in which somebody speaks, when they care to say it."""

    RESIDENT = "resident", _("resident")
    DISTRICT_COUNCIL = "district_council", _("district council")
    ENTREPRENEUR = "entrepreneur", _("entrepreneur")
    NGO = "ngo", _("non-governmental organisation")
    OFFICIAL = "official", _("official")
    YOUTH = "youth", _("youth")


class SubmissionForm(models.TextChoices):
    """What somebody filled in."""

    REMARKS = "remarks", _("remarks")
    SURVEY = "survey", _("survey")
    LETTER = "letter", _("formal letter")


class Submission(models.Model):
    """One letter or one sending: who, when and by which channel; its remarks say what.

    The client's key is a secret, and so is the token of the private link that is derived from it (see
    identity.py): a digest of the token is all that is kept, and what a repeat is known by.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="submissions")
    # A UUID: every submission writes to a random page of this index, so it must be small and the only one.
    token_digest = models.UUIDField(unique=True, editable=False)
    body_digest = models.CharField(max_length=64, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    person_key = models.BigIntegerField(editable=False)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel, default=Channel.WEB)
    form = models.CharField(
        _("form"),
        max_length=7,
        choices=SubmissionForm,
        default=SubmissionForm.REMARKS,
        db_default=SubmissionForm.REMARKS,
    )
    stakeholder = models.CharField(_("stakeholder"), max_length=16, choices=Stakeholder, blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    # See accounts/addresses.py: tells which ones came from one address on one day, and nothing else.
    address_key = models.BigIntegerField(null=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("entered by")
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="submission_channel_known"),
            models.CheckConstraint(condition=Q(form__in=SubmissionForm.values), name="submission_form_known"),
            models.CheckConstraint(
                condition=Q(stakeholder__in=["", *Stakeholder]), name="submission_stakeholder_known"
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @cached_property
    def points(self):
        """Its remarks by their number, with their areas named; who has just stored them puts them here."""
        return list(self.remarks.with_places().order_by("ordinal"))

    def unconfirmed(self):
        """The Contact whose e-mail waits to be confirmed, or None."""
        contact = getattr(self, "contact", None)
        return contact if contact and contact.email and not contact.confirmed_at else None
