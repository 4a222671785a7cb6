"""The rounds of a consultation."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.tracking import tracked
from mapconsult.consultations.models.consultation import Consultation


@tracked(model_name="PhaseEvent")
class Phase(models.Model):
    """A round of a consultation: needs first, then remarks on the draft."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="phases")
    name = models.CharField(_("name"), max_length=100)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["opens_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="phase_closes_after_opening"
            ),
            # What a remark refers to, so that its phase is one of its own consultation.
            models.UniqueConstraint(fields=["id", "consultation"], name="phase_of_consultation"),
        ]

    def __str__(self):
        return self.name
