"""A survey on paper: all questions with boxes to tick and lines to write on."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from mapconsult.accounts.roles import Right
from mapconsult.consultations.models import Consultation, QuestionKind
from mapconsult.consultations.pdf import pdf_response
from mapconsult.consultations.permissions import standing
from mapconsult.consultations.sketch import sketch
from mapconsult.consultations.survey import questions_of, read_survey
from mapconsult.consultations.timing import last_day

LINES = {QuestionKind.LONG_TEXT: 6}
# For each place that is marked there are lines to say where; more would fill pages.
MOST_PLACES = 5
TEMPLATE = "consultations/survey_paper.html"


@require_safe
def paper(request, slug):
    """The blank survey as a PDF: for everybody once it is shown, for the office from the beginning."""
    found = Consultation.objects.visible_to(request.user).select_related("host")
    consultation = get_object_or_404(found, slug=slug)
    survey = read_survey(consultation)
    shown = survey and (survey.is_published or standing(request.user, consultation).may(Right.READ))
    if not shown:
        raise Http404
    word = pgettext("name of a file", "survey")
    name = f"{word}-{slug}"
    return pdf_response(TEMPLATE, _context(consultation, survey), name, kept=True)


def _context(consultation, survey):
    for question in questions_of(survey):
        _prepare(question, consultation)
    return {
        "consultation": consultation,
        "survey": survey,
        "kinds": QuestionKind,
        "last_day": last_day(consultation),
    }


def _prepare(question, consultation):
    """What the template draws of a question: steps of a scale, lines to write on, a sketch of the map."""
    question.lines = range(LINES.get(question.kind, 1))
    if question.kind == QuestionKind.SCALE:
        question.steps = range(question.least, question.most + 1)
    if question.is_drawn:
        question.places = range(1, min(question.most or 3, MOST_PLACES) + 1)
        question.sketch = sketch(consultation.extent)
    elif question.kind == QuestionKind.PLACE:
        shapes = [choice.geometry for choice in question.choices.all()]
        question.sketch = sketch(consultation.extent, shapes)
