"""One point of a submission, which is located, moderated and decided by itself."""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from geo.located import Located
from mapconsult.accounts.tracking import tracked
from mapconsult.consultations.models import Category, Consultation, Moderation, Phase, Question, Zone
from mapconsult.feedback.models.submission import Channel, Stakeholder, Submission
from mapconsult.feedback.querysets import RemarkQuerySet
from mapconsult.feedback.search import words_of

BODY_LENGTH = 5000


class RemarkKind(models.TextChoices):
    REMARK = "remark", _("remark")
    APPLICATION = "application", _("application")
    OPINION = "opinion", _("opinion")
    ANSWER = "answer", _("answer")


class RemarkState(models.TextChoices):
    PUBLISHED = "published", _("published")
    PENDING = "pending", _("waiting for a moderator")
    HIDDEN = "hidden", _("hidden")
    WITHDRAWN = "withdrawn", _("withdrawn")
    # What respondents draw when the survey keeps it for the office.
    RESTRICTED = "restricted", _("seen by officials alone")


class PlacedBy(models.TextChoices):
    """How the place of a remark was found: how exact it is."""

    PIN = "pin", _("marked on the map")
    POSITION = "position", _("position of the device")
    ADDRESS = "address", _("found by an address")
    PARCEL = "parcel", _("found by a cadastral parcel")
    ZONE = "zone", _("a zone of the plan, not a place within it")
    DISTRICT = "district", _("a district, not a place within it")


