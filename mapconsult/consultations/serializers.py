"""Consultations as the API gives them."""

from django.urls import reverse
from rest_framework import serializers
from rest_framework_gis.fields import GeometryField
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from mapconsult.consultations.models import Category, Consultation, Phase, PlanLayer, Zone


class CategorySerializer(serializers.ModelSerializer):
    class Meta:
        model = Category
        fields = ["id", "slug", "name", "color", "icon", "geometries"]


class PhaseSerializer(serializers.ModelSerializer):
    class Meta:
        model = Phase
        fields = ["id", "name", "opens_at", "closes_at"]


class PlanLayerSerializer(serializers.ModelSerializer):
    """`url` leads to the zones of a plan, to the file of an image, or to the WMS."""

    url = serializers.SerializerMethodField()
    corners = serializers.SerializerMethodField()

    class Meta:
        model = PlanLayer
        fields = ["id", "kind", "name", "opacity", "url", "corners", "wms_layers", "attribution"]

    def get_url(self, layer) -> str:
        if layer.kind == PlanLayer.Kind.WMS:
            return layer.wms_url
        name = "api:layer-image" if layer.kind == PlanLayer.Kind.IMAGE else "api:layer"
        return reverse(name, args=[layer.consultation.slug, layer.pk])

    def get_corners(self, layer) -> list[list[float]] | None:
        """[lon, lat] of north-west, north-east, south-east, south-west; null unless it is an image."""
        return [list(position) for position in layer.corners[0][:4]] if layer.corners else None


class ConsultationSerializer(serializers.ModelSerializer):
    """One line of the list."""

    state = serializers.SerializerMethodField()
    host = serializers.CharField(source="host.name")
    territory = serializers.CharField(source="territory.code")
    territory_name = serializers.CharField(source="territory.name")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Consultation
        fields = [
            "slug",
            "title",
            "state",
            "opens_at",
            "closes_at",
            "host",
            "territory",
            "territory_name",
            "summary",
            "results_public",
            "url",
        ]

    def get_state(self, consultation) -> str:
        return consultation.effective_state()

    def get_url(self, consultation) -> str:
        return self.context["request"].build_absolute_uri(consultation.get_absolute_url())


class ConsultationDetailSerializer(ConsultationSerializer):
    extent = GeometryField(precision=7)
    categories = CategorySerializer(many=True)
    phases = PhaseSerializer(many=True)
    layers = PlanLayerSerializer(many=True)

    class Meta(ConsultationSerializer.Meta):
        added = ["email", "text", "extent", "categories", "phases", "layers"]
        fields = [*ConsultationSerializer.Meta.fields, *added]


class ZoneSerializer(GeoFeatureModelSerializer):
    class Meta:
        model = Zone
        geo_field = "geometry"
        fields = ["id", "name", "kind", "fill", "stroke", "opacity"]
