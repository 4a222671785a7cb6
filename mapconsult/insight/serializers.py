"""What may be asked of counts and trends, and what the answers hold."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from geo.models import Level
from mapconsult.feedback.serializers import MapQuery
from mapconsult.insight.classing import CLASSINGS, FEWEST, MOST, QUANTILE, USUAL
from mapconsult.insight.counts import COUNT, MEASURES
from mapconsult.insight.scope import LEVELS
from mapconsult.insight.trends import PERIODS
from mapconsult.insight.units import REMARKS, UNITS

HIDDEN = _("Null where small numbers of persons are hidden from the public, and under filters.")


class UnitQuery(serializers.Serializer):
    unit = serializers.ChoiceField(
        UNITS,
        default=REMARKS,
        help_text=_("What is counted: remarks, or persons, each once. Persons for officials alone."),
    )


class AreasQuery(UnitQuery):
    """By which areas something is counted."""

    level = serializers.ChoiceField(
        [level.key for level in LEVELS],
        required=False,
        help_text=_("The finest for which there are areas, if it is not given."),
        error_messages={
            "invalid_choice": _("There is no level “{input}”; these there are: %(levels)s.")
            % {"levels": ", ".join(level.key for level in LEVELS)}
        },
    )
    layer = serializers.IntegerField(
        required=False, min_value=1, help_text=_("The id of an own layer of the host, instead of a level.")
    )

    def validate_level(self, key):
        return Level.named(key)


class CountsQuery(AreasQuery):
    """`classes` are told when one of `measure`, `classing` and `classes` is asked for."""

    geometry = serializers.BooleanField(default=False, help_text=_("The areas as GeoJSON features."))
    measure = serializers.ChoiceField(MEASURES, required=False)
    classing = serializers.ChoiceField(CLASSINGS, required=False)
    classes = serializers.IntegerField(required=False, min_value=FEWEST, max_value=MOST)

    def validate(self, asked):
        ways = {"measure": COUNT, "classing": QUANTILE, "classes": USUAL}
        return asked if ways.keys().isdisjoint(asked) else ways | asked


class HeatQuery(UnitQuery, MapQuery):
    """A map's zoom, and what is counted."""


class TrendQuery(UnitQuery):
    by = serializers.ChoiceField(
        PERIODS, required=False, help_text=_("The finest that gives at most 62 bars, if it is not given.")
    )


class AreaCountSerializer(serializers.Serializer):
    """An area with its numbers: the properties of a feature, or a row of `areas`."""

    id = serializers.IntegerField(help_text=_("What `own_area` names an area of an own layer by."))
    code = serializers.CharField()
    name = serializers.CharField()
    parent = serializers.CharField(allow_null=True)
    count = serializers.IntegerField(help_text=_("In the unit that is asked for."))
    remarks = serializers.IntegerField()
    submissions = serializers.IntegerField()
    persons = serializers.IntegerField(allow_null=True, help_text=HIDDEN)
    population = serializers.IntegerField(allow_null=True)
    population_year = serializers.IntegerField(allow_null=True)
    area_km2 = serializers.FloatField(allow_null=True)
    rate_per_1000 = serializers.FloatField(allow_null=True, help_text=_("`count` per 1,000 residents."))
    per_km2 = serializers.FloatField(allow_null=True, help_text=_("`count` per km2."))


class ClassSerializer(serializers.Serializer):
    """Values from `low` to `high`, both of which occur."""

    low = serializers.FloatField()
    high = serializers.FloatField()
    areas = serializers.IntegerField(help_text=_("How many areas have such a value."))


class PathSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    level = serializers.CharField()


class CountsSerializer(serializers.Serializer):
    """The counts of `areas`, `outside` and `unplaced` make `total`; submissions and persons do not add up."""

    level = serializers.CharField(allow_null=True, help_text=_("Null for an own layer."))
    layer = serializers.IntegerField(allow_null=True)
    unit = serializers.ChoiceField(UNITS)
    total = serializers.IntegerField()
    remarks = serializers.IntegerField()
    submissions = serializers.IntegerField()
    persons = serializers.IntegerField(allow_null=True, help_text=HIDDEN)
    placed = serializers.IntegerField(help_text=_("Remarks with a place, whatever the unit."))
    outside = serializers.IntegerField(help_text=_("With a place, in no area of that level."))
    unplaced = serializers.IntegerField(help_text=_("Without a place."))
    path = PathSerializer(many=True, help_text=_("From the territory down to the area asked about."))
    measure = serializers.ChoiceField(MEASURES, required=False, help_text=_("What the classes are of."))
    classing = serializers.ChoiceField(CLASSINGS, required=False)
    classes = ClassSerializer(many=True, required=False)
    zeros = serializers.IntegerField(required=False, help_text=_("Areas with zero; they are in no class."))
    unknown = serializers.IntegerField(
        required=False, help_text=_("Areas of which it is not known; they are in no class.")
    )
    areas = AreaCountSerializer(many=True)


class BucketSerializer(serializers.Serializer):
    start = serializers.DateField()
    end = serializers.DateField(help_text=_("The first day that no longer belongs to it."))
    count = serializers.IntegerField()


class TrendSerializer(serializers.Serializer):
    by = serializers.ChoiceField(PERIODS)
    unit = serializers.ChoiceField(UNITS)
    total = serializers.IntegerField()
    buckets = BucketSerializer(many=True)
