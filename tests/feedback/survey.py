"""A survey with a question of each kind, for the tests."""

from django.contrib.gis.geos import Point

from mapconsult.consultations.models import Choice, Question, Section, Survey

PLACES = {"Plaża": (16.22, 53.56), "Polana": (16.24, 53.57)}


def make_survey(consultation, **fields):
    """Two parts: whether and how often one comes, and one question of each other kind for those who come."""
    survey = Survey.objects.create(
        consultation=consultation, title="Ankieta", **{"is_published": True, **fields}
    )
    first = Section.objects.create(survey=survey, title="Ty i to miejsce")
    second = Section.objects.create(survey=survey, title="Co tu zrobić", order=1)
    visits = ask(first, "single", "Bywasz tu?", choices=["tak", "nie"], is_required=True)
    second.shown_if.add(visits.choices.get(text="tak"))
    why = ask(first, "long_text", "Dlaczego nie?", most=300)
    why.shown_if.add(visits.choices.get(text="nie"))
    ask(first, "number", "Ile masz lat?", least=0, most=120, demographic="age")
    ask(second, "multiple", "Co lubisz?", choices=["kąpiel", "boisko", "*coś innego"], most=2)
    ask(second, "scale", "Jak tu jest?", least=1, most=5, least_label="źle", most_label="dobrze")
    ask(second, "short_text", "Jedno słowo o tym miejscu", most=20)
    ask(second, "ranking", "Co najpierw?", choices=["ławki", "lampy", "drzewa"])
    ask(second, "point", "Gdzie ławka?", most=2, is_required=True)
    ask(second, "line", "Którędy ścieżka?")
    ask(second, "area", "Gdzie zieleń?")
    ask(second, "place", "Które miejsce najpierw?", choices=[*PLACES])
    return survey


def ask(section, kind, text, choices=(), **fields):
    """A question; a star before a choice gives it a line for own words, a known place its shape."""
    order = section.questions.count()
    question = Question.objects.create(section=section, kind=kind, text=text, order=order, **fields)
    for order, choice in enumerate(choices):
        words = choice.startswith("*")
        place = Point(*PLACES[choice], srid=4326) if choice in PLACES else None
        Choice.objects.create(
            question=question, text=choice.lstrip("*"), order=order, asks_words=words, geometry=place
        )
    return question


def find(text):
    return Question.objects.get(text=text)


def choice(text):
    return Choice.objects.get(text=text).pk
