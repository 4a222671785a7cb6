"""What is said: one submission holds many remarks, each about a place of its own."""

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.models import Q
from django.db.models.functions import Length, Lower
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from geo.located import Located
from mapconsult.accounts.tracking import tracked
from mapconsult.consultations.models import Category, Consultation, Phase
from mapconsult.feedback.querysets import RemarkQuerySet, SubmissionQuerySet

BODY_LENGTH = 5000


class Channel(models.TextChoices):
    WEB = "web", _("web")
    PAPER = "paper", _("paper")
    MEETING = "meeting", _("meeting")


class Stakeholder(models.TextChoices):
    """The role in which somebody speaks, when they care to say it."""

    RESIDENT = "resident", _("resident")
    DISTRICT_COUNCIL = "district_council", _("district council")
    ENTREPRENEUR = "entrepreneur", _("entrepreneur")
    NGO = "ngo", _("non-governmental organisation")
    OFFICIAL = "official", _("official")
    YOUTH = "youth", _("youth")


class Submission(models.Model):
    """One letter or one sending: who, when and by which channel; its remarks say what.

    The client's key is a secret, and so is the token of the private link that is derived from it (see
    identity.py): a digest of the token is all that is kept, and what a repeat is known by.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="submissions")
    # A UUID: every submission writes to a random page of this index, so it must be small and the only one.
    token_digest = models.UUIDField(unique=True, editable=False)
    body_digest = models.CharField(max_length=64, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    person_key = models.BigIntegerField(editable=False)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel, default=Channel.WEB)
    stakeholder = models.CharField(_("stakeholder"), max_length=16, choices=Stakeholder, blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    # See accounts/addresses.py: tells which ones came from one address on one day, and nothing else.
    address_key = models.BigIntegerField(null=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("entered by")
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="submission_channel_known"),
            models.CheckConstraint(
                condition=Q(stakeholder__in=["", *Stakeholder]), name="submission_stakeholder_known"
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @cached_property
    def points(self):
        """Its remarks by their number; whoever has just stored them puts them here."""
        return list(self.remarks.order_by("ordinal"))

    def unconfirmed(self):
        """The Contact whose e-mail waits to be confirmed, or None."""
        contact = getattr(self, "contact", None)
        return contact if contact and contact.email and not contact.confirmed_at else None


class Contact(models.Model):
    """Who sent a submission, as far as they said: all personal data of those who speak, and nothing else."""

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="contact")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    is_owner = models.BooleanField(_("owner or perpetual usufructuary"), null=True, blank=True)
    # The moment at which whoever reads mail at the address confirmed the submission.
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="", email="", address="", phone=""), name="contact_says_something"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | ~Q(email=""), name="contact_confirmed_by_email"
            ),
        ]
        indexes = [
            # A person asks for everything under their address.
            models.Index(Lower("email"), name="contact_email", condition=~Q(email=""))
        ]

    def __str__(self):
        return str(self.submission)


class Scan(models.Model):
    """A page of a letter on paper; personal data, because people sign their letters."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="scans")
    file = models.FileField(_("scan"), upload_to="scans/")

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        ordering = ["id"]

    def __str__(self):
        return f"{self.submission}/{self.pk}"


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
    TOO_FAST = "too_fast", _("filled in faster than people can")
    UNCONFIRMED = "unconfirmed", _("the e-mail address is not confirmed")
    UNPROVEN = "unproven", _("without the proof of work")
    LATE = "late", _("received outside the time of the consultation")


# A remark with one of these waits for a moderator. The others are to be known and nothing more: ten
# neighbours may well send the words of one petition.
HOLDING = frozenset(Flag) - {Flag.DUPLICATE, Flag.LATE}


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
    body = models.TextField(_("text"), max_length=BODY_LENGTH)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PUBLISHED)
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
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "ordinal"], name="remark_ordinal_unique"),
            models.CheckConstraint(condition=~Q(body=""), name="remark_body_said"),
            # Category and phase are of the same consultation by the composite keys of migration 0002.
            models.CheckConstraint(
                condition=Q(
                    state__in=RemarkState.values,
                    kind__in=RemarkKind.values,
                    channel__in=Channel.values,
                    stakeholder__in=["", *Stakeholder],
                    outcome__in=["", *RemarkOutcome],
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
            # The moderator's list of flagged remarks, and their number; most remarks have no flag.
            models.Index(
                fields=["consultation", "received_at", "id"],
                name="remark_flagged",
                condition=~Q(flags=[]),
                include=["state"],
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        """The number people quote: submission, then the point within it (12.1)."""
        return f"{self.submission_id}.{self.ordinal}"

    def get_absolute_url(self):
        return reverse("feedback:consultation", args=[self.consultation.slug]) + f"#uwaga-{self.pk}"


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
