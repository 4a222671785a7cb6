"""The front page."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mapconsult.consultations.models import Consultation
from mapconsult.consultations.survey_minutes import survey_minutes

LONGEST_SEARCH = 100
CLOSED_ON_A_PAGE = 24


@require_safe
def home(request):
    """Open, coming and closed consultations as cards and on a map; `?q=` looks for a gmina."""
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_SEARCH]
    found = Consultation.objects.visible_to(request.user).select_related("host", "territory").with_place()
    found = found.defer("extent", "text")
    if text:
        found = found.about(text)
    closed = Paginator(found.closed().order_by("-closes_at", "slug"), CLOSED_ON_A_PAGE)
    closed = closed.get_page(request.GET.get("page"))
    open_ = list(found.open().order_by("closes_at", "slug"))
    minutes = survey_minutes(open_)
    for consultation in open_:
        consultation.survey_minutes = minutes.get(consultation.pk)
    coming = list(found.coming().order_by("opens_at", "slug"))
    context = {"text": text, "open": open_, "coming": coming, "closed": closed}
    context["markers"] = [_marker(consultation) for consultation in [*open_, *coming, *closed]]
    return render(request, "consultations/home.html", context)


def _marker(consultation):
    """What js/consultations/home.js draws and links with the card."""
    return {
        "slug": consultation.slug,
        "title": consultation.title,
        "state": consultation.effective_state(),
        "place": [round(number, 5) for number in consultation.place.coords],
    }
