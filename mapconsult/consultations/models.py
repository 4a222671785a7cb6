"""What is asked: a consultation with its phases, categories and plan layers."""

import random

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import IsValid
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import connection
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from geo.models import Area
from mapconsult.accounts.models import Organisation
from mapconsult.accounts.roles import Role
from mapconsult.accounts.tracking import tracked
from mapconsult.consultations.querysets import ConsultationQuerySet

COLOUR = r"^#[0-9a-fA-F]{6}$"
colour_validator = RegexValidator(COLOUR, _("Write a colour like #0072b2."))


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


class ChangeCounter(models.Model):
    """A counter in a few rows, so that writers at the same moment rarely wait for each other."""

    SHARDS = 32

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="changes", db_index=False)
    shard = models.PositiveSmallIntegerField()
    value = models.BigIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "shard"], include=["value"], name="changecounter_unique"
            )
        ]

    @classmethod
    def bump(cls, consultation_id):
        """Add one in a random shard: a single upsert, to be the last statement before the commit."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO consultations_changecounter (consultation_id, shard, value) VALUES (%s, %s, 1) "
                "ON CONFLICT (consultation_id, shard) "
                "DO UPDATE SET value = consultations_changecounter.value + 1",
                [consultation_id, random.randrange(cls.SHARDS)],
            )


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


class GeometryKind(models.TextChoices):
    POINT = "point", _("point")
    LINE = "line", _("line")
    POLYGON = "polygon", _("area")


def only_points():
    return [GeometryKind.POINT]


@tracked(model_name="CategoryEvent")
class Category(models.Model):
    """What a remark is about; told apart by colour and icon, never by colour alone."""

    class Icon(models.TextChoices):
        LEAF = "leaf", _("leaf")
        PLAYGROUND = "playground", _("playground")
        PATH = "path", _("path")
        CAR = "car", _("car")
        WATER = "water", _("water")
        LAMP = "lamp", _("lamp")
        BENCH = "bench", _("bench")
        BIKE = "bike", _("bicycle")
        TREE = "tree", _("tree")
        SPORT = "sport", _("sport")
        SCHOOL = "school", _("school")
        HOUSE = "house", _("house")
        IDEA = "idea", _("idea")
        WARNING = "warning", _("warning")
        OTHER = "other", _("other")

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="categories")
    slug = models.SlugField(_("short name"), max_length=50)
    name = models.CharField(_("name"), max_length=80)
    color = models.CharField(_("colour"), max_length=7, validators=[colour_validator])
    icon = models.CharField(_("icon"), max_length=12, choices=Icon, default=Icon.OTHER)
    geometries = ArrayField(
        models.CharField(max_length=8, choices=GeometryKind),
        verbose_name=_("geometries"),
        default=only_points,
        help_text=_("What may be drawn: point, line, polygon."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "slug"], name="category_slug_unique"),
            # What a remark refers to, so that its category is one of its own consultation.
            models.UniqueConstraint(fields=["id", "consultation"], name="category_of_consultation"),
            models.CheckConstraint(condition=Q(color__regex=COLOUR), name="category_color_hex"),
            models.CheckConstraint(condition=Q(geometries__len__gt=0), name="category_draws_something"),
        ]

    def __str__(self):
        return self.name


@tracked(model_name="PlanLayerEvent")
class PlanLayer(models.Model):
    """What lies on the map for people to talk about."""

    class Kind(models.TextChoices):
        PLAN = "plan", _("plan with zones")
        IMAGE = "image", _("image laid on the map")
        WMS = "wms", _("WMS map service")

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="layers")
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    name = models.CharField(_("name"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    opacity = models.FloatField(
        _("opacity"), default=1.0, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    image = models.FileField(_("image"), upload_to="layers/", blank=True)
    corners = models.PolygonField(
        _("corners"), null=True, blank=True, help_text=_("North-west, north-east, south-east, south-west.")
    )
    wms_url = models.CharField(
        _("address of the WMS"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])]
    )
    wms_layers = models.CharField(_("layers of the WMS"), max_length=200, blank=True)
    attribution = models.CharField(_("attribution"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("plan layer")
        verbose_name_plural = _("plan layers")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="image") | (~Q(image="") & Q(corners__isnull=False)),
                name="planlayer_image_complete",
                violation_error_message=_("An image needs its file and its four corners."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="wms") | (~Q(wms_url="") & ~Q(wms_layers="")),
                name="planlayer_wms_complete",
                violation_error_message=_("A WMS needs its address and its layers."),
            ),
        ]

    def __str__(self):
        return self.name


class Zone(models.Model):
    """A named part of a plan, such as a playground, with its style."""

    layer = models.ForeignKey(PlanLayer, models.CASCADE, related_name="zones")
    name = models.CharField(_("name"), max_length=100)
    kind = models.SlugField(_("kind"), max_length=30, help_text=_("One entry of the legend."))
    geometry = models.GeometryField(_("geometry"))
    fill = models.CharField(_("fill"), max_length=7, validators=[colour_validator])
    stroke = models.CharField(_("outline"), max_length=7, validators=[colour_validator])
    opacity = models.FloatField(
        _("opacity"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )

    class Meta:
        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=IsValid("geometry"), name="zone_geometry_valid"),
            models.CheckConstraint(
                condition=Q(fill__regex=COLOUR, stroke__regex=COLOUR), name="zone_colours_hex"
            ),
        ]

    def __str__(self):
        return self.name
