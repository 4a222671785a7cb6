"""Without a network: the manifest that makes mapconsult installable, its service worker, and the page for
what is not kept (docs/decisions/0010-offline.md)."""

import json
from hashlib import sha256

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from mapconsult.consultations.modules import needed_by
from mapconsult.consultations.words import version

# --surface, the header, and --paper of css/variables.css.
SURFACE, PAPER = "#ffffff", "#faf8f3"
IMAGES = "mapconsult/img/icon-{}.png"
ICONS = [("192", "192x192", "any"), ("512", "512x512", "any"), ("maskable-512", "512x512", "maskable")]
WORKER = "mapconsult/js/offline/worker.js"
# Modules that pages of residents load only when they are needed; all others stand in the HTML of their pages.
LATER = [f"mapconsult/js/feedback/{name}.js" for name in ["compose-flow", "talk"]]
# What may be kept of what was opened. A page that is not named here is never kept: those of the signed-in,
# secret links, forms.
KEPT = [
    "/",
    "/konsultacje/[^/]+/(?:lista/|ankieta/|wyniki/(?:obszary[.]geojson)?)?",
    "/obserwatorium/(?:[^/]+/)?",
    "/uwagi/[0-9]+/",
    "/zdjecia/[0-9]+/(?:podglad/)?",
    "/prywatnosc/[^/]+/",
    "/deklaracja-dostepnosci/",
    "/api/v1/areas/",
    "/api/v1/consultations/[^/]+/(?:map/|remarks/(?:[0-9]+/)?|layers/[0-9]+/(?:image/)?)",
]
# A worker imports its modules and asks this site alone.
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"


@require_safe
@cache_control(no_cache=True)
def manifest(request):
    """The web app manifest. Browsers ask for it without cookies, so in the language that they are set to."""
    return JsonResponse(
        {
            "id": "/",
            "name": _("mapconsult: consultations on a map"),
            "short_name": "mapconsult",
            "description": _("Mark a place on the map and write what should change there."),
            "lang": get_language(),
            "start_url": reverse("consultations:home"),
            "scope": "/",
            "display": "standalone",
            "theme_color": SURFACE,
            "background_color": PAPER,
            "icons": [
                {"src": static(IMAGES.format(name)), "sizes": sizes, "type": "image/png", "purpose": purpose}
                for name, sizes, purpose in ICONS
            ],
        },
        content_type="application/manifest+json",
    )


@require_safe
@cache_control(no_cache=True)
def service_worker(request):
    """/sw.js: a release whose files differ has another text, by which browsers know that it is new."""
    config = {
        "home": reverse("consultations:home"),
        "offline": reverse("offline"),
        "statics": settings.STATIC_URL,
        "words": reverse("words"),
        "areas": reverse("api:areas"),
        "kept": KEPT,
        "forgetting": ["/konto/", reverse("set_language")],
        "files": [static(name) for module in LATER for name in [module, *needed_by(module)]],
        "version": _version(),
    }
    text = f'import {{ start }} from "{static(WORKER)}";\nstart({json.dumps(config)});\n'
    return HttpResponse(
        text, content_type="text/javascript; charset=utf-8", headers={"Content-Security-Policy": POLICY}
    )


def _version():
    """Of the release, of all static files where they have hashed names, and of the words."""
    files = getattr(staticfiles_storage, "manifest_hash", "")
    words = [version(language) for language, _name in settings.LANGUAGES]
    return sha256(json.dumps([settings.RELEASE, files, words]).encode()).hexdigest()[:12]


@require_safe
@cache_control(public=True, no_cache=True)
def offline(request):
    """What the service worker shows instead of a page that it has not kept; the same for everybody."""
    return render(request, "offline.html")
