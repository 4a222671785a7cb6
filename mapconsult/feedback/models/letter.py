"""What makes a submission a formal letter about a planning act."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.models import ActKind
from mapconsult.feedback.models.submission import Submission


class LetterPurpose(models.TextChoices):
    """Section 2 of the national form (Dz.U. 2023 poz. 2509)."""

    APPLICATION = "application", _("application to the draft of an act")
    REMARK = "remark", _("remark on the draft that is being consulted")
    CHANGE = "change", _("application to change an act")
    NEW_ACT = "new_act", _("application to make an act")


class Letter(models.Model):
    """The fields of the national form that tell no person; those that do are in Contact. Never changed."""

    Purpose = LetterPurpose

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="letter")
    addressee = models.CharField(_("authority"), max_length=500)
    purpose = models.CharField(_("type of the letter"), max_length=11, choices=LetterPurpose)
    act_kind = models.CharField(_("kind of the act"), max_length=20, choices=ActKind)
    act_name = models.CharField(_("name of the act"), max_length=300)
    takes_email = models.BooleanField(_("agrees to be written to electronically"))

    class Meta:
        verbose_name = _("formal letter")
        verbose_name_plural = _("formal letters")
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=LetterPurpose.values, act_kind__in=ActKind.values),
                name="letter_choices_known",
            ),
        ]

    def __str__(self):
        return str(self.submission)
