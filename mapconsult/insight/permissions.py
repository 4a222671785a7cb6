"""Who may see what a consultation adds up to."""

from mapconsult.accounts.roles import Right
from mapconsult.feedback.reading import Reading


def official_reading(request, slug):
    """The Reading of somebody who may read all remarks; there is no such page (404) for the public."""
    reading = Reading(request, slug)
    reading.standing.require(Right.READ)
    return reading
