"""Small pieces that templates of every room share."""

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join, json_script
from django.utils.translation import get_language

from mapconsult.consultations.markdown import to_html
from mapconsult.consultations.modules import needed_by
from mapconsult.consultations.styles import joined, parts
from mapconsult.consultations.timing import last_day, timing
from mapconsult.consultations.words import version

register = template.Library()
register.filter("markdown", to_html)
register.filter("timing", timing)
register.filter("last_day", last_day)


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
def styles(name):
    """Link the styles of a set (consultations/styles.py)."""
    one_file = getattr(staticfiles_storage, "joins_styles", False)
    paths = [joined(name)] if one_file else parts(name)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(path),) for path in paths))


@register.simple_tag(takes_context=True)
def module(context, path):
    """An ES module of a page. All that it imports is asked for with it, not found import after import; but
    after the styles, which a reader waits for."""
    link = '<link rel="modulepreload" fetchpriority="low" href="{}">'
    asked = context.render_context.setdefault("modules", set())
    needed = [name for name in needed_by(path) if name not in asked]
    asked.update(needed)
    links = format_html_join("\n", link, ((static(name),) for name in needed))
    return format_html('{}\n<script type="module" src="{}"></script>', links, static(path))


@register.simple_tag
def words_url():
    """The words of the scripts in the page's language, under an address that browsers keep for good."""
    return f"{reverse('words')}?v={version(get_language())}"
