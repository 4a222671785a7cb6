"""What came in from elsewhere, so that it can be told apart and taken back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.models import Consultation
from mapconsult.feedback.models import Submission


class Import(models.Model):
    """One file of remarks that was taken into a consultation, and how its columns were read."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="+")
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    mapping = models.JSONField(_("columns"))
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    imported_at = models.DateTimeField(_("imported"), default=timezone.now)
    taken = models.PositiveIntegerField(_("rows taken"), default=0)
    repeated = models.PositiveIntegerField(_("rows that were there already"), default=0)
    refused = models.PositiveIntegerField(_("rows refused"), default=0)
    undone_at = models.DateTimeField(_("taken back"), null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-imported_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undone_at__gte=models.F("imported_at")),
                name="import_undone_afterwards",
            ),
        ]

    def __str__(self):
        return f"{self.pk}: {self.file_name}"


class ImportedSubmission(models.Model):
    """A submission that an import made."""

    submission = models.OneToOneField(Submission, models.CASCADE, primary_key=True, related_name="+")
    source = models.ForeignKey(Import, models.CASCADE, related_name="submissions", verbose_name=_("import"))

    class Meta:
        verbose_name = _("imported submission")
        verbose_name_plural = _("imported submissions")

    def __str__(self):
        return f"{self.source_id}: {self.submission_id}"
