from django import template
from django.utils.translation import gettext as _

register = template.Library()

# In this order: each browser also calls itself by the names of those below it.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@register.filter
def device(user_agent):
    """What a browser calls itself, in words for people: `Firefox, Windows`."""
    found = [_first(names, user_agent) for names in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or _("unknown device")


def _first(names, user_agent):
    return next((name for part, name in names.items() if part in user_agent), "")
