"""Small pieces that templates of every room share."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join, json_script
from django.utils.translation import get_language

from mapconsult.consultations.markdown import to_html
from mapconsult.consultations.modules import needed_by
from mapconsult.consultations.timing import timing
from mapconsult.consultations.words import version

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


@register.simple_tag
def module(path):
    """The ES module of a page. All that it imports is asked for with it, not found import after import; but
    after the styles, which a reader waits for."""
    link = '<link rel="modulepreload" fetchpriority="low" href="{}">'
    links = format_html_join("\n", link, ((static(name),) for name in needed_by(path)))
    return format_html('{}\n<script type="module" src="{}"></script>', links, static(path))


@register.simple_tag
def words_url():
    """The words of the scripts in the page's language, under an address that browsers keep for good."""
    return f"{reverse('words')}?v={version(get_language())}"
