"""The pages of suggested themes: what the computer found, and the person who names it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mapconsult.accounts.roles import Right
from mapconsult.feedback.models import Remark
from mapconsult.insight.analyses import TooManyWaiting, ask, too_many_waiting
from mapconsult.insight.codes.forms import CodeForm
from mapconsult.insight.codes.items import is_id
from mapconsult.insight.models import Analysis, Code
from mapconsult.insight.page import ResultsPage
from mapconsult.insight.permissions import official_reading
from mapconsult.insight.words.themes import LEAST, confirm, dismiss

# So many typical remarks are shown with a suggestion, and so many to be ticked before it becomes a code.
TYPICAL, OFFERED = 3, 25


@login_required
@require_http_methods(["GET", "POST"])
def themes(request, slug):
    """The suggestions for the remarks under the filters; asked for by a button, made by the worker."""
    page = ResultsPage(request, slug)
    page.reading.standing.require(Right.READ, everywhere=True)
    readable = _suggested(page.consultation).filter(query=page.reading.filters.data.urlencode())
    if request.method == "POST":
        if "ask" in request.POST and not page.errors:
            _ask(page)
        elif "theme" in request.POST:
            _put_aside(request, readable)
        return redirect(request.get_full_path())
    analysis = readable.order_by("-asked_at").first()
    context = page.context() | {"analysis": analysis, "number": page.remarks.count(), "least": LEAST}
    suggestions = _suggestions(page, analysis) if analysis and analysis.found else []
    context["open"] = [one for one in suggestions if not one["code"] and not one["is_dismissed"]]
    context["named"] = [one for one in suggestions if one["code"]]
    context["dismissed"] = [one for one in suggestions if one["is_dismissed"] and not one["code"]]
    return render(request, "insight/codes_themes.html", context)


def _ask(page):
    try:
        ask(reading=page.reading, kind=Analysis.Kind.THEMES)
    except TooManyWaiting:
        messages.error(page.reading.request, too_many_waiting())


def _suggested(consultation):
    """All of them are asked for by people who read the whole consultation, and shown to such alone."""
    return Analysis.objects.filter(consultation=consultation, kind=Analysis.Kind.THEMES)


def _put_aside(request, readable):
    number, _hyphen, pk = request.POST["theme"].partition("-")
    analysis = get_object_or_404(readable, pk=pk if is_id(pk) else None)
    _suggestion(analysis, number)
    dismiss(analysis=analysis, number=int(number), is_dismissed="back" not in request.POST)


def _suggestion(analysis, number):
    themes = (analysis.found or {}).get("themes", [])
    if not is_id(str(number)) or int(number) >= len(themes):
        raise Http404
    return themes[int(number)]


def _suggestions(page, analysis):
    """[{"number", "words", "n", "remarks": typical ones, "code", "is_dismissed"}]. Two queries."""
    themes = analysis.found["themes"]
    typical = [pk for theme in themes for pk in theme["remarks"][:TYPICAL]]
    visible = Remark.objects.of(page.consultation).visible_to(page.reading.request.user)
    remarks = visible.in_bulk(typical)
    codes = Code.objects.of(page.consultation).in_bulk([theme["code"] for theme in themes if "code" in theme])
    return [
        {
            "number": number,
            "words": theme["words"],
            "n": len(theme["remarks"]),
            "remarks": [remarks[pk] for pk in theme["remarks"][:TYPICAL] if pk in remarks],
            "code": codes.get(theme.get("code")),
            "is_dismissed": theme.get("is_dismissed", False),
        }
        for number, theme in enumerate(themes)
    ]


@login_required
@require_http_methods(["GET", "POST"])
def theme(request, slug, pk, number):
    """Name a suggestion and leave out what does not belong to it: from then on it is a code like others."""
    reading = official_reading(request, slug)
    reading.standing.require(Right.READ, everywhere=True)
    analysis = get_object_or_404(_suggested(reading.consultation), pk=pk)
    found = _suggestion(analysis, number)
    visible = Remark.objects.of(reading.consultation).visible_to(request.user)
    offered = found["remarks"][:OFFERED]
    form = CodeForm(request.POST or None, instance=Code(consultation=reading.consultation))
    ticked = {int(text) for text in request.POST.getlist("remark") if is_id(text)} & {*offered}
    if request.method == "POST" and form.is_valid():
        chosen = [*ticked, *(found["remarks"][OFFERED:] if "rest" in request.POST else [])]
        remarks = visible.filter(pk__in=chosen)
        code = form.save(commit=False)
        confirm(analysis=analysis, number=number, code=code, remarks=remarks, by=request.user)
        messages.success(request, _("The code “%(name)s” is in the code book.") % {"name": code})
        return redirect("insight:codes", slug)
    remarks = visible.with_names().in_bulk(offered)
    context = {
        "consultation": reading.consultation,
        "words": found["words"],
        "remarks": [remarks[pk] for pk in offered if pk in remarks],
        "ticked": ticked if request.method == "POST" else {*offered},
        "rest": len(found["remarks"]) - len(offered),
        "analysis": analysis,
        "form": form,
    }
    return render(request, "insight/codes_theme.html", context)
