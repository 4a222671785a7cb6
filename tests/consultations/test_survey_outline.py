"""The outline of a survey in the panel: who reads it, what its buttons do, what they refuse."""

import pytest
from django.utils import timezone

from mapconsult.consultations.models import Choice, Consultation, Question, Section
from tests.consultations.surveys import PAGE, make_survey, outline

FIRST = {
    "Plaża": ["Czy tu bywasz?", "Ile razy w roku?"],
    "Miejsca": ["Gdzie postawić ławki?"],
}


@pytest.fixture
def survey(client, official, consultation):
    client.force_login(official)
    return make_survey(consultation)


def press(client, **data):
    """Press a button; the texts of the messages that come."""
    page = client.post(PAGE, data, follow=True)
    assert page.status_code == 200
    return " ".join(str(message) for message in page.context["messages"])


def of(model, text):
    field = "title" if model is Section else "text"
    return model.objects.get(**{field: text}).pk


def test_without_a_survey_the_page_leads_to_making_one(client, official, consultation):
    client.force_login(official)
    assert f"{PAGE}ustawienia/" in client.get(PAGE).content.decode()
    data = {"title": "Ankieta", "intro": "", "answers_public": "on"}
    assert client.post(f"{PAGE}ustawienia/", data).url == PAGE
    made = Consultation.objects.get().survey
    assert (made.title, made.answers_public, made.is_published) == ("Ankieta", True, False)


def test_the_outline_tells_everything_in_a_fixed_number_of_queries(client, survey, django_assert_num_queries):
    client.get(PAGE)
    with django_assert_num_queries(13):
        page = client.get(PAGE).content.decode()
    for text in ["Czy tu bywasz?", "Tak, Nie", "Pojawia się tylko po:", "Miejsca"]:
        assert text in page


def test_a_longer_survey_takes_no_more_queries(client, survey, django_assert_num_queries):
    for number in range(5):
        question = survey.sections.last().questions.create(kind="single", text=f"P{number}", order=number + 1)
        question.choices.create(text="Tak")
    client.get(PAGE)
    with django_assert_num_queries(13):
        client.get(PAGE)


def test_who_may_read_alone_sees_no_buttons(client, people, consultation):
    make_survey(consultation)
    client.force_login(people["analyst"])
    page = client.get(PAGE).content.decode()
    assert "Czy tu bywasz?" in page
    assert 'name="move"' not in page
    assert "pytania/" not in page


def test_an_editor_writes_the_survey_of_a_draft_and_not_of_a_published_one(client, people, consultation):
    make_survey(consultation)
    client.force_login(people["partner"])
    assert client.get(f"{PAGE}ustawienia/").status_code == 403
    Consultation.objects.update(state="draft")
    assert client.get(f"{PAGE}ustawienia/").status_code == 200


@pytest.mark.parametrize(
    ("text", "step", "stands"),
    [
        ("Gdzie postawić ławki?", "up", {"Plaża": [*FIRST["Plaża"], "Gdzie postawić ławki?"], "Miejsca": []}),
        ("Gdzie postawić ławki?", "down", FIRST),
        (
            "Ile razy w roku?",
            "down",
            {"Plaża": ["Czy tu bywasz?"], "Miejsca": ["Ile razy w roku?", "Gdzie postawić ławki?"]},
        ),
        ("Czy tu bywasz?", "up", FIRST),
    ],
)
def test_a_question_moves_by_a_step_also_into_the_next_section(client, survey, text, step, stands):
    press(client, question=of(Question, text), move=step)
    assert outline(survey) == stands


def test_a_question_is_put_where_it_was_dragged_to(client, survey):
    data = {"question": of(Question, "Gdzie postawić ławki?"), "into": of(Section, "Plaża"), "place": 1}
    press(client, **data)
    assert outline(survey)["Plaża"] == ["Czy tu bywasz?", "Gdzie postawić ławki?", "Ile razy w roku?"]


def test_sections_change_places(client, survey):
    press(client, section=of(Section, "Miejsca"), move="up")
    assert list(outline(survey)) == ["Miejsca", "Plaża"]
    press(client, section=of(Section, "Miejsca"), place=1)
    assert list(outline(survey)) == ["Plaża", "Miejsca"]


