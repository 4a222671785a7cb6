"""Who wants to be told by e-mail of what is new."""

from django.conf import settings
from django.contrib.gis.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.models import Consultation
from mapconsult.feedback.models.remark import Remark

LARGEST_RADIUS = 10_000


class Subscription(models.Model):
    """An e-mail address is told, once a day at most, of what is new in one consultation, around one place in
    all of them, or about one remark. There is a row only once the address has confirmed it."""

    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=5, default=settings.LANGUAGE_CODE)
    # Scheme and host under which the reader knows us: a digest is written when nobody asks for a page.
    site = models.CharField(max_length=200, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, null=True, related_name="+")
    remark = models.ForeignKey(Remark, models.CASCADE, null=True, related_name="+")
    place = models.PointField(_("place"), null=True, spatial_index=False)
    radius = models.PositiveIntegerField(_("radius in metres"), null=True)
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now)
    # What is older than this has been told.
    told_until = models.DateTimeField(_("told until"), default=timezone.now)
    looked_at = models.DateTimeField(_("last looked for news"), default=timezone.now)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consultation__isnull=False, remark=None, place=None)
                | Q(consultation=None, remark__isnull=False, place=None)
                | Q(consultation=None, remark=None, place__isnull=False),
                name="subscription_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(place=None, radius=None)
                | Q(place__isnull=False, radius__gt=0, radius__lte=LARGEST_RADIUS),
                name="subscription_place_has_radius",
            ),
            models.UniqueConstraint(Lower("email"), "consultation", name="subscription_consultation_once"),
            models.UniqueConstraint(Lower("email"), "remark", name="subscription_remark_once"),
            models.UniqueConstraint(Lower("email"), "place", "radius", name="subscription_place_once"),
        ]
        indexes = [models.Index(fields=["looked_at"], name="subscription_due")]

    def __str__(self):
        return str(self.pk)
