"""A consultation, and how it takes remarks."""

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import IsValid
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from geo.models import Area
from mapconsult.accounts.models import Organisation
from mapconsult.accounts.tracking import tracked
from mapconsult.consultations.models.change import ChangeCounter
from mapconsult.consultations.querysets import ConsultationQuerySet


class ConsultationState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")


class Moderation(models.TextChoices):
    AFTER = "after", _("published at once, checked afterwards")
    BEFORE = "before", _("checked before they are published")


class EmailAsked(models.TextChoices):
    NONE = "none", _("not asked for")
    OPTIONAL = "optional", _("asked for, may be left out")
    REQUIRED = "required", _("required, and confirmed before anything is published")


class ProofOfWork(models.TextChoices):
    NEVER = "never", _("never")
    UNDER_LOAD = "under_load", _("when many remarks come at once")
    ALWAYS = "always", _("always")


class ActKind(models.TextChoices):
    """The planning acts of the national form for letters (Dz.U. 2023 poz. 2509, section 3)."""

    GENERAL_PLAN = "general_plan", _("general plan of the gmina")
    LOCAL_PLAN = (
        "local_plan",
        _("local plan, an integrated investment plan or a revitalisation plan among them"),
    )
    LANDSCAPE_RESOLUTION = "landscape_resolution", _("resolution on advertisements and small architecture")
    LANDSCAPE_AUDIT = "landscape_audit", _("landscape audit")
    VOIVODESHIP_PLAN = "voivodeship_plan", _("spatial plan of the voivodeship")


@tracked(model_name="ConsultationEvent")
class Consultation(models.Model):
    """A question to residents about a territory, collecting remarks between two moments."""

    State = ConsultationState

    class EffectiveState(models.TextChoices):
        """The state as the clock has it: what readers are told."""

        DRAFT = "draft", _("draft")
        COMING = "coming", _("coming")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        ARCHIVED = "archived", _("archived")

    host = models.ForeignKey(
        Organisation, models.PROTECT, related_name="consultations", verbose_name=_("host")
    )
    territory = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="+",
        verbose_name=_("territory"),
        help_text=_("The area whose residents are asked; its parts are the rows of the results."),
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("plain summary"), help_text=_("Two or three short sentences."))
    text = models.TextField(_("full text"), blank=True, help_text=_("In Markdown."))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    extent = models.MultiPolygonField(
        _("extent"), help_text=_("Remarks are taken for places within it (EPSG:4326).")
    )

    moderation = models.CharField(
        _("remarks are"), max_length=6, choices=Moderation, default=Moderation.AFTER
    )
    email = models.CharField(
        _("e-mail of the sender"), max_length=8, choices=EmailAsked, default=EmailAsked.OPTIONAL
    )
    proof_of_work = models.CharField(
        _("proof of work"),
        max_length=10,
        choices=ProofOfWork,
        default=ProofOfWork.UNDER_LOAD,
        help_text=_("The sender's device computes for a second or two, which costs a person nothing."),
    )
    pins_per_device = models.PositiveIntegerField(
        _("remarks from one device"),
        default=50,
        validators=[MinValueValidator(1)],
        help_text=_("What is above waits for a moderator, with a mark."),
    )
    retention_months = models.PositiveSmallIntegerField(
        _("personal data are kept"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("Months after the end; then the persons are erased and the remarks stay."),
    )
    takes_photos = models.BooleanField(_("photos may be added to remarks"), default=True)
    takes_replies = models.BooleanField(_("remarks may be replied to"), default=True)
    takes_support = models.BooleanField(_("remarks may be supported"), default=True)
    act_kind = models.CharField(
        _("planning act"),
        max_length=20,
        choices=ActKind,
        blank=True,
        help_text=_("With one, residents may also send the formal letter of the national form."),
    )
    results_public = models.BooleanField(
        _("everybody may see the results"),
        default=False,
        help_text=_(
            "A page for residents with a map and the numbers: where, what and when, and what became of it."
            " Only published remarks are counted, and small numbers of persons are hidden."
            " Other pages may show it."
        ),
    )
    contacts_erased_at = models.DateTimeField(_("personal data erased"), null=True, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-opens_at", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="consultation_closes_after_opening",
                violation_error_message=_("The closing time must come after the opening time."),
            ),
            models.CheckConstraint(
                condition=IsValid("extent"),
                name="consultation_extent_valid",
                violation_error_message=_("The extent crosses itself."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=ConsultationState.values,
                    moderation__in=Moderation.values,
                    email__in=EmailAsked.values,
                    proof_of_work__in=ProofOfWork.values,
                    act_kind__in=["", *ActKind],
                ),
                name="consultation_choices_known",
            ),
            models.CheckConstraint(
                condition=Q(pins_per_device__gt=0, retention_months__gt=0),
                name="consultation_limits_positive",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("feedback:consultation", args=[self.slug])

    def effective_state(self, now=None):
        """Draft and archived as set by people; coming, open and closed by the clock."""
        if self.state != self.State.PUBLISHED:
            return self.EffectiveState(self.state)
        now = now or timezone.now()
        if now < self.opens_at:
            return self.EffectiveState.COMING
        return self.EffectiveState.OPEN if now < self.closes_at else self.EffectiveState.CLOSED

    def is_open(self, now=None):
        """Whether remarks are taken; the one predicate that submitting asks."""
        return self.effective_state(now) == self.EffectiveState.OPEN

    def bump(self):
        """Tell readers' caches, within the caller's transaction, that something has changed."""
        ChangeCounter.bump(self.pk)
