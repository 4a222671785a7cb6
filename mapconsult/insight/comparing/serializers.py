"""What may be asked of comparisons in place and time, and what the answers hold."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from mapconsult.feedback.serializers import MapQuery
from mapconsult.insight.serializers import AreasQuery, PathSerializer
from mapconsult.insight.trends import PERIODS
from mapconsult.insight.units import UNITS

LONGEST_QUERY = 4000


class CellsQuery(AreasQuery, MapQuery):
    """By areas, or by the cells of a view."""

    cells = serializers.BooleanField(
        default=False, help_text=_("By the cells of the view (`in_bbox` and `zoom`) instead of areas.")
    )


class DifferenceQuery(CellsQuery):
    a = serializers.CharField(
        allow_blank=True,
        max_length=LONGEST_QUERY,
        help_text=_("Filters as an address has them (`category=1`), beside the other filters."),
    )
    b = serializers.CharField(
        allow_blank=True, max_length=LONGEST_QUERY, help_text=_("What it is compared with, likewise.")
    )
    geometry = serializers.BooleanField(default=False, help_text=_("The areas as GeoJSON features."))


class FramesQuery(CellsQuery):
    by = serializers.ChoiceField(
        PERIODS, required=False, help_text=_("The finest of which there are at most 62, if it is not given.")
    )


class SideSerializer(serializers.Serializer):
    query = serializers.CharField()
    total = serializers.IntegerField(help_text=_("Wherever the view is; what the shares are of."))
    outside = serializers.IntegerField()
    unplaced = serializers.IntegerField()


class ComparedAreaSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    parent = serializers.CharField(allow_null=True)
    a = serializers.IntegerField()
    b = serializers.IntegerField()
    share_a = serializers.FloatField(allow_null=True, help_text=_("Per cent of the total of a."))
    share_b = serializers.FloatField(allow_null=True, help_text=_("Per cent of the total of b."))
    difference = serializers.FloatField(
        allow_null=True, help_text=_("By how many percentage points the share of a is above that of b.")
    )


class DifferenceSerializer(serializers.Serializer):
    """Where `a` has more than its share, and where `b` has."""

    level = serializers.CharField(allow_null=True)
    layer = serializers.IntegerField(allow_null=True)
    unit = serializers.ChoiceField(UNITS)
    path = PathSerializer(many=True)
    a = SideSerializer()
    b = SideSerializer()
    most = serializers.FloatField(help_text=_("The largest difference in either direction."))
    areas = ComparedAreaSerializer(many=True)


class FrameSerializer(serializers.Serializer):
    start = serializers.DateField()
    end = serializers.DateField(help_text=_("The first day that no longer belongs to it."))
    total = serializers.IntegerField()
    outside = serializers.IntegerField()
    unplaced = serializers.IntegerField()


class FilmedAreaSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    parent = serializers.CharField(allow_null=True)
    counts = serializers.ListField(child=serializers.IntegerField(), help_text=_("One for each frame."))


class FramesSerializer(serializers.Serializer):
    """`areas` are those with anything in any frame."""

    level = serializers.CharField(allow_null=True)
    layer = serializers.IntegerField(allow_null=True)
    unit = serializers.ChoiceField(UNITS)
    path = PathSerializer(many=True)
    by = serializers.ChoiceField(PERIODS)
    most = serializers.IntegerField(help_text=_("The largest number in one area and frame."))
    frames = FrameSerializer(many=True)
    areas = FilmedAreaSerializer(many=True)
