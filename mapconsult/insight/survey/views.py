"""What a survey found: every question, two of them beside each other, the words of respondents, and a CSV."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mapconsult.consultations.models import Question
from mapconsult.consultations.survey import questions_of, read_survey
from mapconsult.insight.page import ResultsPage
from mapconsult.insight.scope import LEVEL_NAMES
from mapconsult.insight.shares import FEW, LEAST_FOR_PERCENT
from mapconsult.insight.survey.counts import WORDED, count_answers
from mapconsult.insight.survey.cross import CROSSED, LEVELS, cross
from mapconsult.insight.survey.open import answers_csv, page_of, sendings, worded
from mapconsult.insight.survey.respondents import respondents

OWN = ["rows", "columns"]
LISTED = ["question", "words"]
LONGEST_WORDS = 200


@login_required
@require_safe
def survey_page(request, slug):
    """Each question with its table and chart, and a cross table of two."""
    page = ResultsPage(request, slug, own=OWN)
    survey = read_survey(page.consultation)
    context = page.context() | {"survey": survey, "least": LEAST_FOR_PERCENT, "few": FEW}
    if survey is None:
        return render(request, "insight/survey.html", context)
    who, questions = respondents(page), questions_of(survey)
    number, persons = who.totals()
    results = {result.question.pk: result for result in count_answers(survey, questions, who, number)}
    sections = [
        (section, [results[question.pk] for question in section.questions.all()])
        for section in survey.sections.all()
    ]
    context |= {"who": who, "number": number, "persons": persons, "sections": sections, "worded": WORDED}
    return render(request, "insight/survey.html", context | _crossed(request, who, questions))


def _crossed(request, who, questions):
    """The cross table that is asked for, if both its dimensions are there."""
    offered = {str(question.pk): question for question in questions if question.kind in CROSSED}
    rows = offered.get(request.GET.get("rows"))
    columns = (offered | LEVELS).get(request.GET.get("columns"))
    found = {
        "carried": _carried(request, OWN),
        "offered": list(offered.values()),
        "areas": [(key, LEVEL_NAMES[level]) for key, level in LEVELS.items()],
    }
    if rows and columns is not None and rows is not columns:
        title = columns if isinstance(columns, Question) else LEVEL_NAMES[columns]
        found |= {"cross": cross(who, rows, columns), "cross_rows": rows, "cross_columns": title}
    elif request.GET.get("rows") or request.GET.get("columns"):
        found["cross_error"] = _("Choose two different questions, or a question and areas.")
    return found


def _carried(request, own):
    """The pairs of the address that a form with fields of its own carries along."""
    pairs = ((name, value) for name, values in request.GET.lists() for value in values)
    return [(name, value) for name, value in pairs if name not in {*own, "cursor"}]


@login_required
@require_safe
def survey_answers(request, slug):
    """The words of respondents to one question, or everything that each of them said."""
    page = ResultsPage(request, slug, own=LISTED)
    survey = read_survey(page.consultation)
    if survey is None:
        raise Http404
    questions, who = questions_of(survey), respondents(page)
    asked, cursor = request.GET.get("question"), request.GET.get("cursor")
    context = page.context() | {"survey": survey, "limited": who.limited}
    if asked:
        question = next((question for question in questions if str(question.pk) == asked), None)
        if question is None:
            raise Http404
        answers = worded(who, question, request.GET.get("words", "")[:LONGEST_WORDS])
        rows, following = page_of(answers, cursor)
        context |= {"question": question, "answers": rows, "total": answers.count()}
        context["carried"] = _carried(request, LISTED)
    else:
        rows, following = page_of(who.submissions.order_by("-pk"), cursor)
        context |= {"sendings": sendings(rows, questions, who.remarks), "total": who.totals()[0]}
    return render(request, "insight/survey_answers.html", context | {"next": following})


@login_required
@require_safe
def survey_csv(request, slug):
    """The answers under the filters, for a spreadsheet."""
    page = ResultsPage(request, slug)
    survey = read_survey(page.consultation)
    if survey is None or page.errors:
        raise Http404
    header = [_("Number"), _("Received"), _("Channel")]
    text = answers_csv(respondents(page), questions_of(survey), header, _("rather not say"))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.consultation.slug}-ankieta.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
