"""Small pieces that templates of every room share: icons and the configured base maps."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, json_script

register = template.Library()


@register.simple_tag
def icon(name):
    """A symbol of img/icons.svg, hidden from screen readers: words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("mapconsult/img/icons.svg"),
        name,
    )


@register.simple_tag
def base_maps():
    """settings.BASE_MAPS for js/map/map.js: [{"name", "url", "attribution", "maxZoom", "wms"?}]."""
    return json_script(settings.BASE_MAPS, "base-maps")
