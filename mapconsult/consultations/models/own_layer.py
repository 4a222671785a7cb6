"""An organisation's own layers of areas: whose they are, and the files that are to become one."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from geo.models import Layer
from mapconsult.accounts.models import Organisation


class OwnLayer(models.Model):
    """A layer of areas (electoral wards, school catchments) belongs to an organisation, whose consultations
    are counted by it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="own_layers")
    layer = models.OneToOneField(Layer, models.CASCADE, related_name="owner")

    class Meta:
        verbose_name = _("own layer")
        verbose_name_plural = _("own layers")
        ordering = ["layer__name", "id"]

    def __str__(self):
        return self.layer.name


class LayerFileState(models.TextChoices):
    CHOOSING = "choosing", _("waits for somebody to say what its columns mean")
    WAITING = "waiting", _("waits to be loaded")
    FAILED = "failed", _("could not be loaded")


class LayerFile(models.Model):
    """A file on its way to become a layer, or to replace one; the row is gone once it has. Kept in the
    database, because the worker may run on another machine."""

    State = LayerFileState

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    own_layer = models.ForeignKey(OwnLayer, models.CASCADE, null=True, blank=True, related_name="files")
    name = models.CharField(_("name"), max_length=200)
    file_name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField()
    code_field = models.CharField(_("column of codes"), max_length=200, blank=True)
    name_field = models.CharField(_("column of names"), max_length=200, blank=True)
    population_field = models.CharField(_("column of residents"), max_length=200, blank=True)
    population_year = models.PositiveSmallIntegerField(_("residents counted in"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=LayerFileState, default=State.CHOOSING)
    # Why it could not be loaded.
    error = models.TextField(blank=True)
    uploaded_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        verbose_name = _("file of a layer")
        verbose_name_plural = _("files of layers")
        ordering = ["uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=LayerFileState.values), name="layerfile_state_known"
            ),
        ]

    def __str__(self):
        return self.file_name
