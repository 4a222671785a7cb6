"""Who may see what a consultation adds up to."""

from copy import copy

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from mapconsult.accounts.roles import Right
from mapconsult.consultations.permissions import right_to_write, standing
from mapconsult.feedback.reading import Reading


def official_reading(request, slug):
    """The Reading of somebody who may read all remarks; there is no such page (404) for the public."""
    reading = Reading(request, slug)
    reading.standing.require(Right.READ)
    return reading


def public_reading(request, slug):
    """The Reading of a visitor, whoever asks. 404 while the results are not public, but for those who may
    make them so: they look first."""
    visiting = copy(request)
    visiting.user = AnonymousUser()
    reading = Reading(visiting, slug)
    consultation = reading.consultation
    if not consultation.results_public:
        held = standing(request.user, consultation)
        if not held.may_everywhere(right_to_write(consultation)):
            raise Http404
    return reading
