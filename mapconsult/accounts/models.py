"""Who asks: people who sign in, and the organisations they act for."""

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from geo.models import Area
from mapconsult.accounts.roles import EVERY_RIGHT, RIGHTS, Role
from mapconsult.accounts.tracking import tracked


class UserManager(BaseUserManager):
    """Makes users whose name is their e-mail address.

    Whoever is made here, by an operator or an invitation and not by the form for everybody, is known to have
    the address: signing in does not ask to confirm it.
    """

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        EmailAddress.objects.using(self._db).create(user=user, email=user.email, verified=True, primary=True)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A person who signs in by e-mail and password."""

    username = None
    email = models.EmailField(_("e-mail"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Somebody with this e-mail address has an account already."),
            )
        ]

    # Set on request.user by the middleware of second_factor.py: while it is missing, no office counts.
    second_factor_missing = False

    @property
    def administers(self):
        """Whether this person administers the whole installation."""
        return self.is_superuser and not self.second_factor_missing

    @cached_property
    def granted(self):
        """{organisation id: rights}, by this person's memberships. One query, once for each request."""
        if self.second_factor_missing:
            return {}
        return {key: RIGHTS[Role(role)] for key, role in self.memberships.values_list("organisation", "role")}

    def organisations_with(self, right):
        """Ids of the organisations in which this person has the right."""
        return [organisation for organisation, rights in self.granted.items() if right in rights]

    def rights_in(self, organisation):
        """What this person may do in the organisation."""
        return EVERY_RIGHT if self.administers else self.granted.get(organisation.pk, frozenset())


@tracked(model_name="OrganisationEvent")
class Organisation(models.Model):
    """A body that hosts consultations, with the territory it answers for."""

    class Kind(models.TextChoices):
        GMINA = "gmina", _("gmina")
        POWIAT = "powiat", _("powiat")
        CITY = "city", _("city")
        DISTRICT_COUNCIL = "district_council", _("district council")
        NGO = "ngo", _("non-governmental organisation")
        SCHOOL = "school", _("school")
        YOUTH_COUNCIL = "youth_council", _("youth council")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    territory = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("territory"))
    members = models.ManyToManyField(User, through="Membership", related_name="organisations")
    second_factor_relaxed = models.BooleanField(
        _("without a second factor"),
        default=False,
        help_text=_("In a demonstration alone: its people sign in by password."),
    )
    controller = models.CharField(
        _("controller of personal data"), max_length=200, blank=True, help_text=_("Empty: the organisation.")
    )
    controller_address = models.CharField(_("address of the controller"), max_length=300, blank=True)
    controller_email = models.EmailField(_("e-mail of the controller"), blank=True)
    protection_officer = models.CharField(
        _("data protection officer"), max_length=300, blank=True, help_text=_("Name and contact.")
    )
    privacy_text = models.TextField(
        _("more about personal data"),
        blank=True,
        help_text=_("In Markdown, put at the end of the privacy notice."),
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self):
        return self.name


@tracked(model_name="AccessibilityStatementEvent")
class AccessibilityStatement(models.Model):
    """What an organisation declares of the accessibility of this site (the act of 4 April 2019 on digital
    accessibility, article 10). What every statement says alike stands in the page."""

    class Status(models.TextChoices):
        FULL = "full", _("fully in accordance with the act")
        PARTIAL = "partial", _("partly in accordance with the act")
        NONE = "none", _("not in accordance with the act")

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="accessibility_statement")
    site_published_on = models.DateField(_("site published on"))
    site_updated_on = models.DateField(_("last large change of the site"))
    status = models.CharField(_("the site is"), max_length=7, choices=Status, default=Status.PARTIAL)
    gaps = models.TextField(
        _("what is not accessible, and why"), blank=True, help_text=_("In Markdown. Of your own contents.")
    )
    made_on = models.DateField(_("statement made on"))
    reviewed_on = models.DateField(_("statement last reviewed on"))
    method = models.CharField(
        _("made by"), max_length=200, blank=True, help_text=_("Empty: self-assessment. Else who examined it.")
    )
    contact = models.CharField(_("person or unit for accessibility"), max_length=200)
    email = models.EmailField(_("e-mail for accessibility"))
    phone = models.CharField(_("phone for accessibility"), max_length=30)
    architecture = models.TextField(
        _("access to the building"),
        help_text=_("In Markdown: entrances, lift, toilet, parking, guide dogs, sign language."),
    )

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_on__gte=models.F("made_on")),
                name="accessibility_reviewed_after_made",
                violation_error_message=_("It is reviewed after it is made."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["full", "partial", "none"]), name="accessibility_status_known"
            ),
        ]

    def __str__(self):
        return str(self.organisation)


@tracked(model_name="MembershipEvent")
class Membership(models.Model):
    """A person acts for an organisation, in one role."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=11, choices=Role)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="membership_unique"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self):
        return f"{self.user} · {self.organisation}"


class Invitation(models.Model):
    """An e-mail address is asked to act for an organisation; the link in the mail is its only key."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=11, choices=Role)
    token_digest = models.UUIDField(unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint("organisation", Lower("email"), name="invitation_unique"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_known"),
        ]

    def __str__(self):
        return f"{self.email} · {self.organisation}"

    def is_valid(self, now=None):
        return (now or timezone.now()) < self.expires_at


class DailySalt(models.Model):
    """The salt of one day's address hashes; thrown away when the day is over, so that they mean nothing."""

    day = models.DateField(unique=True)
    salt = models.BinaryField(max_length=32)

    def __str__(self):
        return str(self.day)


class LimitCount(models.Model):
    """How often something was done in a window of time: what accounts/limits.py counts in.

    The table is UNLOGGED: a crash of the database empties it, and counting starts again.
    """

    key = models.UUIDField(primary_key=True)
    count = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.key}: {self.count}"


class OutgoingMail(models.Model):
    """A mail that waits to be sent; the row is gone once it is. See accounts/mail.py."""

    to = models.EmailField(_("to"))
    subject = models.TextField(_("subject"))
    text = models.TextField(_("text"))
    # What ends mail of this kind.
    unsubscribe = models.TextField(blank=True, default="", editable=False)
    attempts = models.PositiveSmallIntegerField(_("failed attempts"), default=0)
    created_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")

    def __str__(self):
        return str(self.pk)
