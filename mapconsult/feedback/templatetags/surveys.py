"""Fields that the form of a survey writes by hand."""

from django import template

register = template.Library()


@register.filter
def typed(place, field):
    """What was typed into a field of a place (a dict, or None for a new one)."""
    return place.get(field, "") if place else ""
