"""Markdown of people of the office -> HTML that is safe to show."""

import markdown
import nh3
from django.utils.safestring import mark_safe

EXTENSIONS = ["tables", "sane_lists", "toc"]
# A text stands under the heading of its page: its own begin at h2.
SETTINGS = {"toc": {"baselevel": 2}}
TAGS = {
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "code",
    "dd",
    "dl",
    "dt",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}


def to_html(text):
    """No scripts, styles or images are let through, so no page calls another host."""
    html = markdown.markdown(text, extensions=EXTENSIONS, extension_configs=SETTINGS)
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES)
    return mark_safe(clean)  # nosec B308 B703
