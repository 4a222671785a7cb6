"""What browsers are told about every answer, beside what Django's SecurityMiddleware tells them."""

from csp.constants import NONCE, NONE, SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.utils.cache import patch_cache_control

from mapconsult.consultations.origins import origin_of

# What no page may do, and no page within it; what it may is named.
OFF = [
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
]
OWN = ["clipboard-write", "geolocation", "publickey-credentials-create", "publickey-credentials-get"]
PERMISSIONS = ", ".join([*(f"{name}=(self)" for name in OWN), *(f"{name}=()" for name in OFF)])
# An answer that is no page, opened as one: it loads nothing, runs nothing, and nobody frames it.
NO_PAGE = {"default-src": [NONE], "base-uri": [NONE], "form-action": [NONE], "frame-ancestors": [NONE]}


def policy(*, pictures):
    """The Content-Security-Policy of pages, which may show pictures of these addresses.

    Nothing inline: scripts and styles are files of ours. The nonce serves the maps of the admin alone, whose
    scripts stand in the page. A page of a consultation lets in the hosts of its map services, too.
    """
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF, NONCE],
            "style-src": [SELF],
            "img-src": [SELF, "data:", "blob:", *filter(None, map(origin_of, pictures))],
            "connect-src": [SELF],
            "worker-src": [SELF],
            "manifest-src": [SELF],
            "base-uri": [NONE],
            "form-action": [SELF],
            "frame-ancestors": [NONE],
            "object-src": [NONE],
        }
    }


class PolicyMiddleware(CSPMiddleware):
    """Content-Security-Policy: that of the settings for pages, NO_PAGE for what is no page (the API, files).

    A view lets more in by `response._csp_update`; a page that may be framed says so by django-csp's
    `csp_replace({"frame-ancestors": [...]})`; an answer that brings its own policy keeps it.
    """

    def get_policy_parts(self, request, response, report_only=False):
        if not _is_page(response) and not report_only:
            return PolicyParts(config=NO_PAGE)
        return super().get_policy_parts(request, response, report_only)


def tell_browsers(get_response):
    """Permissions, who may embed an answer, and how long a page is kept."""

    def middleware(request):
        response = get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _is_page(response):
            _tell_caches(response, signed_in=settings.SESSION_COOKIE_NAME in request.COOKIES)
        return response

    return middleware


def _tell_caches(response, *, signed_in):
    """A page of somebody signed in is not kept, whatever its view says, unless that is `public`: behind the
    back button of a shared computer, and without a network, there is nothing of who was signed in."""
    told = response.get("Cache-Control", "")
    if signed_in and "public" not in told:
        patch_cache_control(response, private=True, no_store=True)
    elif not told:
        patch_cache_control(response, private=True, no_cache=True)


def _is_page(response):
    return response.get("Content-Type", "").startswith("text/html")
