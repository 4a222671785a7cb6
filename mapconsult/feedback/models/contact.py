"""Whose a submission is: all personal data of those who speak."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mapconsult.feedback.models.submission import Submission


class Contact(models.Model):
    """Who sent a submission, as far as they said: all personal data of those who speak, and nothing else."""

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="contact")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    is_owner = models.BooleanField(_("owner or perpetual usufructuary"), null=True, blank=True)
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
    """A page of a letter on paper; personal data, because people sign their letters."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="scans")
    file = models.FileField(_("scan"), upload_to="scans/")

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        ordering = ["id"]

    def __str__(self):
        return f"{self.submission}/{self.pk}"
