"""Areas are stable, boundaries have editions. Nothing outside geo refers to a boundary row."""

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import NumPoints
from django.contrib.postgres.indexes import GistIndex
from django.db.models import F, Q
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from geo.fields import km2_of
from geo.levels import Level
from geo.models.area import Area

# Above this a piece of a boundary is cut again.
MAX_VERTICES = 128


class Edition(models.Model):
    """The boundaries of one level in one territory, as one file gave them. What lies outside the territory an
    edition leaves alone, so a powiat can be newer than the country around it."""

    level = models.SmallIntegerField(_("level"), choices=Level)
    territory = models.ForeignKey(
        Area, models.PROTECT, related_name="territory_editions", verbose_name=_("territory")
    )
    territory_level = models.SmallIntegerField(_("level of the territory"), choices=Level, editable=False)
    source = models.CharField(_("source"), max_length=100)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    imported_at = models.DateTimeField(_("imported"), default=timezone.now)
    activated_at = models.DateTimeField(_("activated"), null=True, blank=True)
    is_current = models.BooleanField(_("current"), default=False)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(
                fields=["level", "territory"], condition=Q(is_current=True), name="geo_edition_one_current"
            ),
            models.UniqueConstraint(fields=["id", "level"], name="geo_edition_id_level"),
            models.CheckConstraint(
                condition=Q(territory_level__lt=F("level"))
                | Q(territory_level=Level.COUNTRY, level=Level.COUNTRY),
                name="geo_edition_territory_above_level",
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(activated_at__isnull=False),
                name="geo_edition_current_was_activated",
            ),
        ]

    def __str__(self):
        return f"{self.pk}: {self.get_level_display()}, {self.territory}, {self.source}"

    def save(self, **kwargs):
        self.territory_level = self.territory.level
        super().save(**kwargs)


class Boundary(models.Model):
    """The shape of an area in one edition, with the name and kind that edition gave it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="boundaries", verbose_name=_("edition"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="boundaries", verbose_name=_("area"))
    level = models.SmallIntegerField(_("level"), choices=Level)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=1, blank=True)
    geometry = models.MultiPolygonField(_("boundary"), spatial_index=False)
    # Generalised for display, neighbours still sharing their edges. Never used to locate.
    outline = models.MultiPolygonField(_("outline"), spatial_index=False)
    is_current = models.BooleanField(_("current"), default=False)
    km2 = km2_of("geometry")

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")
        constraints = [
            models.UniqueConstraint(fields=["edition", "area"], name="geo_boundary_edition_area"),
            models.UniqueConstraint(
                fields=["area"], condition=Q(is_current=True), name="geo_boundary_one_current"
            ),
            # What BoundaryPart repeats; its foreign key carries a switch of is_current over to the parts.
            models.UniqueConstraint(
                fields=["id", "area", "level", "is_current"], name="geo_boundary_repeated_by_parts"
            ),
            models.CheckConstraint(condition=Q(geometry__isvalid=True), name="geo_boundary_valid"),
        ]

    def __str__(self):
        return f"{self.name} ({self.edition_id})"


class BoundaryPart(models.Model):
    """A piece of a boundary, small enough for a fast point look-up."""

    boundary = models.ForeignKey(Boundary, models.CASCADE, related_name="parts")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    level = models.SmallIntegerField(choices=Level)
    is_current = models.BooleanField(default=False)
    geometry = models.PolygonField(spatial_index=False)

    class Meta:
        verbose_name = _("part of a boundary")
        verbose_name_plural = _("parts of boundaries")
        indexes = [
            # geo/sql/locate_points.sql asks for what covers a point at one level. An expression, because
            # Django drops the condition of an index on a plain geometry field.
            GistIndex(
                F("geometry"), condition=Q(is_current=True, level=level), name=f"geo_part_current_{level.key}"
            )
            for level in Level
        ]
        constraints = [
            models.CheckConstraint(
                condition=LessThanOrEqual(NumPoints("geometry"), MAX_VERTICES), name="geo_boundarypart_small"
            ),
        ]

    def __str__(self):
        return f"{self.boundary_id}/{self.pk}"
