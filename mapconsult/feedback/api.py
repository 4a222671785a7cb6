"""The API of remarks: submit, read a page, draw a map. Each view reads, asks permission, calls, responds."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from geo.grid import is_tile
from geo.tiles import mvt
from mapconsult.accounts.addresses import address_key
from mapconsult.consultations.models import Consultation
from mapconsult.feedback import guards, identity, mapview, proof
from mapconsult.feedback.actions import ConsultationClosed, KeyReused, Origin, find_repeat
from mapconsult.feedback.contacts import site_of
from mapconsult.feedback.features import GEOJSON, drawing, feature, feature_collection
from mapconsult.feedback.models import Flag, Remark
from mapconsult.feedback.paging import KEYS, cursor_at
from mapconsult.feedback.reading import Reading
from mapconsult.feedback.schema import filter_parameters, geojson
from mapconsult.feedback.serializers import (
    ChallengeQuery,
    MapQuery,
    PageQuery,
    SubmissionInSerializer,
    SubmissionOutSerializer,
)

MVT = "application/vnd.mapbox-vector-tile"
PROBLEM = "application/problem+json"
TILE_PROPERTIES = ["category_id", "kind", "state", "outcome", "received_at"]


# What a sender learns of the place of a remark.
LEVELS = ["district", "gmina", "powiat", "voivodeship"]


class Closed(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = _("This consultation takes no remarks now.")


class OtherBody(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = _("This key came before with another content; make a new key for a new submission.")


class TooMany(APIException):
    status_code = status.HTTP_429_TOO_MANY_REQUESTS
    default_detail = _("Too many remarks came from here in a short time.")

    def __init__(self, wait):
        super().__init__()
        self.wait = wait


class ProofNeeded(APIException):
    """Its members say where a challenge is got; see ChallengeView."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = _("Many remarks come at this moment: send a proof of work along.")

    def __init__(self, consultation):
        super().__init__()
        query = urlencode({"consultation": consultation.slug})
        self.members = {
            "type": f"{reverse('api:docs')}#proof-of-work",
            "challenge": f"{reverse('api:challenge')}?{query}",
        }


class ChallengeView(APIView):
    """A challenge of ALTCHA for one submission, good for ten minutes."""

    authentication_classes = []

    @extend_schema(
        parameters=[ChallengeQuery],
        responses=OpenApiResponse(OpenApiTypes.OBJECT, description="What ALTCHA's solvers take."),
        tags=["submissions"],
    )
    def get(self, request):
        query = ChallengeQuery(data=request.GET)
        query.is_valid(raise_exception=True)
        made = proof.challenge(query.validated_data["consultation"])
        return Response(made, headers={"Cache-Control": "no-store"})


class SubmissionsView(APIView):
    """Take a submission of one or more remarks."""

    @extend_schema(
        request=SubmissionInSerializer,
        responses={
            201: SubmissionOutSerializer,
            200: OpenApiResponse(SubmissionOutSerializer, description="The same key came before."),
            409: OpenApiResponse(description="Closed, or the key came before with another body."),
            (428, PROBLEM): OpenApiResponse(
                OpenApiTypes.OBJECT,
                description="A proof of work is asked for: solve what `challenge` leads to, and send again.",
            ),
            429: OpenApiResponse(description="Too many from here; `Retry-After` says when to try again."),
        },
        tags=["submissions"],
    )
    def post(self, request, slug):
        consultation = get_object_or_404(
            Consultation.objects.visible_to(request.user).defer("text"), slug=slug
        )
        categories = {category.pk: category for category in consultation.categories.all()}
        context = {"consultation": consultation, "categories": categories}
        sent = SubmissionInSerializer(data=request.data, context=context)
        known = identity.known_device(request)
        device = known or identity.new_device()
        if sent.is_valid():
            submission, created = _receive(consultation, sent, request, device, is_new=not known)
        else:
            submission, created = _repeat(consultation, sent), False
        response = Response(
            _receipt(request, submission, sent.sent_key()),
            status=status.HTTP_201_CREATED if created else status.HTTP_200_OK,
        )
        identity.remember_device(response, device)
        return response


def _receive(consultation, sent, request, device, is_new):
    decoyed = bool(sent.validated_data["website"])
    origin = Origin(
        account=request.user if request.user.is_authenticated else None,
        device=device,
        address_key=address_key(request),
        flags=(Flag.HONEYPOT,) if decoyed else (),
        # A robot makes us write to nobody.
        site="" if decoyed else site_of(request),
    )
    try:
        return guards.receive(
            consultation=consultation,
            draft=sent.draft(),
            origin=origin,
            is_new=is_new,
            proof=sent.validated_data["proof"],
        )
    except ConsultationClosed:
        raise Closed from None
    except KeyReused:
        raise OtherBody from None
    except guards.TooMany as refusal:
        raise TooMany(refusal.wait) from None
    except guards.ProofNeeded:
        raise ProofNeeded(consultation) from None


