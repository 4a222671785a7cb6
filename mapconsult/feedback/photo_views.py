"""Photos as files: for the public, and for the sender of a submission before it is public."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from mapconsult.accounts.roles import Right
from mapconsult.consultations.images import send_file
from mapconsult.consultations.permissions import standing
from mapconsult.feedback.links import conceal
from mapconsult.feedback.models import Photo, RemarkState
from mapconsult.feedback.own import OwnSubmissionView
from mapconsult.feedback.views import SubmissionView

PUBLIC = {"public": True, "max_age": 24 * 3600}
PRIVATE = {"private": True, "no_store": True}


@require_safe
def photo(request, pk, preview=False):
    """A photo for whoever may see its remark; one that a moderator has hidden for officials alone.

    A public one is kept by caches for a day, not for ever: its remark may be withdrawn. Any other is kept by
    nobody, not even by the browser of an official: others may sit down at it.
    """
    found = get_object_or_404(
        Photo.objects.visible_to(request.user).select_related("remark__consultation"), pk=pk
    )
    if found.is_hidden:
        _require_reader(request.user, found.remark.consultation)
    response = send_file(found.preview if preview else found.file)
    public = not found.is_hidden and found.remark.state == RemarkState.PUBLISHED
    patch_cache_control(response, **(PUBLIC if public else PRIVATE))
    return response


def _require_reader(user, consultation):
    try:
        standing(user, consultation).require(Right.READ)
    except PermissionDenied:
        raise Http404 from None


class OfSubmission:
    """The preview of a photo on the private page, whatever became of its remark."""

    http_method_names = ["get", "head"]

    def dispatch(self, request, *args, photo, **kwargs):
        self.photo = photo
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        found = get_object_or_404(Photo, pk=self.photo, remark__submission=self.submission)
        return conceal(send_file(found.preview))


class SubmissionPhotoView(OfSubmission, SubmissionView):
    """For whoever has the secret link."""


class OwnSubmissionPhotoView(OfSubmission, OwnSubmissionView):
    """For the account that the submission belongs to."""
