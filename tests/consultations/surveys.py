"""A small survey: who comes to the beach is asked how often; everybody is asked for a place."""

from mapconsult.consultations.models import Survey

PAGE = "/panel/teren-rekreacyjny/ankieta/"


def make_survey(consultation, **fields):
    survey = Survey.objects.create(consultation=consultation, title="Ankieta o plaży", **fields)
    first = survey.sections.create(title="Plaża")
    second = survey.sections.create(title="Miejsca", order=1)
    comes = first.questions.create(kind="single", text="Czy tu bywasz?")
    yes = comes.choices.create(text="Tak")
    comes.choices.create(text="Nie", order=1)
    often = first.questions.create(kind="number", text="Ile razy w roku?", order=1, least=1, most=366)
    often.shown_if.add(yes)
    second.questions.create(kind="point", text="Gdzie postawić ławki?", most=3)
    return survey


def outline(survey):
    """{title of a section: [text of a question]} as they stand."""
    return {
        section.title: list(section.questions.values_list("text", flat=True))
        for section in survey.sections.all()
    }
