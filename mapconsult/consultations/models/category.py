"""What remarks are about, and what may be drawn."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.tracking import tracked
from mapconsult.consultations.models.colour import COLOUR, colour_validator
from mapconsult.consultations.models.consultation import Consultation


class GeometryKind(models.TextChoices):
    POINT = "point", _("point")
    LINE = "line", _("line")
    POLYGON = "polygon", _("area")


def only_points():
    return [GeometryKind.POINT]


@tracked(model_name="CategoryEvent")
class Category(models.Model):
    """What a remark is about; told apart by colour and icon, never by colour alone."""

    class Icon(models.TextChoices):
        LEAF = "leaf", _("leaf")
        PLAYGROUND = "playground", _("playground")
        PATH = "path", _("path")
        CAR = "car", _("car")
        WATER = "water", _("water")
        LAMP = "lamp", _("lamp")
        BENCH = "bench", _("bench")
        BIKE = "bike", _("bicycle")
        TREE = "tree", _("tree")
        SPORT = "sport", _("sport")
        SCHOOL = "school", _("school")
        HOUSE = "house", _("house")
        IDEA = "idea", _("idea")
        WARNING = "warning", _("warning")
        OTHER = "other", _("other")

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="categories")
    slug = models.SlugField(_("short name"), max_length=50)
    name = models.CharField(_("name"), max_length=80)
    color = models.CharField(_("colour"), max_length=7, validators=[colour_validator])
    icon = models.CharField(_("icon"), max_length=12, choices=Icon, default=Icon.OTHER)
    geometries = ArrayField(
        models.CharField(max_length=8, choices=GeometryKind),
        verbose_name=_("geometries"),
        default=only_points,
        help_text=_("What may be drawn: point, line, polygon."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "slug"], name="category_slug_unique"),
            # What a remark refers to, so that its category is one of its own consultation.
            models.UniqueConstraint(fields=["id", "consultation"], name="category_of_consultation"),
            models.CheckConstraint(condition=Q(color__regex=COLOUR), name="category_color_hex"),
            models.CheckConstraint(condition=Q(geometries__len__gt=0), name="category_draws_something"),
        ]

    def __str__(self):
        return self.name
