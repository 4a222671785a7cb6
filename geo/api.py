"""Areas by the API."""

from django.conf import settings
from django.http import HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import APIView

from geo.models import Area, Level, Revision
from geo.serializers import AreaFeatureSerializer, AreaPageSerializer, AreaQuery, AreaSerializer

GEOJSON = "application/geo+json"


class AreaPages(PageNumberPagination):
    page_size = 100
    page_size_query_param = "limit"
    max_page_size = 1000


class AreasView(APIView):
    """The areas of today, by name. `at` gives those that a place lies in, one a level: on a shared border the
    one with the lowest code, in the sea none."""

    @extend_schema(
        operation_id="areas_list",
        parameters=[AreaQuery],
        responses={
            (200, "application/json"): AreaPageSerializer,
            (200, GEOJSON): OpenApiResponse(OpenApiTypes.OBJECT, description="For `geometry=true`."),
        },
        tags=["areas"],
    )
    def get(self, request):
        query = AreaQuery(data=request.GET)
        query.is_valid(raise_exception=True)
        return _unless_known(request, lambda: _page(request, **query.validated_data))


class AreaView(APIView):
    """One area with its outline, as a GeoJSON feature."""

    # The outline is an annotation, which the schema generator cannot look into.
    @extend_schema(
        responses={
            (200, GEOJSON): OpenApiResponse(
                OpenApiTypes.OBJECT, description="A GeoJSON Feature with the outline."
            )
        },
        tags=["areas"],
    )
    def get(self, request, level, code):
        return _unless_known(request, lambda: _feature(level, code))


def _page(request, geometry=False, **asked):
    serializer = AreaFeatureSerializer if geometry else AreaSerializer
    areas = _asked(**asked).with_population().select_related("parent").order_by("name", "code")
    pages = AreaPages()
    rows = pages.paginate_queryset(areas.with_outline() if geometry else areas, request)
    page = pages.get_paginated_response(serializer(rows, many=True).data)
    if geometry:
        results = page.data.pop("results")
        page.data = {"type": "FeatureCollection", **page.data, "features": results["features"]}
        page.content_type = GEOJSON
    return page


def _asked(level=None, parent=None, at=None, q=None):
    areas = Area.objects.covering(at) if at else Area.objects.current()
    if level:
        areas = areas.at_level(Level.named(level))
    if parent:
        areas = areas.filter(parent=parent)
    return areas.named_like(q) if q else areas


def _feature(level, code):
    areas = Area.objects.current().with_population().with_outline().select_related("parent")
    area = get_object_or_404(areas, level=level, code=code)
    return Response(AreaFeatureSerializer(area).data, content_type=GEOJSON)


def _unless_known(request, build):
    """304 if the reader has what the current revision of the areas gives, else `build()`: one probe."""
    tag = quote_etag(f"areas-{Revision.current()}-{settings.RELEASE}")
    response = get_conditional_response(request, etag=tag)
    if not isinstance(response, HttpResponseNotModified):
        response = build()
    response["ETag"] = tag
    patch_cache_control(response, public=True, no_cache=True)
    return response