class RemarkOutcome(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    PARTIALLY_ACCEPTED = "partially_accepted", _("partly accepted")
    REJECTED = "rejected", _("rejected")
    NO_RESOLUTION_NEEDED = "no_resolution_needed", _("no resolution needed")


class Flag(models.TextChoices):
    """What a moderator should know of a remark; none of them says that it is wrong."""

    OVER_CAP = "over_cap", _("more than one device may send")
    DUPLICATE = "duplicate", _("the same words came before")
    HONEYPOT = "honeypot", _("a field was filled that people do not see")
    UNCONFIRMED = "unconfirmed", _("the e-mail address is not confirmed")
    UNPROVEN = "unproven", _("without the proof of work")
    LATE = "late", _("received outside the time of the consultation")
    REPORTED = "reported", _("somebody reported it as abuse")


# A remark with one of these waits for a moderator. The others are to be known and nothing more: ten
# neighbours may well send the words of one petition.
HOLDING = frozenset(Flag) - {Flag.DUPLICATE, Flag.LATE, Flag.REPORTED}


# Only what changes, and only when it changes: submitting and an activation's new areas pass no trigger. What
# was said stands apart from what became of it, so that it can be erased, and moderating does not copy it.
@tracked(
    model_name="RemarkWords",
    fields=["consultation", "category", "body"],
    only_updates_as="reworded",
    indexes=[models.Index(fields=["consultation", "pgh_created_at", "pgh_id"], name="remarkwords_newest")],
)
@tracked(
    model_name="RemarkStatus",
    fields=["consultation", "state", "outcome"],
    only_updates_as="handled",
    indexes=[models.Index(fields=["consultation", "pgh_created_at", "pgh_id"], name="remarkstatus_newest")],
)
class Remark(Located):
    """One point of a submission: a place, a category, a text.

    kind, channel, stakeholder, person_key, received_at, phase and outcome are fixed copies of what
    readers filter and count by, so that reads need no joins.
    """

    Kind, State, Outcome = RemarkKind, RemarkState, RemarkOutcome

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="remarks", db_index=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="+", db_index=False)
    ordinal = models.PositiveSmallIntegerField(_("number"))
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+")
    # Words; what is drawn to answer a question may have none.
    body = models.TextField(_("text"), max_length=BODY_LENGTH)
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="+")
    # "About: Playground". A plan may be drawn anew, and the place stays.
    zone = models.ForeignKey(Zone, models.SET_NULL, null=True, blank=True, related_name="+")
    placed_by = models.CharField(
        _("found by"), max_length=8, choices=PlacedBy, blank=True, default="", db_default=""
    )
    parcel = models.CharField(_("cadastral parcel"), max_length=60, blank=True, default="", db_default="")
    # An address, or the place in the sender's words, where there is no map.
    place_note = models.CharField(_("place in words"), max_length=300, blank=True, default="", db_default="")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PUBLISHED)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind, default=Kind.REMARK)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    stakeholder = models.CharField(_("stakeholder"), max_length=16, choices=Stakeholder, blank=True)
    person_key = models.BigIntegerField(editable=False)
    received_at = models.DateTimeField(_("received"))
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    flags = ArrayField(
        models.CharField(max_length=11, choices=Flag), verbose_name=_("flags"), default=list, blank=True
    )
    # How many support it (see Support): a copy, to sort by.
    supports = models.PositiveIntegerField(_("support"), default=0, db_default=0, editable=False)
    # How many replies everybody reads: a copy, so that lists and maps need not count.
    reply_count = models.PositiveIntegerField(_("replies"), default=0, db_default=0, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "ordinal"], name="remark_ordinal_unique"),
            models.CheckConstraint(
                condition=~Q(body="") | Q(kind=RemarkKind.ANSWER), name="remark_body_said"
            ),
            models.CheckConstraint(
                condition=Q(question=None) | Q(kind=RemarkKind.ANSWER), name="remark_question_answered"
            ),
            models.CheckConstraint(
                condition=Q(geometry__isnull=False) | Q(placed_by=""), name="remark_place_was_found"
            ),
            # Category and phase are of the same consultation by the composite keys of migration 0002.
            models.CheckConstraint(
                condition=Q(
                    state__in=RemarkState.values,
                    kind__in=RemarkKind.values,
                    channel__in=Channel.values,
                    stakeholder__in=["", *Stakeholder],
                    outcome__in=["", *RemarkOutcome],
                    placed_by__in=["", *PlacedBy],
                    flags__contained_by=Flag.values,
                ),
                name="remark_choices_known",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("body"), BODY_LENGTH), name="remark_body_not_too_long"
            ),
        ]
        indexes = [
            # Counts by area, persons, histogram, and pages by time: everything they filter and
            # count by is in the index, so that they never touch the rows. Ascending, so that new remarks
            # come at its end and fill its pages; newest first is read backwards.
            models.Index(
                fields=["consultation", "received_at", "id"],
                name="remark_reading",
                include=[
                    "state",
                    "kind",
                    "category",
                    "channel",
                    "outcome",
                    "district",
                    "gmina",
                    "powiat",
                    "voivodeship",
                    "own_areas",
                    "submission",
                    "person_key",
                    "tile_x",
                    "tile_y",
                ],
            ),
            # Map, heat and in_bbox: a viewport is a range of tiles.
            models.Index(
                fields=["consultation", "tile_x", "tile_y"],
                name="remark_tiles",
                include=["state", "kind", "category", "channel", "outcome", "received_at", "id"],
            ),
            # Filters by areas of own layers, and what a layer loses when it is replaced.
            GinIndex(fields=["own_areas"], name="remark_own_areas"),
            # The moderator's list of flagged remarks, and their number; most remarks have no flag.
            models.Index(
                fields=["consultation", "received_at", "id"],
                name="remark_flagged",
                condition=~Q(flags=[]),
                include=["state"],
            ),
            # RemarkQuerySet.saying().
            GinIndex(words_of(), name="remark_words"),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        """The number people quote: submission, then the point within it (12.1)."""
        return f"{self.submission_id}.{self.ordinal}"

    @property
    def is_read_first(self):
        """Whether a moderator reads what its sender changes before the public does."""
        return bool(HOLDING & {*self.flags}) or self.consultation.moderation == Moderation.BEFORE

    def get_absolute_url(self):
        return reverse("feedback:remark-page", args=[self.pk])
