"""The API of photos: one at a time, after the submission, by whoever has its edit token."""

from django.core.exceptions import ValidationError as Refused
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from mapconsult.accounts.addresses import address_key
from mapconsult.consultations.images import LARGEST_FILE
from mapconsult.feedback.links import conceal
from mapconsult.feedback.models import ALT_LENGTH, Submission
from mapconsult.feedback.photos import TooManyTries, add_photo, count_tries
from mapconsult.feedback.serializers import KeyField

# Of the fields beside the file.
ROOM = 64 * 1024
# How each code of a refusal is answered; any other is the file's fault.
STATUS = {
    "none": status.HTTP_409_CONFLICT,
    "late": status.HTTP_409_CONFLICT,
    "withdrawn": status.HTTP_409_CONFLICT,
    "full": status.HTTP_409_CONFLICT,
    "large": status.HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    "kind": status.HTTP_415_UNSUPPORTED_MEDIA_TYPE,
}


class NotTaken(APIException):
    """A photo that is not stored, and why; trying again will not help."""

    def __init__(self, refusal):
        super().__init__(" ".join(refusal.messages))
        self.status_code = STATUS.get(refusal.code, status.HTTP_422_UNPROCESSABLE_ENTITY)


class TooManyPhotosSent(APIException):
    status_code = status.HTTP_429_TOO_MANY_REQUESTS
    default_detail = gettext_lazy("Too many photos came from here in a short time.")

    def __init__(self, wait):
        super().__init__()
        self.wait = wait


class UploadParser(MultiPartParser):
    """A form with one file; what is larger is refused unread."""

    def parse(self, stream, media_type=None, parser_context=None):
        length = parser_context["request"].META.get("CONTENT_LENGTH") or 0
        if int(length) > LARGEST_FILE + ROOM:
            megabytes = LARGEST_FILE // (1024 * 1024)
            reason = _("The file is larger than %(number)d MB.") % {"number": megabytes}
            raise NotTaken(Refused(reason, "large"))
        return super().parse(stream, media_type, parser_context)


class PhotoInSerializer(serializers.Serializer):
    key = KeyField(help_text=gettext_lazy("Made by the client; a repeat with the same key is stored once."))
    token = serializers.CharField(
        max_length=100, help_text=gettext_lazy("The last part of the submission's `edit_url`.")
    )
    remark = serializers.IntegerField(
        min_value=1, max_value=32767, help_text=gettext_lazy("Its number within the submission, from 1.")
    )
    file = serializers.FileField(
        allow_empty_file=True, help_text=gettext_lazy("A picture in JPEG, PNG or WebP.")
    )
    alt = serializers.CharField(
        max_length=ALT_LENGTH,
        required=False,
        default="",
        allow_blank=True,
        help_text=gettext_lazy("What is in the picture, for those who do not see it."),
    )


class PhotoOutSerializer(serializers.Serializer):
    """A stored photo. Its addresses answer the public once the remark is public."""

    url = serializers.CharField()
    preview = serializers.CharField()
    alt = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class PhotosView(APIView):
    """Add one photo to a remark that was just sent."""

    # The token is the authority, whoever is signed in: a service worker sends no form of a page.
    authentication_classes = []
    parser_classes = [UploadParser]

    @extend_schema(
        request=PhotoInSerializer,
        responses={
            201: PhotoOutSerializer,
            200: OpenApiResponse(PhotoOutSerializer, description="The same key came before."),
            404: OpenApiResponse(description="The token opens no submission here, or it has no such remark."),
            409: OpenApiResponse(description="No photos here, too late, withdrawn, or three already."),
            413: OpenApiResponse(description="The file, or the picture in it, is too large."),
            415: OpenApiResponse(description="The file is no picture in JPEG, PNG or WebP."),
            422: OpenApiResponse(description="The picture is damaged."),
            429: OpenApiResponse(description="Too many from here; `Retry-After` says when to try again."),
        },
        tags=["submissions"],
    )
    def post(self, request, slug):
        sent = PhotoInSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        submission = _find(slug, asked["token"])
        remark = get_object_or_404(submission.remarks, ordinal=asked["remark"])
        remark.consultation = submission.consultation
        try:
            count_tries(submission=submission, address=address_key(request))
            photo, created = add_photo(remark=remark, key=asked["key"], file=asked["file"], alt=asked["alt"])
        except Refused as refusal:
            raise NotTaken(refusal) from None
        except TooManyTries as refusal:
            raise TooManyPhotosSent(refusal.wait) from None
        code = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return conceal(Response(told(photo), status=code))


def told(photo):
    """A photo as PhotoOutSerializer describes it; so do the GeoJSON features."""
    return {
        "url": reverse("feedback:photo", args=[photo.pk]),
        "preview": reverse("feedback:photo-preview", args=[photo.pk]),
        "alt": photo.alt,
        "width": photo.width,
        "height": photo.height,
    }


def _find(slug, token):
    submission = Submission.objects.select_related("consultation").by_token(token)
    if submission is None or submission.consultation.slug != slug:
        raise Http404
    return submission
