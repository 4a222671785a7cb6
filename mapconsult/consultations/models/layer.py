"""Plans: layers on the map, and the zones of a plan."""

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import IsValid
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.tracking import tracked
from mapconsult.consultations.models.colour import COLOUR, colour_validator
from mapconsult.consultations.models.consultation import Consultation


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
