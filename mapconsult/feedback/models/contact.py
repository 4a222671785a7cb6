"""Whose a submission is: all personal data of those who speak."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mapconsult.feedback.models.submission import Submission


class AgentRole(models.TextChoices):
    """What somebody may do in the name of a sender."""

    PROXY = "proxy", _("acts for the sender")
    DELIVERY = "delivery", _("only receives the sender's mail")


class ScanKind(models.TextChoices):
    """What a file is: a page of a letter on paper, or one of the attachments of the national form."""

    PAGE = "page", _("scan")
    AUTHORITY = "authority", _("power of attorney")
    FEE = "fee", _("receipt for the stamp duty")
    BOUNDARY = "boundary", _("boundary of the land, drawn")
    OTHER = "other", _("another attachment")


class Contact(models.Model):
    """Who sent a submission, as far as they said: all personal data of those who speak, and nothing else."""

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="contact")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    is_owner = models.BooleanField(_("owner or perpetual usufructuary"), null=True, blank=True)
    # What a formal letter asks besides. An address for electronic delivery is one of the state's, no e-mail.
    delivery_address = models.CharField(_("address for electronic delivery"), max_length=120, blank=True)
    correspondence_address = models.CharField(_("address for letters"), max_length=300, blank=True)
    agent_role = models.CharField(_("the agent"), max_length=8, choices=AgentRole, blank=True)
    agent_name = models.CharField(_("name of the agent"), max_length=200, blank=True)
    agent_address = models.CharField(_("address of the agent"), max_length=300, blank=True)
    agent_email = models.EmailField(_("e-mail of the agent"), blank=True)
    agent_phone = models.CharField(_("phone of the agent"), max_length=30, blank=True)
    agent_delivery_address = models.CharField(
        _("address for electronic delivery of the agent"), max_length=120, blank=True
    )
    # The moment at which whoever reads mail at the address confirmed the submission.
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="", email="", address="", phone=""), name="contact_says_something"
            ),
            models.CheckConstraint(
                condition=Q(agent_role__in=["", *AgentRole]), name="contact_agent_role_known"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | ~Q(email=""), name="contact_confirmed_by_email"
            ),
        ]
        indexes = [
            # A person asks for everything under their address.
            models.Index(Lower("email"), name="contact_email", condition=~Q(email=""))
        ]

    def __str__(self):
        return str(self.submission)


class Scan(models.Model):
    """A page of a letter on paper, or an attachment; personal data, because people sign their letters."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="scans")
    file = models.FileField(_("scan"), upload_to="scans/")
    kind = models.CharField(_("kind"), max_length=9, choices=ScanKind, default=ScanKind.PAGE)
    # As its sender's device called it.
    name = models.CharField(_("name of the file"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ScanKind.values), name="scan_kind_known"),
        ]

    def __str__(self):
        return f"{self.submission}/{self.pk}"
