"""Units of local government, and the people who live in them."""

from django.contrib.gis.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from geo.levels import Level
from geo.querysets import AreaQuerySet

CODE_SHAPES = {
    Level.COUNTRY: r"^[A-Z]{2}$",
    Level.VOIVODESHIP: r"^[0-9]{2}$",
    Level.POWIAT: r"^[0-9]{4}$",
    Level.GMINA: r"^[0-9]{6}$",
    Level.DISTRICT: r"^([0-9]{7}|[0-9]{6}-[a-z0-9]+(-[a-z0-9]+)*)$",
}


def _code_fits_level():
    condition = Q()
    for level, shape in CODE_SHAPES.items():
        condition |= Q(level=level, code__regex=shape)
    return condition


class Area(models.Model):
    """A unit of local government. Its code never changes: TERYT identity of a gmina is 6 digits, the type
    (the 7th digit) is the attribute `kind`. A district is known by its register code (Warsaw: 1465028)
    or, where no register has one, by `<6 digits of its gmina>-<slug of its name>`.

    The foreign key (parent, parent_level) -> (id, level) in the migrations keeps a parent exactly one
    level up.
    """

    level = models.SmallIntegerField(_("level"), choices=Level)
    code = models.CharField(_("code"), max_length=100, db_collation="C")
    name = models.CharField(_("name"), max_length=200, db_collation="pl-x-icu")
    kind = models.CharField(
        _("kind"), max_length=1, blank=True, help_text=_("The 7th digit of the TERYT code.")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    parent_level = models.GeneratedField(
        expression=F("level") - 1, output_field=models.SmallIntegerField(), db_persist=True
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [
            models.UniqueConstraint(fields=["level", "code"], name="geo_area_level_code"),
            models.UniqueConstraint(fields=["id", "level"], name="geo_area_id_level"),
            models.CheckConstraint(condition=_code_fits_level(), name="geo_area_code_shape"),
            models.CheckConstraint(condition=Q(kind__regex=r"^[1-9]?$"), name="geo_area_kind_digit"),
            models.CheckConstraint(
                condition=Q(level=Level.COUNTRY, parent=None)
                | Q(level__gt=Level.COUNTRY, parent__isnull=False),
                name="geo_area_country_alone_has_no_parent",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.code})"


class Population(models.Model):
    """Residents of an area at the end of a year."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="populations", verbose_name=_("area"))
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("residents"))
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("population")
        verbose_name_plural = _("populations")
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="geo_population_area_year")]

    def __str__(self):
        return f"{self.area_id}, {self.year}: {self.number}"


class Gender(models.TextChoices):
    FEMALE = "female", _("women")
    MALE = "male", _("men")


class Census(models.Model):
    """Residents of an area by age and gender. A band of ages includes both its ends."""

    Gender = Gender

    area = models.ForeignKey(Area, models.PROTECT, related_name="census", verbose_name=_("area"))
    year = models.PositiveSmallIntegerField(_("year"))
    age_from = models.PositiveSmallIntegerField(_("age from"))
    age_to = models.PositiveSmallIntegerField(
        _("age to"), null=True, blank=True, help_text=_("Empty: and older.")
    )
    gender = models.CharField(_("gender"), max_length=6, choices=Gender)
    number = models.PositiveIntegerField(_("residents"))
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("row of the census")
        verbose_name_plural = _("census")
        constraints = [
            models.UniqueConstraint(fields=["area", "year", "gender", "age_from"], name="geo_census_band"),
            models.CheckConstraint(
                condition=Q(age_to=None) | Q(age_to__gte=F("age_from")), name="geo_census_ages_in_order"
            ),
            models.CheckConstraint(condition=Q(gender__in=Gender.values), name="geo_census_gender_known"),
        ]

    def __str__(self):
        ages = f"{self.age_from}-{'' if self.age_to is None else self.age_to}"
        return f"{self.area_id}, {self.year}, {self.gender} {ages}: {self.number}"
