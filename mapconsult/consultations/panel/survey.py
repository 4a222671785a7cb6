"""Building a survey: its outline, on which parts change places, and the forms of it and of its sections."""

from contextlib import contextmanager

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mapconsult.accounts.roles import Right
from mapconsult.consultations import survey_actions as actions
from mapconsult.consultations.models import Question, Section, Survey
from mapconsult.consultations.panel.finding import find
from mapconsult.consultations.permissions import right_to_write, standing
from mapconsult.consultations.survey import questions_of, read_survey
from mapconsult.consultations.survey_forms import SectionForm, SurveyForm
from mapconsult.consultations.survey_prepared import PREPARED

page = require_http_methods(["GET", "POST"])
STEPS = {"up": -1, "down": 1}


def find_survey(request, slug):
    """The survey that one wants to write, as it was read; for writing with its row held. 404 without one."""
    consultation = find(request, slug)
    standing(request.user, consultation).require(right_to_write(consultation), everywhere=True)
    survey = read_survey(consultation, lock=request.method == "POST")
    if survey is None:
        raise Http404
    return survey


def part(rows, number):
    """The section or question with this number among those of the survey, else 404."""
    found = [row for row in rows if str(row.pk) == str(number)]
    if not found:
        raise Http404
    return found[0]


@contextmanager
def told(request):
    """Tell why a change was refused, instead of failing."""
    try:
        yield
    except actions.Frozen:
        say_frozen(request)
    except actions.OutOfOrder as error:
        messages.error(request, _("Not changed: %(why)s") % {"why": error.args[0]})
    except actions.Empty:
        messages.error(request, _("Not shown: the survey asks nothing yet. Add a question first."))


def say_frozen(request):
    """Why nothing was changed."""
    text = _("Not changed: somebody has answered, so nothing but wording may change now.")
    messages.error(request, text)


def back(survey, place=""):
    """To the outline, at the part that was written."""
    return redirect(reverse("consultations:survey", args=[survey.consultation.slug]) + place)


@login_required
@page
@transaction.atomic
def survey(request, slug):
    """The outline: what is asked, in order, and the buttons that change it."""
    if request.method == "POST":
        return _change(request, find_survey(request, slug))
    consultation = find(request, slug)
    held = standing(request.user, consultation).require(Right.READ)
    context = {
        "consultation": consultation,
        "survey": read_survey(consultation),
        "may_write": held.may_everywhere(right_to_write(consultation)),
        "kinds": Question.Kind,
        "prepared": PREPARED,
    }
    return render(request, "consultations/panel/survey.html", context)


def _change(request, survey):
    """Do what a button of the outline says, and lead back to the part that it stood at."""
    data, place = request.POST, ""
    with told(request):
        if "shown" in data:
            _show(request, survey, data["shown"] == "yes")
        elif "question" in data:
            place = _change_question(request, survey, part(questions_of(survey), data["question"]))
        elif "section" in data:
            place = _change_section(request, survey, part(survey.sections.all(), data["section"]))
    return back(survey, place)


def _show(request, survey, shown):
    actions.show(survey=survey, shown=shown)
    hidden = _("Hidden: residents do not see the survey.")
    messages.success(request, _("Residents see the survey now.") if shown else hidden)


def _change_question(request, survey, question):
    data = request.POST
    if "duplicate" in data:
        question = actions.duplicate_question(survey=survey, question=question)
        messages.success(request, _("Duplicated: the copy stands below."))
    elif data.get("move") in STEPS:
        actions.step_question(survey=survey, question=question, step=STEPS[data["move"]])
    elif "into" in data:
        section = part(survey.sections.all(), data["into"])
        place = _place(data)
        actions.place_question(survey=survey, question=question, section=section, place=place)
    return f"#question-{question.pk}"


def _change_section(request, survey, section):
    data = request.POST
    if data.get("prepared") in PREPARED:
        prepared = PREPARED[data["prepared"]]
        made = actions.add_question(survey=survey, section=section, prepared=prepared)
        messages.success(request, _("Added: “%(question)s”.") % {"question": made})
        return f"#question-{made.pk}"
    if data.get("move") in STEPS:
        place = list(survey.sections.all()).index(section) + STEPS[data["move"]]
        actions.place_section(survey=survey, section=section, place=max(0, place))
    elif "place" in data:
        actions.place_section(survey=survey, section=section, place=_place(data))
    return f"#section-{section.pk}"


def _place(data):
    place = data.get("place", "")
    if not (place.isascii() and place.isdecimal() and len(place) < 5):
        raise Http404
    return int(place)


@login_required
@page
@transaction.atomic
def survey_settings(request, slug):
    """Title, introduction and what becomes of map answers; a survey begins with it."""
    consultation = find(request, slug, lock=request.method == "POST")
    standing(request.user, consultation).require(right_to_write(consultation), everywhere=True)
    survey = read_survey(consultation, lock=request.method == "POST")
    stored, survey = survey is not None, survey or Survey(consultation=consultation)
    form = SurveyForm(request.POST or None, instance=survey, frozen=survey.is_frozen)
    if request.method == "POST" and form.is_valid():
        actions.save(form=form, consultation=consultation)
        messages.success(request, _("Saved."))
        return redirect("consultations:survey", slug)
    context = {"consultation": consultation, "survey": survey if stored else None, "form": form}
    return render(request, "consultations/panel/survey_settings.html", context)


@login_required
@page
@transaction.atomic
def new_section(request, slug):
    """A section behind the others."""
    survey = find_survey(request, slug)
    if survey.is_frozen:
        say_frozen(request)
        return back(survey)
    section = Section(survey=survey, order=len(survey.sections.all()))
    return _write_section(request, survey, section)


@login_required
@page
@transaction.atomic
def section(request, slug, pk):
    """Title, introduction and condition of a section."""
    survey = find_survey(request, slug)
    return _write_section(request, survey, part(survey.sections.all(), pk))


def _write_section(request, survey, section):
    stored = section.title if section.pk else None
    form = SectionForm(request.POST or None, instance=section, survey=survey)
    if request.method == "POST" and form.is_valid():
        actions.save(form=form, consultation=survey.consultation)
        messages.success(request, _("Saved."))
        return back(survey, f"#section-{section.pk}")
    context = {"consultation": survey.consultation, "survey": survey, "form": form, "stored": stored}
    return render(request, "consultations/panel/survey_section.html", context | {"section": section})


@login_required
@page
@transaction.atomic
def delete_section(request, slug, pk):
    """Take a section away with its questions, once this is confirmed."""
    survey = find_survey(request, slug)
    found = part(survey.sections.all(), pk)
    if request.method == "POST":
        with told(request):
            actions.delete_section(survey=survey, section=found)
            messages.success(request, _("“%(name)s” is deleted.") % {"name": found})
        return redirect("consultations:survey", slug)
    context = {"consultation": survey.consultation, "section": found, "name": found}
    return render(request, "consultations/panel/survey_delete.html", context)
