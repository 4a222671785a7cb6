"""The page of a survey for residents: one form, which scripts show part by part."""

import json

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from mapconsult.consultations.models import Question
from mapconsult.consultations.survey import questions_of
from mapconsult.consultations.survey_minutes import survey_minutes
from mapconsult.feedback import identity
from mapconsult.feedback.models import BODY_LENGTH
from mapconsult.feedback.panel.maps import map_config, render_map
from mapconsult.feedback.place_form import PlaceForm
from mapconsult.feedback.sending import Refused, send
from mapconsult.feedback.survey_answers import SHORT_LENGTH
from mapconsult.feedback.survey_asked import AskedSection
from mapconsult.feedback.survey_form import SurveyForm
from mapconsult.feedback.survey_receiving import find_survey
from mapconsult.feedback.survey_storing import SurveyChanged

SAID = "answered"
# About 2 m: enough to draw a border and to warn; the server decides by the real one.
DRAWN_PRECISION = 0.00002


class SurveyView(View):
    """Ask and take answers; what was typed stays in the form whatever comes of sending."""

    is_preview = False

    def find(self, slug):
        """The survey that is asked."""
        return find_survey(user=self.request.user, slug=slug)

    def dispatch(self, request, *args, slug, **kwargs):
        self.survey = self.find(slug)
        self.consultation = self.survey.consultation
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._page(SurveyForm(survey=self.survey))

    def post(self, request):
        if "more" in request.POST:
            return self._page(SurveyForm(self._with_another_place(), survey=self.survey))
        form = SurveyForm(request.POST, survey=self.survey)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            sent = send(
                request,
                consultation=self.consultation,
                draft=form.draft(),
                named=form.cleaned_data["in_account"],
            )
        except SurveyChanged:
            form.add_error(None, _("The survey has just been changed. Look through it, and send it again."))
            return self._page(form, status=409)
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self._page(form, status=refusal.status)
        response = redirect(f"{reverse('feedback:submission', args=[sent.token])}?{SAID}")
        identity.remember_device(response, sent.device)
        return response

    def _with_another_place(self):
        """What was typed, with fields for one more place of the question that was asked for."""
        data = self.request.POST.copy()
        field = f"{data['more']}-rows"
        rows = data.get(field, "")
        data[field] = str(int(rows) + 1) if rows.isascii() and rows.isdigit() and len(rows) < 3 else "2"
        return data

    def _page(self, form, status=200):
        questions = questions_of(self.survey)
        drawn = any(question.is_drawn for question in questions)
        mapped = drawn or any(question.kind == Question.Kind.PLACE for question in questions)
        context = {
            "survey": self.survey,
            "consultation": self.consultation,
            "form": form,
            "is_open": self.is_preview or self.consultation.is_open(),
            "preview": self.is_preview,
            "sections": [AskedSection(section, form) for section in self.survey.sections.all()],
            "wrong": [question for question in questions if question.pk in form.wrong],
            "minutes": survey_minutes([self.consultation]).get(self.consultation.pk),
            "place_form": PlaceForm(consultation=self.consultation) if drawn else None,
            "body_length": BODY_LENGTH,
            "words_length": SHORT_LENGTH,
            "config": _config(self.request, self.consultation, questions) if mapped else None,
        }
        return render_map(self.request, "feedback/survey.html", context, status=status)


def _config(request, consultation, questions):
    """What js/feedback/survey/ needs for its maps, with the shapes of the prepared places."""
    shapes = {
        choice.pk: {"type": choice.geometry.geom_type, "coordinates": choice.geometry.coords}
        for question in questions
        if question.kind == Question.Kind.PLACE
        for choice in question.choices.all()
        if choice.geometry
    }
    border = consultation.extent.simplify(DRAWN_PRECISION, preserve_topology=True)
    return map_config(request, consultation) | {"shapes": shapes, "border": json.loads(border.json)}