def test_what_decides_stays_before_what_it_decides_about(client, survey):
    told = press(client, question=of(Question, "Ile razy w roku?"), move="up")
    assert "„Czy tu bywasz?” rozstrzyga" in told
    assert outline(survey) == FIRST


def test_a_question_is_duplicated_with_its_choices_and_its_condition(client, survey):
    press(client, question=of(Question, "Czy tu bywasz?"), duplicate="yes")
    press(client, question=of(Question, "Ile razy w roku?"), duplicate="yes")
    names = ["Czy tu bywasz?", "Czy tu bywasz? (kopia)", "Ile razy w roku?", "Ile razy w roku? (kopia)"]
    assert outline(survey)["Plaża"] == names
    copies = [Question.objects.get(text=names[number]) for number in (1, 3)]
    assert [str(choice) for choice in copies[0].choices.all()] == ["Tak", "Nie"]
    assert copies[1].shown_if.get().question.text == "Czy tu bywasz?"


def test_prepared_questions_about_the_person_come_at_one_click(client, survey):
    press(client, section=of(Section, "Miejsca"), prepared="age")
    made = Question.objects.get(demographic="age")
    assert (made.section.title, made.kind, made.is_required) == ("Miejsca", "single", False)
    assert made.choices.count() == 7


def test_a_question_is_deleted_once_confirmed(client, survey):
    address = f"{PAGE}pytania/{of(Question, 'Gdzie postawić ławki?')}/usun/"
    assert "Gdzie postawić ławki?" in client.get(address).content.decode()
    client.post(address)
    assert outline(survey)["Miejsca"] == []


def test_what_decides_about_others_is_not_deleted(client, survey):
    page = client.post(f"{PAGE}pytania/{of(Question, 'Czy tu bywasz?')}/usun/", follow=True)
    assert "Nie zmieniono" in page.content.decode()
    assert outline(survey) == FIRST


def test_a_section_goes_with_its_questions(client, survey):
    client.post(f"{PAGE}czesci/{of(Section, 'Plaża')}/usun/")
    assert outline(survey) == {"Miejsca": ["Gdzie postawić ławki?"]}
    assert Choice.objects.count() == 0


def test_a_survey_is_shown_and_hidden(client, survey):
    press(client, shown="yes")
    survey.refresh_from_db()
    assert survey.is_published
    press(client, shown="no")
    survey.refresh_from_db()
    assert not survey.is_published


def test_a_survey_that_asks_nothing_is_not_shown(client, survey):
    survey.sections.all().delete()
    assert "Najpierw dodaj pytanie" in press(client, shown="yes")
    survey.refresh_from_db()
    assert not survey.is_published


@pytest.mark.parametrize(
    "data",
    [
        {"question": "x", "move": "up"},
        {"question": "99999999999999999999", "move": "up"},
        {"section": "\0", "prepared": "age"},
        {"section": "first", "place": "-1"},
        {"section": "first", "place": "٣"},
        {"question": "first", "into": "0", "place": "0"},
    ],
)
def test_what_no_button_sends_is_not_found(client, survey, data):
    first = {"section": survey.sections.first().pk, "question": Question.objects.first().pk}
    data = {name: first[name] if value == "first" else value for name, value in data.items()}
    assert client.post(PAGE, data).status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {"question": "Gdzie postawić ławki?", "move": "up"},
        {"question": "Gdzie postawić ławki?", "duplicate": "yes"},
        {"section": "Miejsca", "prepared": "gender"},
        {"section": "Miejsca", "move": "up"},
    ],
)
def test_a_survey_with_answers_keeps_its_structure(client, survey, data):
    survey.freeze(timezone.now())
    models = {"question": Question, "section": Section}
    data = {name: of(models[name], value) if name in models else value for name, value in data.items()}
    assert "ktoś już odpowiedział" in press(client, **data)
    assert outline(survey) == FIRST


def test_everything_works_for_a_section_of_another_survey_as_for_none(client, survey, stranger):
    client.force_login(stranger)
    assert client.post(PAGE, {"shown": "yes"}).status_code == 404
