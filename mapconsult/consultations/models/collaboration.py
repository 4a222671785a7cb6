"""Who is let in beside the host."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from geo.models import Area
from mapconsult.accounts.models import Organisation
from mapconsult.accounts.roles import Role
from mapconsult.accounts.tracking import tracked
from mapconsult.consultations.models.consultation import Consultation


@tracked(model_name="CollaborationEvent")
class Collaboration(models.Model):
    """The host lets another organisation in: its people may do what both their role there and the ceiling
    allow, within the area."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="collaborations")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="collaborations", verbose_name=_("organisation")
    )
    ceiling = models.CharField(_("at most as"), max_length=11, choices=Role)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only in the area"),
        help_text=_("Empty: everywhere."),
    )

    class Meta:
        verbose_name = _("collaboration")
        verbose_name_plural = _("collaborations")
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "organisation"],
                name="collaboration_unique",
                violation_error_message=_("This organisation works here already."),
            ),
            models.CheckConstraint(condition=Q(ceiling__in=Role.values), name="collaboration_ceiling_known"),
        ]

    def __str__(self):
        return f"{self.organisation} · {self.consultation}"
