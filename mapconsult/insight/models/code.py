"""Codes: what officials find that remarks and open answers are about, and who found it in which of them."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.models import Consultation
from mapconsult.consultations.models.colour import COLOUR, colour_validator
from mapconsult.feedback.models import Answer, Remark


class CodeOrigin(models.TextChoices):
    HAND = "hand", _("by hand")
    THEME = "theme", _("from a suggested theme that a person confirmed")


class CodeQuerySet(models.QuerySet):
    def of(self, consultation):
        return self.filter(consultation=consultation)


class Code(models.Model):
    """One entry of the code book of a consultation."""

    Origin = CodeOrigin

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60, validators=[MinLengthValidator(2)])
    meaning = models.TextField(_("when to give it"), max_length=500, blank=True)
    color = models.CharField(_("colour"), max_length=7, validators=[colour_validator])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    origin = models.CharField(_("made"), max_length=5, choices=CodeOrigin, default=CodeOrigin.HAND)

    objects = CodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                "consultation",
                Lower("name"),
                name="code_name_unique",
                violation_error_message=_("There is a code of this name already."),
            ),
            models.CheckConstraint(condition=Q(color__regex=COLOUR), name="code_color_hex"),
            models.CheckConstraint(condition=Q(origin__in=CodeOrigin.values), name="code_origin_known"),
        ]

    def __str__(self):
        return self.name


class CodingQuerySet(models.QuerySet):
    def of(self, consultation):
        of_answer = Q(answer__submission__consultation=consultation)
        return self.filter(Q(remark__consultation=consultation) | of_answer)

    def given(self):
        """Without the notes that no code fits."""
        return self.filter(code__isnull=False)


class Coding(models.Model):
    """One coder has given one code to one remark or open answer.

    Without a code: the coder has read it, and none fits. What a coder has gone through are the items of all
    their rows; two of them are compared by these.
    """

    code = models.ForeignKey(Code, models.CASCADE, null=True, related_name="+", db_index=False)
    remark = models.ForeignKey(Remark, models.CASCADE, null=True, related_name="+", db_index=False)
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="+", db_index=False)
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(_("given"), default=timezone.now)

    objects = CodingQuerySet.as_manager()

    class Meta:
        verbose_name = _("given code")
        verbose_name_plural = _("given codes")
        constraints = [
            models.CheckConstraint(
                condition=Q(remark__isnull=False, answer=None) | Q(remark=None, answer__isnull=False),
                name="coding_of_one_thing",
            ),
            # These also serve the look-ups by remark and by answer, deleting one of them among them.
            models.UniqueConstraint(
                fields=["remark", "code", "coder"],
                condition=Q(remark__isnull=False),
                name="coding_of_remark_once",
            ),
            models.UniqueConstraint(
                fields=["answer", "code", "coder"],
                condition=Q(answer__isnull=False),
                name="coding_of_answer_once",
            ),
            models.UniqueConstraint(
                fields=["remark", "coder"],
                condition=Q(remark__isnull=False, code=None),
                name="coding_none_of_remark_once",
            ),
            models.UniqueConstraint(
                fields=["answer", "coder"],
                condition=Q(answer__isnull=False, code=None),
                name="coding_none_of_answer_once",
            ),
        ]
        indexes = [
            # The remarks that have a code: the filter, and the numbers of the code book.
            models.Index(fields=["code"], include=["remark", "answer", "coder"], name="coding_of_code"),
        ]

    def __str__(self):
        return f"{self.code_id}: {self.remark_id or self.answer_id}"


def with_codes(remarks, codes=(), *, without=False):
    """The remarks that somebody has given any of the codes (ids), and with `without` those that have no code
    at all, too."""
    condition = Q(pk__in=Coding.objects.filter(code__in=codes, remark__isnull=False).values("remark"))
    if without:
        condition |= ~Exists(Coding.objects.given().filter(remark=OuterRef("pk")))
    return remarks.filter(condition)
