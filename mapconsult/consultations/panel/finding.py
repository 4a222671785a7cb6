"""The consultation of a page of the panel."""

from django.shortcuts import get_object_or_404

from mapconsult.consultations.models import Consultation


def find(request, slug, lock=False):
    """The one that the user sees under this address; with a lock, nobody else changes it meanwhile."""
    found = Consultation.objects.visible_to(request.user).select_related("host__territory", "territory")
    return get_object_or_404(found.select_for_update(of=["self"]) if lock else found, slug=slug)
