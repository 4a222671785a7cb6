"""The events of one survey (accounts/tracking.py), of what has been deleted from it too."""

from django.db.models import Q

from mapconsult.consultations.models import (
    ChoiceEvent,
    Question,
    QuestionEvent,
    Section,
    SectionEvent,
    SurveyEvent,
)


def survey_events(consultation):
    """{model of events: QuerySet}. What is gone is known by its own last event."""
    surveys = SurveyEvent.objects.filter(consultation=consultation)
    sections = SectionEvent.objects.filter(survey__consultation=consultation)
    there = Section.objects.filter(survey__consultation=consultation).values("pk")
    questions = QuestionEvent.objects.filter(Q(section__in=there) | Q(section__in=sections.values("pgh_obj")))
    there = Question.objects.filter(section__survey__consultation=consultation).values("pk")
    choices = ChoiceEvent.objects.filter(Q(question__in=there) | Q(question__in=questions.values("pgh_obj")))
    return {SurveyEvent: surveys, SectionEvent: sections, QuestionEvent: questions, ChoiceEvent: choices}
