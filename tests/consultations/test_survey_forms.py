"""The forms of a survey's sections and questions: what they store, and what they refuse."""

import json

import pytest
from django.utils import timezone

from mapconsult.consultations.models import Choice, Question, Section
from tests.consultations.surveys import PAGE, make_survey

INSIDE = {"type": "Point", "coordinates": [16.2, 53.5]}
OUTSIDE = {"type": "Point", "coordinates": [21.0, 52.2]}
TYPED = {"text": "Co tu robisz?", "hint": "", "demographic": ""}


@pytest.fixture
def survey(client, official, consultation):
    client.force_login(official)
    return make_survey(consultation)


def new(client, kind, section="Miejsca", **data):
    address = f"{PAGE}czesci/{Section.objects.get(title=section).pk}/{kind}/"
    return client.post(address, TYPED | data)


def rows(*texts, **more):
    """What a browser sends of the rows of choices; those of `more` are lists beside the texts."""
    data = {"choices-TOTAL_FORMS": len(texts), "choices-INITIAL_FORMS": 0}
    for number, text in enumerate(texts):
        data |= {f"choices-{number}-text": text, f"choices-{number}-order": number}
        data |= {f"choices-{number}-{name}": values[number] for name, values in more.items()}
    return data


def rows_of(question, **changes):
    """The rows of a question as they stand, with some changed."""
    choices = list(question.choices.all())
    data = {"choices-TOTAL_FORMS": len(choices), "choices-INITIAL_FORMS": len(choices)}
    for number, choice in enumerate(choices):
        data |= {f"choices-{number}-id": choice.pk, f"choices-{number}-text": choice.text}
        data |= {f"choices-{number}-order": number}
    return data | changes


def wrong(response):
    """Everything that is said to be wrong, in one string."""
    assert response.status_code == 200
    form, choices = response.context["form"], response.context["choices"]
    found = [str(form.errors)]
    if choices is not None:
        found += [str(choices.non_form_errors()), str(choices.errors)]
    return " ".join(found)


@pytest.mark.parametrize("kind", ["short_text", "long_text", "number", "point", "line", "area"])
def test_a_question_without_choices_is_added_at_the_end_of_its_section(client, survey, kind):
    assert new(client, kind, is_required="on").status_code == 302
    made = Question.objects.get(text="Co tu robisz?")
    assert (made.kind, made.order, made.is_required, made.section.title) == (kind, 1, True, "Miejsca")


@pytest.mark.parametrize("kind", ["single", "multiple", "ranking"])
def test_a_question_is_added_with_its_choices_in_order(client, survey, kind):
    data = rows("Kąpię się", "Spaceruję", "Inaczej") | {"choices-2-asks_words": "on", "choices-0-order": 2}
    assert new(client, kind, **data).status_code == 302
    choices = Question.objects.get(text="Co tu robisz?").choices.all()
    assert [choice.text for choice in choices] == ["Spaceruję", "Kąpię się", "Inaczej"]
    assert choices[2].asks_words == (kind != "ranking")


def test_empty_rows_are_nobodys_mistake(client, survey):
    assert new(client, "single", **rows("Tak", "Nie", "")).status_code == 302
    assert Question.objects.get(text="Co tu robisz?").choices.count() == 2


def test_places_are_stored_with_their_shapes(client, survey):
    area = {"type": "Polygon", "coordinates": [[[16.1, 53.5], [16.2, 53.5], [16.2, 53.6], [16.1, 53.5]]]}
    shapes = [json.dumps(INSIDE), json.dumps({"type": "Feature", "properties": {}, "geometry": area})]
    assert new(client, "place", **rows("Plaża", "Łąka", shape=shapes)).status_code == 302
    kinds = [choice.geometry.geom_type for choice in Choice.objects.filter(question__kind="place")]
    assert kinds == ["Point", "Polygon"]


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ("", "Narysuj miejsce na mapie"),
        ("{", "GeoJSON"),
        ("[]", "GeoJSON"),
        ('{"type": "Point", "coordinates": ["a", 1]}', "GeoJSON"),
        ('{"type": "Point", "coordinates": [1e999, 1]}', "GeoJSON"),
        ('{"type": "FeatureCollection", "features": []}', "GeoJSON"),
        ('{"type": "MultiPoint", "coordinates": [[16.2, 53.5]]}', "punkt, linia albo obszar"),
        (json.dumps(OUTSIDE), "poza obszarem konsultacji"),
    ],
)
def test_a_shape_that_is_none_is_told_and_kept(client, survey, shape, reason):
    response = new(client, "place", **rows("Plaża", "Łąka", shape=[json.dumps(INSIDE), shape]))
    assert reason in wrong(response)
    assert "Plaża" in response.content.decode()
    assert not Question.objects.filter(kind="place").exists()


