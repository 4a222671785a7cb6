"""A state of the results under a name, to come back to or to show to colleagues."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.models import Organisation
from mapconsult.accounts.roles import Right
from mapconsult.consultations.models import Consultation

LONGEST_QUERY = 8000
# Of one person in one consultation.
MOST_VIEWS = 100


class SavedViewQuerySet(models.QuerySet):
    def of(self, consultation):
        return self.filter(consultation=consultation)

    def visible_to(self, user):
        """One's own, and what colleagues share; for those who may read the consultation at all."""
        shared = Q(is_shared=True)
        if not user.administers:
            shared &= Q(organisation__in=user.organisations_with(Right.READ))
        return self.filter(Q(owner=user) | shared)


class SavedView(models.Model):
    """`query` is the state of the page as its address has it: names in order, nothing that is not asked for.

    What it shows depends on who opens it: it gives nobody a right.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # In which the owner reads the consultation: the host, or a guest.
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80, validators=[MinLengthValidator(2)])
    query = models.TextField(_("filters"), blank=True, max_length=LONGEST_QUERY)
    is_shared = models.BooleanField(
        _("shared with the organisation"),
        default=False,
        help_text=_("Everybody in your organisation who reads these results sees it."),
    )
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint(
                "consultation",
                "owner",
                Lower("name"),
                name="savedview_name_unique",
                violation_error_message=_("You have a view of this name already."),
            ),
        ]

    def __str__(self):
        return self.name
