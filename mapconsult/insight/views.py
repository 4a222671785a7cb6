"""Pages for officials: their consultations, and what each of them adds up to."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mapconsult.accounts.models import Organisation
from mapconsult.accounts.roles import Right
from mapconsult.consultations.models import Consultation
from mapconsult.consultations.pins import NO_CATEGORY
from mapconsult.consultations.timing import last_day
from mapconsult.feedback.models import Remark
from mapconsult.insight import map_controls
from mapconsult.insight.asked import scopes_of
from mapconsult.insight.counts import count_by_area, count_by_consultation
from mapconsult.insight.page import ResultsPage
from mapconsult.insight.scope import LEVEL_NAMES
from mapconsult.insight.serializers import CountsQuery

# Open ones are worked with, archived ones looked up.
ORDER = [Consultation.EffectiveState(state) for state in ["open", "coming", "draft", "closed", "archived"]]
# How the page shows what the filters leave.
SHOWN = [*map_controls.FIELDS, "sort", "list"]
PAGE = 20


@login_required
@require_safe
def panel(request):
    """The consultations one works on with their numbers, however many they are."""
    worked_on = Consultation.objects.worked_on_by(request.user).select_related("host")
    worked_on = list(worked_on.defer("extent", "text"))
    remarks = Remark.objects.visible_to(request.user).filter(consultation__in=worked_on)
    numbers = count_by_consultation(remarks)
    worked_on.sort(key=lambda consultation: ORDER.index(consultation.effective_state()))
    rows = [
        (consultation, last_day(consultation), numbers.get(consultation.pk)) for consultation in worked_on
    ]
    context = {"rows": rows, "teams": _teams(request.user), "may_write": _may_write(request.user)}
    return render(request, "insight/panel.html", context)


def _teams(user):
    """The organisations whose people the user may look up."""
    teams = Organisation.objects.order_by("name")
    return teams if user.administers else teams.filter(pk__in=user.granted)


def _may_write(user):
    return user.administers or bool(user.organisations_with(Right.EDIT))


@login_required
@require_safe
def results(request, slug):
    """Map, table, histogram and export of one filter state; without JavaScript its form and the table."""
    page = ResultsPage(request, slug, own=SHOWN)
    page.consultation.refresh_from_db(fields=["extent"])
    context = page.context() | _table(page.reading) | map_controls.controls(page.consultation)
    context["chosen"] = _shown(context["chosen"])
    context["config"] = _config(page)
    if context["chosen"]["list"] == "remarks":
        context |= _listed(page)
    return render(request, "insight/results.html", context)


def _table(reading):
    """The counts of the level that is asked for, or what is wrong with the address."""
    query = CountsQuery(data=reading.request.GET)
    errors = reading.errors | ({} if query.is_valid() else query.errors)
    whole, scope = scopes_of(reading)
    level = query.validated_data.get("level") or scope.next_level()
    counts = None
    if not errors:
        counts = count_by_area(reading.remarks, scope=scope, level=level)
        counts.areas.sort(key=lambda area: -area.count)
    return {
        "errors": errors,
        "scope": scope,
        "level": level,
        "levels": [(known, LEVEL_NAMES[known]) for known in whole.levels],
        "counts": counts,
        "outside": f"outside-{level.key}",
    }


def _listed(page):
    """A page of the remarks themselves, which a script goes on with."""
    rows, total, following = page.reading.page(PAGE)
    listed = [(remark, page.symbols.get(remark.category_id, NO_CATEGORY)) for remark in rows]
    return {"listed": listed, "listed_total": total, "next": following}


def _shown(chosen):
    """What the page shows where the address says nothing of it, or nonsense."""
    return chosen | map_controls.shown(chosen) | {"sort": chosen["sort"] or "-count"}


def _config(page):
    """What js/insight/results.js starts from."""
    return {
        "slug": page.consultation.slug,
        "box": page.consultation.extent.extent,
        "middle": map_controls.middle(page.consultation),
        "categories": [{"id": category.pk, "name": category.name} for category in page.categories],
        "pins": {str(pk): vars(pin) for pk, pin in page.symbols.items()},
        "no_category": vars(NO_CATEGORY),
    }
