"""Who may see what a consultation adds up to: the people of its host."""

from django.http import Http404

from mapconsult.feedback.reading import Reading


def official_reading(request, slug):
    """The Reading of somebody who works for the host; for everybody else there is no such page (404)."""
    reading = Reading(request, slug)
    if not reading.official:
        raise Http404
    return reading