def _repeat(consultation, sent):
    """What was stored of this very body before the office took a category away or drew the border closer;
    else ValidationError with what is wrong."""
    try:
        key = sent.sent_key()
        earlier = key and find_repeat(consultation=consultation, key=key, body_digest=sent.body_digest())
    except KeyReused:
        earlier = None
    if not earlier:
        raise ValidationError(sent.errors)
    return earlier


def _receipt(request, submission, key):
    """What the sender is told, as SubmissionOutSerializer describes it; the same for a repeat.

    Plain dicts and no query: every submission waits for this.
    """
    link = reverse("feedback:submission", args=[identity.token_of(submission, key)])
    return {
        "id": submission.pk,
        "reference": str(submission),
        "edit_url": request.build_absolute_uri(link),
        "remarks": [_told(remark) for remark in submission.points],
    }


def _told(remark):
    told = {"id": remark.pk, "reference": remark.reference, "state": remark.state}
    for level in LEVELS:
        told[level] = getattr(remark, f"{level}_code")
        told[f"{level}_name"] = getattr(remark, f"{level}_name")
    return told


class RemarksView(APIView):
    """Remarks as GeoJSON features, newest first unless another order is asked for."""

    @extend_schema(
        operation_id="consultations_remarks_list",
        parameters=[*filter_parameters(), PageQuery],
        responses=geojson("A FeatureCollection with numberMatched, numberReturned and links."),
        tags=["remarks"],
    )
    def get(self, request, slug):
        reading = Reading(request, slug).check()
        query = PageQuery(data=request.GET)
        query.is_valid(raise_exception=True)
        page = query.validated_data
        return reading.answer(lambda: _remarks_page(reading, **page), *page.items())


def _remarks_page(reading, limit, order, **page):
    remarks = reading.in_order(order=order, **page)
    keys = KEYS[order]
    document = feature(official=reading.official, words=reading.words)
    rows = list(remarks.values_list(*keys, document, named=True)[: limit + 1])
    rows, more = rows[:limit], len(rows) > limit
    links = [_link(reading.request, "self")]
    if more:
        links.append(_link(reading.request, "next", cursor_at(rows[-1], order)))
    return feature_collection(
        [row[-1] for row in rows],
        numberMatched=reading.remarks.count(),
        numberReturned=len(rows),
        links=links,
    )


def _link(request, rel, cursor=None):
    query = request.GET.copy()
    if cursor:
        query["cursor"] = cursor
    href = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {"rel": rel, "type": GEOJSON, "href": href}


class RemarkView(APIView):
    """One remark as a GeoJSON feature."""

    @extend_schema(responses=geojson("A Feature."), tags=["remarks"])
    def get(self, request, slug, pk):
        reading = Reading(request, slug)
        visible = Remark.objects.of(reading.consultation).visible_to(request.user)
        found = visible.filter(pk=pk).values_list(feature(official=reading.official), flat=True)
        document = get_object_or_404(found)
        return reading.check().answer(lambda: HttpResponse(document, content_type=GEOJSON))


class MapView(APIView):
    """What a map draws: pins and clusters with exact counts, bounded in number."""

    @extend_schema(
        parameters=[*filter_parameters(), MapQuery],
        responses=geojson("A FeatureCollection of points with `count`, beside it `total` and `unplaced`."),
        tags=["remarks"],
    )
    def get(self, request, slug):
        reading = Reading(request, slug).check()
        query = MapQuery(data=request.GET)
        query.is_valid(raise_exception=True)
        zoom = query.validated_data["zoom"]
        return reading.answer(lambda: _map(reading, zoom), zoom)


class TileView(APIView):
    """The remarks of one vector tile, in the layer `remarks`, for QGIS and other maps."""

    @extend_schema(
        parameters=filter_parameters(),
        responses={(200, MVT): OpenApiResponse(OpenApiTypes.BINARY), 404: OpenApiResponse()},
        tags=["remarks"],
    )
    def get(self, request, slug, z, x, y):
        reading = Reading(request, slug).check()
        if not is_tile(x, y, z):
            raise Http404
        return reading.answer(lambda: HttpResponse(_tile(reading, z, x, y), content_type=MVT))


def _tile(reading, z, x, y):
    return mvt(reading.remarks, z=z, x=x, y=y, layer="remarks", properties=TILE_PROPERTIES)


def _map(reading, zoom):
    features = mapview.draw(reading.remarks, bbox=reading.bbox, zoom=zoom)
    unplaced = reading.unplaced()
    total = unplaced + sum(drawn["properties"]["count"] for drawn in features)
    return drawing(features, total=total, unplaced=unplaced)
