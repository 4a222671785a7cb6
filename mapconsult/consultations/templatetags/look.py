"""Small pieces that templates of every room share."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, json_script

from mapconsult.consultations.markdown import to_html
from mapconsult.consultations.timing import timing

register = template.Library()
register.filter("markdown", to_html)
register.filter("timing", timing)


@register.simple_tag
def icon(name):
    """A symbol of img/icons.svg, hidden from screen readers: words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("mapconsult/img/icons.svg"),
        name,
    )


@register.inclusion_tag("consultations/_pin.html")
def pin(pin):
    """The symbol of a category (pins.Pin), as the map draws it."""
    return {"pin": pin, "icons": static("mapconsult/img/icons.svg")}


@register.simple_tag
def base_maps():
    """settings.BASE_MAPS for js/map/map.js: [{"name", "url", "attribution", "maxZoom", "wms"?}]."""
    return json_script(settings.BASE_MAPS, "base-maps")
