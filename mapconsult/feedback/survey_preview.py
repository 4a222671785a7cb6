"""The page of a survey as residents will see it, tried by those who build it."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404

from mapconsult.accounts.roles import Right
from mapconsult.consultations.panel.finding import find
from mapconsult.consultations.permissions import standing
from mapconsult.consultations.survey import read_survey
from mapconsult.feedback.survey_form import SurveyForm
from mapconsult.feedback.survey_views import SurveyView


class SurveyPreview(LoginRequiredMixin, SurveyView):
    """Hidden ones and those of drafts too; answers are checked as they would be, and nothing is stored."""

    is_preview = True

    def find(self, slug):
        consultation = find(self.request, slug)
        standing(self.request.user, consultation).require(Right.READ)
        survey = read_survey(consultation)
        if survey is None:
            raise Http404
        return survey

    def post(self, request):
        if "more" in request.POST:
            return super().post(request)
        form = SurveyForm(request.POST, survey=self.survey)
        return self._page(form, status=200 if form.is_valid() else 422)
