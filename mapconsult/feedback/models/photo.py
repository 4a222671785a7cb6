"""Photos of remarks."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.models import Consultation
from mapconsult.feedback.models.remark import Remark

MOST_PHOTOS = 3
ALT_LENGTH = 300
# The long side of a preview, in pixels.
PREVIEW_SIDE = 400


class PhotoQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of remarks that the reader may see. What a moderator has hidden is among them: pages show
        it to officials alone."""
        consultations = Consultation.objects.visible_to(user)
        return self.filter(remark__in=Remark.objects.visible_to(user), remark__consultation__in=consultations)


class Photo(models.Model):
    """A picture that its sender added to a remark, painted anew without whatever hid in its file."""

    remark = models.ForeignKey(Remark, models.CASCADE, related_name="photos", db_index=False)
    # Made by the client: an upload that comes again is stored once.
    key = models.UUIDField(editable=False)
    # The lowest that is free, so that the constraint holds the number of photos.
    ordinal = models.PositiveSmallIntegerField(_("number"))
    file = models.FileField(_("file"), upload_to="photos/")
    preview = models.FileField(_("preview"), upload_to="photos/")
    alt = models.CharField(_("what is in the picture"), max_length=ALT_LENGTH, blank=True)
    width = models.PositiveSmallIntegerField(editable=False)
    height = models.PositiveSmallIntegerField(editable=False)
    is_hidden = models.BooleanField(_("hidden"), default=False)
    # A moderator publishes no photo that came after they read the remark.
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["remark", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["remark", "ordinal"], name="photo_ordinal_unique"),
            models.UniqueConstraint(fields=["remark", "key"], name="photo_once"),
            models.CheckConstraint(
                condition=Q(ordinal__gte=1, ordinal__lte=MOST_PHOTOS), name="photo_not_too_many"
            ),
        ]

    def __str__(self):
        return f"{self.remark_id}/{self.ordinal}"

    @property
    def preview_size(self):
        """(width, height), told with the picture so that nothing shifts when it comes."""
        scale = min(1, PREVIEW_SIDE / max(self.width, self.height))
        return round(self.width * scale), round(self.height * scale)

    def erase(self):
        """Delete its files and then the row: a file without its row would be found by nobody again."""
        for file in (self.file, self.preview):
            file.delete(save=False)
        self.delete()
