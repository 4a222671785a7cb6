"""What is said about a remark by others: replies, support, and reports of abuse."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.models import Organisation
from mapconsult.accounts.tracking import tracked
from mapconsult.feedback.models.remark import Remark
from mapconsult.feedback.querysets import ReplyQuerySet, ReportQuerySet

REPLY_LENGTH = 1000
REPORT_LENGTH = 500


class ReplyState(models.TextChoices):
    PUBLISHED = "published", _("published")
    PENDING = "pending", _("waiting for a moderator")
    HIDDEN = "hidden", _("hidden")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ReportReason(models.TextChoices):
    INSULT = "insult", _("it insults or hates")
    PERSONAL = "personal", _("it tells somebody's personal data")
    SPAM = "spam", _("it is spam or advertising")
    OFF_TOPIC = "off_topic", _("it is not about this consultation")
    OTHER = "other", _("something else")


@tracked(
    model_name="ReplyStatus",
    fields=["remark", "state"],
    only_updates_as="handled",
    indexes=[models.Index(fields=["remark"], name="replystatus_remark")],
)
class Reply(models.Model):
    """What somebody, or the office, says about a remark. Nobody replies to a reply."""

    State = ReplyState

    remark = models.ForeignKey(Remark, models.CASCADE, related_name="replies", db_index=False)
    body = models.TextField(_("text"), max_length=REPLY_LENGTH)
    state = models.CharField(_("state"), max_length=10, choices=State)
    person_key = models.BigIntegerField(editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # In whose name one of its officials speaks.
    office = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["received_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="reply_body_said"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("body"), REPLY_LENGTH), name="reply_body_not_too_long"
            ),
            models.CheckConstraint(condition=Q(state__in=ReplyState.values), name="reply_state_known"),
        ]
        indexes = [
            # Those of one remark, in their order.
            models.Index(fields=["remark", "received_at", "id"], name="reply_reading"),
        ]

    def __str__(self):
        return f"{self.remark}/{self.pk}"


class Support(models.Model):
    """One voice for a remark; `Remark.supports` is their number."""

    remark = models.ForeignKey(Remark, models.CASCADE, related_name="voices", db_index=False)
    person_key = models.BigIntegerField(editable=False)

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("support")
        constraints = [
            models.UniqueConstraint(fields=["remark", "person_key"], name="support_once"),
        ]

    def __str__(self):
        return str(self.remark)


class AbuseReport(models.Model):
    """Somebody says that a remark, or a reply to it, should not stand there. A moderator looks at it."""

    remark = models.ForeignKey(Remark, models.CASCADE, related_name="reports", db_index=False)
    # Reported is the reply, when there is one.
    reply = models.ForeignKey(Reply, models.CASCADE, null=True, related_name="reports")
    reason = models.CharField(_("reason"), max_length=9, choices=ReportReason)
    words = models.TextField(_("in words"), max_length=REPORT_LENGTH, blank=True)
    person_key = models.BigIntegerField(editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    dismissed_at = models.DateTimeField(_("dismissed"), null=True, editable=False)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of abuse")
        verbose_name_plural = _("reports of abuse")
        ordering = ["received_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["remark", "reply", "person_key"], name="abusereport_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(reason__in=ReportReason.values), name="abusereport_reason_known"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("words"), REPORT_LENGTH),
                name="abusereport_words_not_too_long",
            ),
        ]

    def __str__(self):
        return f"{self.remark}: {self.get_reason_display()}"
