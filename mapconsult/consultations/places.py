"""Where is that: areas and addresses by name, and the parcel under a place, for whoever looks at a map.

Addresses and parcels come from national services and may be missing at any time; see geo/gugik.py.
"""

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.response import Response
from rest_framework.views import APIView

from geo.gugik import find_address, parcel_at
from geo.models import Area, Level
from geo.serializers import LonLatField
from mapconsult.accounts.addresses import address_key
from mapconsult.accounts.limits import Limit, hit
from mapconsult.consultations.models import Consultation

MOST_AREAS = 7
# Somebody who types an address slowly, ten times over.
LOOK_UPS, MINUTE = 60, 60


class PlacesQuery(serializers.Serializer):
    q = serializers.CharField(min_length=2, max_length=100, help_text=_("Part of a name, or an address."))
    consultation = serializers.CharField(
        required=False, help_text=_("Slug of a consultation: look within its territory alone.")
    )


class PlaceSerializer(serializers.Serializer):
    """Something found: where it is, and what to show of the map to see it."""

    kind = serializers.ChoiceField(["area", "address"])
    label = serializers.CharField()
    detail = serializers.CharField(help_text=_("What it is, or where."))
    point = serializers.ListField(child=serializers.FloatField())
    bbox = serializers.ListField(child=serializers.FloatField())
    inside = serializers.BooleanField(help_text=_("Whether the point lies in the area of the consultation."))


class PlacesView(APIView):
    """Areas by name and, where they are switched on, addresses. A service that is down is no error."""

    @extend_schema(parameters=[PlacesQuery], responses=PlaceSerializer(many=True), tags=["areas"])
    def get(self, request):
        query = PlacesQuery(data=request.GET)
        query.is_valid(raise_exception=True)
        text, slug = query.validated_data["q"], query.validated_data.get("consultation")
        consultation = slug and _consultation(request.user, slug)
        found = [*_areas(text, consultation), *_addresses(request, text, consultation)]
        response = Response(PlaceSerializer(found, many=True).data)
        patch_cache_control(response, private=True, max_age=MINUTE)
        return response


class ParcelQuery(serializers.Serializer):
    at = LonLatField(help_text=_("A place, lon,lat."))


class ParcelSerializer(serializers.Serializer):
    parcel = serializers.CharField(allow_null=True)


class ParcelsView(APIView):
    """The identifier of the cadastral parcel under a place; null where none is known."""

    @extend_schema(parameters=[ParcelQuery], responses=ParcelSerializer, tags=["areas"])
    def get(self, request):
        query = ParcelQuery(data=request.GET)
        query.is_valid(raise_exception=True)
        parcel = None
        if settings.GUGIK_ULDK_URL:
            if wait := _too_many(request, "parcels"):
                raise Throttled(wait=wait)
            parcel = parcel_at(query.validated_data["at"])
        response = Response({"parcel": parcel})
        patch_cache_control(response, private=True, max_age=MINUTE)
        return response


def _consultation(user, slug):
    visible = Consultation.objects.visible_to(user).select_related("territory__parent")
    return get_object_or_404(visible, slug=slug)


def _areas(text, consultation):
    """Areas whose name begins with the text come before those that merely contain it."""
    areas = Area.objects.current().named_like(text)
    if consultation:
        areas = areas.within(consultation.territory)
    begins = ExpressionWrapper(Q(name__istartswith=text), output_field=BooleanField())
    found = areas.with_outline().select_related("parent").order_by(begins.desc(), "name", "code")
    return [_area(area, consultation) for area in found[:MOST_AREAS]]


def _area(area, consultation):
    point = area.outline.point_on_surface
    # "osiedle", where that is known: the level alone has three names.
    what = area.kind if area.level == Level.DISTRICT else str(Level(area.level).label)
    detail = [what, area.parent.name if area.parent else ""]
    return _place(
        "area", area.name, ", ".join(filter(None, detail)), point, area.outline.extent, consultation
    )


def _addresses(request, text, consultation):
    if not settings.GUGIK_UUG_URL or not any(sign.isalpha() for sign in text):
        return []
    if _too_many(request, "addresses"):
        return []
    asked = f"{_town(consultation)}, {text}" if consultation and "," not in text else text
    return [
        _place("address", label, "", point, point.extent, consultation)
        for label, point in find_address(asked.removeprefix(", "))
    ]


def _town(consultation):
    """People leave out the town they live in: that of the gmina, which most are named after."""
    area = consultation.territory
    if area.level == Level.DISTRICT:
        area = area.parent
    return area.name if area.level == Level.GMINA else ""


def _place(kind, label, detail, point, box, consultation):
    return {
        "kind": kind,
        "label": label,
        "detail": detail,
        "point": [round(point.x, 6), round(point.y, 6)],
        "bbox": [round(side, 6) for side in box],
        "inside": consultation is None or consultation.extent.covers(point),
    }


def _too_many(request, what):
    """Seconds to wait when this address has asked a service of others too often; 0 when it may ask."""
    if (key := address_key(request)) is None:
        return 0
    [counted] = hit(Limit(f"{what}/{key}", LOOK_UPS, MINUTE))
    return counted.wait if counted.exceeded else 0
