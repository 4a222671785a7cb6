"""Areas as the API gives them, and what can be asked of them."""

import math

from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework_gis.fields import GeometryField
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from geo.models import Area, Level


@extend_schema_field({"type": "string", "example": "16.23,53.56"})
class LonLatField(serializers.CharField):
    """`lon,lat` in degrees (EPSG:4326) as a Point."""

    def to_internal_value(self, data):
        try:
            lon, lat = (float(part) for part in super().to_internal_value(data).split(","))
        except ValueError:
            raise serializers.ValidationError(_("Write two numbers: lon,lat.")) from None
        if not (math.isfinite(lon + lat) and -180 <= lon <= 180 and -90 <= lat <= 90):
            raise serializers.ValidationError(_("Longitude and latitude are in degrees."))
        return Point(lon, lat, srid=4326)


class AreaQuery(serializers.Serializer):
    level = serializers.ChoiceField([level.key for level in Level], required=False)
    parent = serializers.CharField(required=False, help_text=_("Code of the area one level up."))
    at = LonLatField(required=False, help_text=_("A place, lon,lat: the areas it lies in."))
    q = serializers.CharField(
        required=False,
        help_text=_("Part of a name, with or without Polish letters, or the beginning of a code."),
    )
    geometry = serializers.BooleanField(default=False, help_text=_("As GeoJSON features with outlines."))

    def validate_parent(self, code):
        parent = Area.objects.coded(code).first()
        if parent is None:
            raise serializers.ValidationError(_("No area has the code %(code)s.") % {"code": code})
        return parent


class AreaSerializer(serializers.ModelSerializer):
    """An area; the population is the latest known, null where none is."""

    level = serializers.SerializerMethodField()
    parent = serializers.CharField(source="parent.code", allow_null=True, default=None)
    population = serializers.IntegerField(allow_null=True)
    population_year = serializers.IntegerField(allow_null=True)

    class Meta:
        model = Area
        fields = ["code", "name", "level", "kind", "parent", "population", "population_year"]

    def get_level(self, area) -> str:
        return Level(area.level).key


class AreaPageSerializer(serializers.Serializer):
    """A page of areas, as geo.api.AreaPages makes it."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = AreaSerializer(many=True)


class AreaFeatureSerializer(AreaSerializer, GeoFeatureModelSerializer):
    """The same as a GeoJSON feature with the outline for display; where a point lies only `at` can tell."""

    outline = GeometryField(allow_null=True)

    class Meta(AreaSerializer.Meta):
        geo_field = "outline"
        id_field = False
        fields = [*AreaSerializer.Meta.fields, "outline"]
