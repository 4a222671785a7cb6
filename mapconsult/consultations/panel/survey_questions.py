"""The page of one question of a survey."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.gis.db.models import Extent
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mapconsult.consultations import survey_actions as actions
from mapconsult.consultations.models import Question, Zone
from mapconsult.consultations.origins import let_in_pictures
from mapconsult.consultations.panel.survey import back, find_survey, page, part, say_frozen, told
from mapconsult.consultations.serializers import PlanLayerSerializer
from mapconsult.consultations.survey import questions_of
from mapconsult.consultations.survey_choices import choice_rows
from mapconsult.consultations.survey_forms import QuestionForm


@login_required
@page
@transaction.atomic
def new_question(request, slug, section, kind):
    """A question of a kind, behind the others of its section."""
    survey = find_survey(request, slug)
    found = part(survey.sections.all(), section)
    if kind not in Question.Kind.values:
        raise Http404
    if survey.is_frozen:
        say_frozen(request)
        return back(survey)
    order = len(found.questions.all())
    return _write(request, survey, Question(section=found, kind=kind, order=order))


@login_required
@page
@transaction.atomic
def question(request, slug, pk):
    """Change a question, or its wording alone once the survey has answers."""
    survey = find_survey(request, slug)
    return _write(request, survey, part(questions_of(survey), pk))


def _write(request, survey, question):
    data, stored = (request.POST or None), question.text
    form = QuestionForm(data, instance=question, survey=survey)
    rows = choice_rows(survey, question, data)
    if data is not None and all([form.is_valid(), rows is None or rows.is_valid()]):
        actions.save(form=form, consultation=survey.consultation, rows=rows)
        messages.success(request, _("Saved."))
        return back(survey, f"#question-{question.pk}")
    context = {
        "consultation": survey.consultation,
        "survey": survey,
        "question": question,
        "stored": stored,
        "form": form,
        "choices": rows,
        "map": _map(survey.consultation) if question.kind == Question.Kind.PLACE else None,
    }
    response = render(request, "consultations/panel/survey_question.html", context)
    if config := context["map"]:
        let_in_pictures(response, [layer["url"] for layer in config["layers"]])
    return response


def _map(consultation):
    """What js/consultations/places.js draws under the places; it begins with the plan, if there is one."""
    layers = list(consultation.layers.all())
    for layer in layers:
        layer.consultation = consultation
    plan = Zone.objects.filter(layer__consultation=consultation).aggregate(box=Extent("geometry"))["box"]
    box = plan or consultation.extent.extent
    return {"box": box, "layers": PlanLayerSerializer(layers, many=True).data}


@login_required
@page
@transaction.atomic
def delete_question(request, slug, pk):
    """Take a question away for good, once this is confirmed."""
    survey = find_survey(request, slug)
    found = part(questions_of(survey), pk)
    if request.method == "POST":
        with told(request):
            actions.delete_question(survey=survey, question=found)
            messages.success(request, _("“%(name)s” is deleted.") % {"name": found})
        return redirect("consultations:survey", slug)
    context = {"consultation": survey.consultation, "name": found}
    return render(request, "consultations/panel/survey_delete.html", context)
