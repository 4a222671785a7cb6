"""What becomes of a remark."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.tracking import tracked
from mapconsult.feedback.models.remark import Remark, RemarkOutcome


@tracked(
    model_name="DispositionEvent",
    indexes=[models.Index(fields=["remark"], name="dispositionevent_remark")],
)
class Disposition(models.Model):
    """What the office decided about one remark, and why: a proposal until somebody approves it."""

    remark = models.OneToOneField(Remark, models.CASCADE, related_name="disposition")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Remark.Outcome)
    justification = models.TextField(_("justification"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("proposed"), default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"), null=True, editable=False)

    class Meta:
        verbose_name = _("disposition")
        verbose_name_plural = _("dispositions")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=RemarkOutcome.values), name="disposition_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="disposition_approved_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.remark}: {self.get_outcome_display()}"
