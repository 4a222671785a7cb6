"""What people wrote, as pages show it."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

register = template.Library()

# js/feedback/text.js does the same in the browser.
LINK = re.compile(r'(?:https?://|www\.)[^\s<>"]+', re.IGNORECASE)
# What ends a sentence, not an address.
TAIL = ".,:;!?'\"»”)]"
# A link in a remark earns no rank, and the page it leads to learns nothing of ours.
REL = "nofollow ugc noopener noreferrer"


@register.filter
def marked(highlight):
    """A text with the words that were looked for in it: feedback.search.highlight() has escaped it."""
    return mark_safe(highlight)  # nosec B308 B703


@register.filter
def linked(text):
    """The text, escaped, with its addresses as links."""
    parts, end = [], 0
    for found in LINK.finditer(text):
        shown = found[0].rstrip(TAIL)
        href = f"https://{shown}" if shown.lower().startswith("www.") else shown
        parts += [
            text[end : found.start()],
            format_html('<a href="{}" rel="{}">{}</a>', href, REL, shown),
        ]
        end = found.start() + len(shown)
    return format_html_join("", "{}", ((part,) for part in [*parts, text[end:]]))
