"""The API of consultations, and of the plans that lie on their maps."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import APIView

from mapconsult.consultations.images import send_file
from mapconsult.consultations.models import Consultation, PlanLayer
from mapconsult.consultations.serializers import (
    ConsultationDetailSerializer,
    ConsultationSerializer,
    ZoneSerializer,
)

GEOJSON = "application/geo+json"


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200


class PrivateToTheSignedIn:
    """What somebody sees by signing in, such as a draft, is not kept by a cache on its way."""

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        return response


@extend_schema(tags=["consultations"])
class ConsultationsView(PrivateToTheSignedIn, ListAPIView):
    """Consultations that everybody may see, newest first, and the drafts of one's own organisation."""

    serializer_class = ConsultationSerializer
    pagination_class = Pages
    queryset = Consultation.objects.none()

    def get_queryset(self):
        visible = Consultation.objects.visible_to(self.request.user)
        return visible.select_related("host", "territory").defer("extent", "text")


@extend_schema(tags=["consultations"])
class ConsultationView(PrivateToTheSignedIn, RetrieveAPIView):
    """One consultation with its extent, categories, phases and layers."""

    serializer_class = ConsultationDetailSerializer
    lookup_field = "slug"
    queryset = Consultation.objects.none()

    def get_queryset(self):
        return (
            Consultation.objects.visible_to(self.request.user)
            .select_related("host", "territory")
            .prefetch_related("categories", "phases", "layers")
        )


class LayerView(PrivateToTheSignedIn, APIView):
    """The zones of a plan as a GeoJSON FeatureCollection."""

    @extend_schema(responses={(200, GEOJSON): ZoneSerializer(many=True)}, tags=["consultations"])
    def get(self, request, slug, pk):
        zones = find_layers(request.user, slug).prefetch_related(Prefetch("zones"))
        layer = get_object_or_404(zones, pk=pk, kind=PlanLayer.Kind.PLAN)
        return Response(ZoneSerializer(layer.zones.all(), many=True).data, content_type=GEOJSON)


class LayerImageView(PrivateToTheSignedIn, APIView):
    """The file of an image laid on the map."""

    @extend_schema(responses={(200, "image/*"): OpenApiResponse(OpenApiTypes.BINARY)}, tags=["consultations"])
    def get(self, request, slug, pk):
        layer = get_object_or_404(find_layers(request.user, slug), pk=pk, kind=PlanLayer.Kind.IMAGE)
        return send_file(layer.image)


def find_layers(user, slug):
    visible = Consultation.objects.visible_to(user)
    return PlanLayer.objects.filter(consultation__in=visible, consultation__slug=slug)
