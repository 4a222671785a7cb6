"""What may be asked of counts and trends, and what the answers hold."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from geo.models import Level
from mapconsult.insight.scope import LEVELS
from mapconsult.insight.trends import PERIODS

HIDDEN = _("Null where small numbers of persons are hidden from the public, and under filters.")


class CountsQuery(serializers.Serializer):
    level = serializers.ChoiceField(
        [level.key for level in LEVELS],
        required=False,
        help_text=_("The finest for which there are areas, if it is not given."),
        error_messages={
            "invalid_choice": _("There is no level “{input}”; these there are: %(levels)s.")
            % {"levels": ", ".join(level.key for level in LEVELS)}
        },
    )
    geometry = serializers.BooleanField(default=False, help_text=_("The areas as GeoJSON features."))

    def validate_level(self, key):
        return Level.named(key)


class TrendQuery(serializers.Serializer):
    by = serializers.ChoiceField(
        PERIODS, required=False, help_text=_("The finest that gives at most 62 bars, if it is not given.")
    )


class AreaCountSerializer(serializers.Serializer):
    """An area with its numbers: the properties of a feature, or a row of `areas`."""

    code = serializers.CharField()
    name = serializers.CharField()
    parent = serializers.CharField(allow_null=True)
    count = serializers.IntegerField()
    submissions = serializers.IntegerField()
    persons = serializers.IntegerField(allow_null=True, help_text=HIDDEN)
    population = serializers.IntegerField(allow_null=True)
    population_year = serializers.IntegerField(allow_null=True)
    rate_per_1000 = serializers.FloatField(allow_null=True)


class PathSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    level = serializers.CharField()


class CountsSerializer(serializers.Serializer):
    """The counts of `areas`, `outside` and `unplaced` make `total`; submissions and persons do not add up."""

    level = serializers.CharField()
    total = serializers.IntegerField()
    submissions = serializers.IntegerField()
    persons = serializers.IntegerField(allow_null=True, help_text=HIDDEN)
    outside = serializers.IntegerField(help_text=_("With a place, in no area of that level."))
    unplaced = serializers.IntegerField(help_text=_("Without a place."))
    path = PathSerializer(many=True, help_text=_("From the territory down to the area asked about."))
    areas = AreaCountSerializer(many=True)


class BucketSerializer(serializers.Serializer):
    start = serializers.DateField()
    end = serializers.DateField(help_text=_("The first day that no longer belongs to it."))
    count = serializers.IntegerField()


class TrendSerializer(serializers.Serializer):
    by = serializers.ChoiceField(PERIODS)
    total = serializers.IntegerField()
    buckets = BucketSerializer(many=True)
