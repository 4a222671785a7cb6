"""A computation that takes longer than a page may: asked for, worked on, and what it found."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.models import Consultation


class AnalysisKind(models.TextChoices):
    HOT_SPOTS = "hot_spots", _("hot spots")
    THEMES = "themes", _("suggested themes")
    WORDS = "words", _("telling words")


class AnalysisState(models.TextChoices):
    WAITING = "waiting", _("waits for the worker")
    RUNNING = "running", _("is being worked on")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class AnalysisQuerySet(models.QuerySet):
    def under_way(self, user):
        """What somebody has asked for and nobody has answered yet."""
        return self.filter(asked_by=user, state__in=[AnalysisState.WAITING, AnalysisState.RUNNING])


class Analysis(models.Model):
    """One question to the remarks under one filter state, as one reader may see them.

    `key` is a digest of the reader's rights and one of the question and the data it was asked of: the same
    question to the same data is answered once. `query` is the filter state as an address has it.
    """

    Kind, State = AnalysisKind, AnalysisState

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=9, choices=AnalysisKind)
    key = models.CharField(max_length=64, editable=False)
    query = models.TextField(_("filters"), blank=True)
    asked = models.JSONField(_("parameters"), default=dict)
    state = models.CharField(_("state"), max_length=7, choices=AnalysisState, default=AnalysisState.WAITING)
    progress = models.PositiveSmallIntegerField(_("per cent done"), default=0)
    found = models.JSONField(_("result"), null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="analysis_once"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="analysis_progress_per_cent"),
            models.CheckConstraint(
                condition=~Q(state=AnalysisState.DONE) | Q(found__isnull=False),
                name="analysis_answered",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.consultation_id}"

    @property
    def is_over(self):
        return self.state in (self.State.DONE, self.State.FAILED)

    def tell(self, progress):
        """How far it is, in per cent, for whoever waits."""
        type(self).objects.filter(pk=self.pk).update(progress=progress)
