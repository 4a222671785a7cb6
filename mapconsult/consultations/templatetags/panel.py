"""The way between the pages of a consultation's panel."""

from django import template

from mapconsult.consultations.panel.nav import tabs

register = template.Library()


@register.simple_tag(takes_context=True)
def panel_tabs(context, consultation):
    """Those pages that the reader may open, the one that is open marked."""
    request = context["request"]
    return tabs(request.user, consultation, request.path)
