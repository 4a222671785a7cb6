"""Layers of areas that are no units of local government: electoral wards, school catchments, zones."""

from django.contrib.gis.db import models
from django.contrib.gis.db.models import Extent
from django.contrib.gis.db.models.functions import NumPoints
from django.contrib.gis.geos import Polygon
from django.contrib.postgres.indexes import GistIndex
from django.db.models import Q
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from geo.fields import km2_of
from geo.models.boundary import MAX_VERTICES
from geo.querysets import LayerAreaQuerySet

# The limit of sql/locate_points.sql.
MOST_OWN_AREAS = 100


class Layer(models.Model):
    """A set of areas that cover places at most once: where two of them touch or overlap by a sliver, the
    lowest code has the place. Whose it is a room above knows."""

    name = models.CharField(_("name"), max_length=200)
    file_name = models.CharField(_("file"), max_length=255)
    loaded_at = models.DateTimeField(_("loaded"), default=timezone.now)
    population_year = models.PositiveSmallIntegerField(_("residents counted in"), null=True, blank=True)

    class Meta:
        verbose_name = _("layer of areas")
        verbose_name_plural = _("layers of areas")
        ordering = ["name", "id"]

    def __str__(self):
        return self.name

    def companions(self):
        """How many layers, itself included, may share a place with this one: what holds one of its areas in
        own_areas holds no more areas than that. Two queries."""
        box = self.areas.aggregate(box=Extent("geometry"))["box"]
        if box is None:
            return 0
        near = Layer.objects.filter(areas__parts__geometry__bboverlaps=Polygon.from_bbox(box))
        return min(near.distinct().count(), MOST_OWN_AREAS)


class LayerArea(models.Model):
    """One area of a layer. It keeps its id when a new file of the layer has its code, because filters and
    saved views name it, and Located.own_areas holds it."""

    layer = models.ForeignKey(Layer, models.CASCADE, related_name="areas", verbose_name=_("layer of areas"))
    code = models.CharField(_("code"), max_length=100, db_collation="C")
    # In the order of a Polish dictionary, numbers by their size: ward 2, ward 10. Migration 0005 makes it.
    name = models.CharField(_("name"), max_length=200, db_collation="polish_numbered")
    population = models.PositiveIntegerField(_("residents"), null=True, blank=True)
    geometry = models.MultiPolygonField(_("boundary"), spatial_index=False)
    # Generalised for display. Never used to locate.
    outline = models.MultiPolygonField(_("outline"), spatial_index=False)
    km2 = km2_of("geometry")

    objects = LayerAreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area of a layer")
        verbose_name_plural = _("areas of layers")
        ordering = ["name", "code"]
        constraints = [
            models.UniqueConstraint(fields=["layer", "code"], name="geo_layerarea_code"),
            models.CheckConstraint(condition=Q(geometry__isvalid=True), name="geo_layerarea_valid"),
        ]

    def __str__(self):
        return f"{self.name} ({self.code})"


class LayerPart(models.Model):
    """A piece of an area of a layer, small enough for a fast point look-up."""

    area = models.ForeignKey(LayerArea, models.CASCADE, related_name="parts")
    geometry = models.PolygonField(spatial_index=False)

    class Meta:
        verbose_name = _("part of an area of a layer")
        verbose_name_plural = _("parts of areas of layers")
        # geo/sql/locate_points.sql asks for what covers a point.
        indexes = [GistIndex("geometry", name="geo_layerpart_geometry")]
        constraints = [
            models.CheckConstraint(
                condition=LessThanOrEqual(NumPoints("geometry"), MAX_VERTICES), name="geo_layerpart_small"
            ),
        ]

    def __str__(self):
        return f"{self.area_id}/{self.pk}"
