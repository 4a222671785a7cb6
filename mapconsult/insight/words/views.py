"""The page of the most telling words."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from geo.models import Area, Level
from mapconsult.insight.analyses import TooManyWaiting, ask, too_many_waiting
from mapconsult.insight.models import Analysis
from mapconsult.insight.page import ResultsPage
from mapconsult.insight.scope import Scope
from mapconsult.insight.words.telling import BY, find

# So many remarks take a tenth of a second; more are left to the worker.
AT_ONCE = 3_000
LEVELS = {
    Level.DISTRICT: _("by district"),
    Level.GMINA: _("by gmina"),
    Level.POWIAT: _("by powiat"),
    Level.VOIVODESHIP: _("by voivodeship"),
}


@login_required
@require_safe
def words(request, slug):
    """What is said most, and what is said more in one category or area than in the others."""
    page = ResultsPage(request, slug, own=["by"])
    context = page.context()
    ways = _ways(page)
    by = request.GET.get("by")
    by = by if by in BY else ways[0][0]
    number = page.remarks.count()
    found, analysis = None, None
    if number <= AT_ONCE:
        found = find(page.remarks, tell=_nobody, by=by)
    else:
        try:
            analysis = ask(reading=page.reading, kind=Analysis.Kind.WORDS, by=by)
            found = analysis.found
        except TooManyWaiting:
            context["refused"] = too_many_waiting()
    context |= {"by": by, "ways": ways, "number": number, "found": found, "analysis": analysis}
    context["groups"] = _named(found["groups"], by, page) if found else []
    return render(request, "insight/words.html", context)


def _nobody(progress):
    """Nobody waits long enough to be told."""


def _ways(page):
    """[(value, label)] of what can be compared here."""
    levels = Scope.of(page.consultation.territory).levels
    by_area = [(level.key, LEVELS[level]) for level in levels]
    return [("category", _("by category")), *by_area] if page.categories else by_area


def _named(groups, by, page):
    """The groups with their `name`, and the `value` by which the address filters by them."""
    ids = [group["id"] for group in groups]
    if by == "category":
        named = {category.pk: (category.name, category.pk) for category in page.categories}
    else:
        named = {
            pk: (name, code)
            for pk, name, code in Area.objects.filter(pk__in=ids).values_list("pk", "name", "code")
        }
    shown = ((group, named.get(group["id"])) for group in groups)
    return [group | {"name": name[0], "value": name[1]} for group, name in shown if name]
