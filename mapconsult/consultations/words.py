"""/slowa.js: the words of the scripts, in the reader's language."""

from functools import cache
from hashlib import sha256

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog

YEAR = 365 * 24 * 60 * 60
# Of a package without texts: what lies in LOCALE_PATHS comes in any case, that of the admin stays out.
PACKAGES = ["mapconsult.consultations"]


@require_safe
def words(request):
    """Kept for good under the address that names its version, else asked for anew by its ETag."""
    language = get_language()
    current = version(language)
    response = HttpResponse(_written(language), content_type="text/javascript; charset=utf-8")
    response["ETag"] = f'"{current}"'
    if request.GET.get("v") == current:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return get_conditional_response(request, etag=response["ETag"], response=response)


@cache
def version(language):
    """What the address of a language's words ends with; it changes when they do."""
    return sha256(_written(language)).hexdigest()[:12]


@cache
def _written(language):
    with override(language):
        return JavaScriptCatalog(packages=PACKAGES).get(None).content
