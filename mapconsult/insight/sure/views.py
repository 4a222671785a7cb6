"""How sure one may be: the page about who stands behind the results, under the one filter state."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from mapconsult.consultations.models import Question
from mapconsult.consultations.survey import questions_of, read_survey
from mapconsult.insight.asked import scopes_of
from mapconsult.insight.counts import count_by_area
from mapconsult.insight.page import ResultsPage
from mapconsult.insight.scope import LEVEL_NAMES
from mapconsult.insight.serializers import CountsQuery
from mapconsult.insight.shares import FEW, LEAST_FOR_PERCENT
from mapconsult.insight.sure import voices as sure
from mapconsult.insight.sure.people import compare, compare_ages, latest_census
from mapconsult.insight.survey.respondents import count_choices, count_numbers, respondents

COMPARED = [Question.Demographic.AGE, Question.Demographic.GENDER]
ASKING = [Question.Kind.SINGLE, Question.Kind.NUMBER]
KEPT_SECONDS = 24 * 3600


@login_required
@require_safe
def sure_page(request, slug):
    """Persons, submissions, remarks and places apart; who is loud, and whom the results leave out."""
    page = ResultsPage(request, slug, own=["level"])
    context = page.context() | {"least": LEAST_FOR_PERCENT, "few": FEW}
    if not page.errors:
        scope, level, levels = _level(page)
        key = page.reading.digest("sure", level.key, get_language())
        heard = cache.get_or_set(key, partial(_heard, page, scope, level), KEPT_SECONDS)
        context |= {"compared_level": level, "compared_levels": levels, "level_name": LEVEL_NAMES[level]}
        context |= _linked(page, heard) | (_people(page) if heard["counts"].total else {})
    return render(request, "insight/sure.html", context)


def _heard(page, scope, level):
    """Who is heard how much. Four queries, each of which counts persons among all remarks: on a million that
    takes seconds, so that the answer is kept while nothing changes."""
    activity = sure.activity(page.remarks)
    return {
        "activity": activity,
        "counts": count_by_area(page.remarks, scope=scope, level=level),
        "categories": sure.voices_by_category(page.remarks, page.categories, activity),
        "channels": sure.by_channel(page.remarks, activity),
    }


def _linked(page, heard):
    """What was counted, as the page shows it, each row with the address of its remarks."""
    counts, activity = heard["counts"], heard["activity"]
    return {
        "activity": activity,
        "totals": counts,
        "categories_heard": _led(page, heard["categories"], "category"),
        "areas_heard": _led(page, sure.voices_by_area(counts, activity), "area"),
        "channels": _led(page, heard["channels"], "channel"),
        "represented": sure.represented(counts),
    }


def _led(page, rows, name):
    """The rows with the addresses of their remarks, under the filters of the page."""
    query = page.reading.request.GET.copy()
    for field in ("level", "cursor"):
        query.pop(field, None)
    query["list"] = "remarks"
    for row in rows:
        if row.key:
            query[name] = row.key
            row.href = f"{reverse('insight:results', args=[page.consultation.slug])}?{query.urlencode()}"
    return rows


def _level(page):
    """(Scope, Level, [(level, name)]) of the areas that are compared; an unknown level is none."""
    whole, scope = scopes_of(page.reading)
    query = CountsQuery(data={"level": page.reading.request.GET.get("level") or None})
    asked = query.validated_data.get("level") if query.is_valid() else None
    return scope, asked or scope.next_level(), [(known, LEVEL_NAMES[known]) for known in whole.levels]


def _people(page):
    """Age and gender of the respondents to a survey that asks for them, beside the census."""
    survey = read_survey(page.consultation)
    asked = questions_of(survey) if survey else []
    asked = [question for question in asked if question.demographic in COMPARED and question.kind in ASKING]
    if not asked:
        return {"compared": []}
    who = respondents(page)
    census, year = latest_census(page.consultation.territory)
    counts = count_choices(who.submissions, asked)
    ages = count_numbers(who.submissions, asked)
    compared = [
        compare_ages(question, ages.get(question.pk, {}), census)
        if question.kind == Question.Kind.NUMBER
        else compare(question, counts.get(question.pk, {}), census)
        for question in asked
    ]
    return {"compared": compared, "census_year": year, "limited": who.limited}
