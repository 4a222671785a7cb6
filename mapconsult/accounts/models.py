"""Who asks: people who sign in, and the organisations they act for."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from geo.models import Area


class UserManager(BaseUserManager):
    """Makes users whose name is their e-mail address."""

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
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

    def belongs_to(self, organisation):
        """Whether this person acts for the organisation."""
        return self.is_superuser or self.memberships.filter(organisation=organisation).exists()


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

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Membership(models.Model):
    """A person acts for an organisation."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="membership_unique")]

    def __str__(self):
        return f"{self.user} · {self.organisation}"