@pytest.mark.parametrize(
    ("kind", "data", "reason"),
    [
        ("single", rows("Tak"), "co najmniej dwie"),
        ("single", rows("Tak", "tak"), "takie same"),
        ("multiple", rows("Tak", "Nie") | {"most": 3}, "Odpowiedzi jest mniej"),
        ("multiple", rows("Tak", "Nie") | {"least": 2, "most": 1}, "nie może być mniejsza"),
        ("scale", {"least": 1, "most": 50}, "od 2 do 11"),
        ("scale", {"least": 5, "most": 5}, "od 2 do 11"),
        ("scale", {}, "To pole jest wymagane"),
        ("point", {"most": 21}, "20"),
        ("short_text", {"most": 0}, "1"),
        ("number", {"least": "abc"}, "Wpisz liczbę"),
        ("number", {"least": "9" * 30}, "1000000000"),
        ("number", {"demographic": "age", "is_required": "on"}, "zawsze można"),
        ("number", {"text": "a" * 501}, "500"),
        ("number", {"demographic": "religion"}, "religion"),
        ("number", {"shown_if": "999"}, "999"),
    ],
)
def test_what_cannot_be_asked_is_told_and_kept(client, survey, kind, data, reason):
    response = new(client, kind, **data)
    assert reason in wrong(response).replace("\xa0", "")
    assert 'value="Co tu robisz?"' in response.content.decode() or "text" in data
    assert Question.objects.count() == 3


def test_a_kind_that_is_none_is_not_found(client, survey):
    assert new(client, "magic").status_code == 404


def test_a_condition_takes_the_answers_of_one_earlier_question(client, survey):
    yes = Choice.objects.get(text="Tak")
    assert new(client, "number", shown_if=yes.pk).status_code == 302
    assert Question.objects.get(text="Co tu robisz?").shown_if.get() == yes


def test_a_condition_of_answers_of_two_questions_is_refused(client, survey):
    new(client, "single", section="Plaża", text="Pływasz?", **rows("Dobrze", "Źle"))
    chosen = [Choice.objects.get(text="Tak").pk, Choice.objects.get(text="Dobrze").pk]
    assert "tylko jednego pytania" in wrong(new(client, "number", shown_if=chosen))


def test_a_question_can_depend_on_neither_itself_nor_a_later_one(client, survey):
    first = Question.objects.get(kind="single")
    data = TYPED | rows_of(first) | {"shown_if": Choice.objects.get(text="Tak").pk}
    client.post(f"{PAGE}pytania/{first.pk}/", data)
    assert first.shown_if.count() == 0


def test_a_section_depends_on_earlier_sections_alone(client, survey):
    yes = Choice.objects.get(text="Tak")
    for title, stored in {"Plaża": 0, "Miejsca": 1}.items():
        section = Section.objects.get(title=title)
        client.post(f"{PAGE}czesci/{section.pk}/", {"title": title, "intro": "", "shown_if": yes.pk})
        assert section.shown_if.count() == stored


def test_an_answer_that_decides_cannot_be_removed(client, survey):
    question = Question.objects.get(kind="single")
    data = rows_of(question, **{"choices-0-DELETE": "on"}) | rows_of(question)
    data |= {"choices-TOTAL_FORMS": 3, "choices-2-text": "Czasem", "choices-0-DELETE": "on"}
    response = client.post(f"{PAGE}pytania/{question.pk}/", TYPED | data)
    assert "„Tak” rozstrzyga, czy pojawi się „Ile razy w roku?”" in wrong(response)
    assert question.choices.count() == 2


def test_once_frozen_the_words_change_and_nothing_else(client, survey):
    survey.freeze(timezone.now())
    question = Question.objects.get(kind="single")
    data = {"text": "Czy tu przychodzisz?", "hint": "Choć raz.", "is_required": "on", "demographic": "age"}
    data |= rows_of(question, **{"choices-0-text": "Owszem", "choices-1-DELETE": "on", "choices-0-order": 9})
    data |= {"choices-0-asks_words": "on"}
    assert client.post(f"{PAGE}pytania/{question.pk}/", data).status_code == 302
    question.refresh_from_db()
    assert (question.text, question.hint) == ("Czy tu przychodzisz?", "Choć raz.")
    assert (question.is_required, question.demographic) == (False, "")
    assert list(question.choices.values_list("text", "asks_words")) == [("Owszem", False), ("Nie", False)]


def test_once_frozen_neither_questions_nor_sections_are_added(client, survey):
    survey.freeze(timezone.now())
    assert new(client, "number").url == PAGE
    assert client.post(f"{PAGE}czesci/nowa/", {"title": "Nowa", "intro": ""}).url == PAGE
    assert (Section.objects.count(), Question.objects.count()) == (2, 3)


def test_once_frozen_the_promise_about_the_map_stays(client, survey):
    survey.freeze(timezone.now())
    client.post(f"{PAGE}ustawienia/", {"title": "Inny tytuł", "intro": "", "answers_public": "on"})
    survey.refresh_from_db()
    assert (survey.title, survey.answers_public) == ("Inny tytuł", False)


def test_changed_wording_is_told_by_the_history(client, survey):
    question = Question.objects.get(kind="number")
    client.post(f"{PAGE}pytania/{question.pk}/", {"text": "Ile razy?", "hint": "", "least": 1, "most": 366})
    page = client.get("/panel/teren-rekreacyjny/historia/?kind=question").content.decode()
    assert "Pytanie ankiety" in page
    assert "Ile razy w roku?" in page


def test_what_was_deleted_is_told_by_the_history(client, survey):
    client.post(f"{PAGE}czesci/{Section.objects.get(title='Miejsca').pk}/usun/")
    page = client.get("/panel/teren-rekreacyjny/historia/?kind=question").content.decode()
    assert "Gdzie postawić ławki?" in page


def test_the_page_of_a_question_takes_a_fixed_number_of_queries(client, survey, django_assert_num_queries):
    address = f"{PAGE}pytania/{Question.objects.get(kind='single').pk}/"
    client.get(address)
    with django_assert_num_queries(14):
        client.get(address)
