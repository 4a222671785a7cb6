"""The accessibility statement of the site, and of each organisation on it."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mapconsult.accounts.models import AccessibilityStatement


@require_safe
def statement(request, slug=None):
    """That of one organisation; without a slug that of the first one that made any, who runs the site.

    The ids of its parts are those that public checkers look for.
    """
    statements = list(AccessibilityStatement.objects.select_related("organisation").order_by("pk"))
    found = next((one for one in statements if slug in (None, one.organisation.slug)), None)
    if slug and found is None:
        raise Http404
    others = [one.organisation for one in statements if one is not found]
    context = {"statement": found, "others": others, "site": f"{request.scheme}://{request.get_host()}/"}
    return render(request, "consultations/accessibility.html", context)
