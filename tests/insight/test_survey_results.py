"""What a survey found: each kind of question, whom filters leave, two questions together, lists, CSV."""

import pytest

from mapconsult.feedback.models import Remark
from tests.feedback.survey import choice, find, make_survey
from tests.insight.answering import respond
from tests.insight.places import DRAHIMSKA, RYNEK

COMES = {"Bywasz tu?": ["tak"], "Gdzie ławka?": RYNEK}
STAYS = {"Bywasz tu?": ["nie"]}


@pytest.fixture
def survey(consultation):
    return make_survey(consultation, answers_public=True)


@pytest.fixture
def answer(consultation, survey):
    return lambda said, **rest: respond(consultation, said, **rest)


@pytest.fixture
def open_page(client, official, consultation, survey):
    """The response to a path below the results, as an official asks for it."""
    client.force_login(official)
    return lambda path: client.get(f"/panel/{consultation.slug}/wyniki/{path}")


@pytest.fixture
def result(open_page):
    """What was found for a question, under a query."""

    def result(text, query=""):
        sections = open_page(f"ankieta/?{query}").context["sections"]
        return next(one for _section, results in sections for one in results if one.question.text == text)

    return result


def _bars(result):
    return {bar.label: bar.part.number for bar in result.bars}


def test_choices_are_counted_with_those_who_answered(answer, result):
    answer(COMES | {"Co lubisz?": ["kąpiel", "boisko"]})
    answer(COMES | {"Co lubisz?": ["kąpiel", "coś innego", "ryby"]})
    answer(COMES)
    found = result("Co lubisz?")
    assert _bars(found) == {"kąpiel": 2, "boisko": 1, "coś innego": 1}
    assert (found.answered, found.skipped, found.worded) == (2, 1, 1)


def test_who_declined_and_who_was_not_asked_is_told_apart(answer, result):
    answer(COMES | {"Ile masz lat?": None})
    answer(STAYS | {"Ile masz lat?": 30})
    age, liked = result("Ile masz lat?"), result("Co lubisz?")
    assert (age.answered, age.declined, age.skipped, age.unasked) == (1, 1, 0, 0)
    assert (liked.answered, liked.skipped, liked.unasked) == (0, 1, 1)


def test_a_scale_has_all_its_steps_with_mean_and_median(answer, result):
    for step in (1, 4, 4):
        answer(COMES | {"Jak tu jest?": step})
    found = result("Jak tu jest?")
    assert _bars(found) == {"1": 1, "2": 0, "3": 0, "4": 2, "5": 0}
    assert (found.numbers["mean"], found.numbers["median"]) == (3, 4)


def test_numbers_come_in_spans_with_quartiles(answer, result):
    for age in (20, 30, 40, 61):
        answer(STAYS | {"Ile masz lat?": age})
    found = result("Ile masz lat?")
    assert _bars(found) == {"20–24": 1, "25–29": 0, "30–34": 1} | _bars(found)
    assert sum(_bars(found).values()) == 4
    assert (found.numbers["low"], found.numbers["median"], found.numbers["high"]) == (27.5, 35, 45.25)


def test_a_ranking_tells_first_places_and_the_mean_place(answer, result):
    answer(COMES | {"Co najpierw?": ["lampy", "ławki", "drzewa"]})
    answer(COMES | {"Co najpierw?": ["lampy", "drzewa", "ławki"]})
    first = result("Co najpierw?").bars[0]
    assert (first.label, first.first, first.mean_rank) == ("lampy", 2, 1.0)


def test_drawn_places_are_counted_with_their_respondents(answer, result):
    answer(COMES)
    found = result("Gdzie ławka?")
    assert (found.drawn, found.placed, found.answered) == (1, 1, 1)


def test_what_was_taken_back_counts_nowhere(answer, open_page):
    taken = answer(COMES)
    answer(STAYS)
    taken.answers.all().delete()
    taken.remarks.update(state=Remark.State.WITHDRAWN)
    assert open_page("ankieta/").context["number"] == 1


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 3),
        ("answer={nie}", 1),
        ("channel=paper", 1),
        ("area=320301-drahimska", 1),
        ("created_after=x", 0),
    ],
)
def test_filters_ask_the_sending_itself_or_its_places(answer, open_page, query, number):
    answer(COMES)
    answer(COMES | {"Gdzie ławka?": DRAHIMSKA})
    answer(STAYS, channel="paper")
    assert open_page(f"ankieta/?{query.format(nie=choice('nie'))}").context["number"] == number


def test_two_questions_stand_beside_each_other(answer, open_page):
    answer(COMES | {"Co lubisz?": ["kąpiel", "boisko"], "Jak tu jest?": 5})
    answer(COMES | {"Co lubisz?": ["kąpiel"], "Jak tu jest?": 2})
    answer(COMES | {"Co lubisz?": ["boisko"]})
    query = f"rows={find('Co lubisz?').pk}&columns={find('Jak tu jest?').pk}"
    cross = open_page(f"ankieta/?{query}").context["cross"]
    assert cross.columns == [("1", 0), ("2", 1), ("3", 0), ("4", 0), ("5", 1)]
    rows = {row.label: [row.number, *(cell.number for cell in row.cells)] for row in cross.rows}
    assert rows["kąpiel"] == [2, 0, 1, 0, 0, 1]
    assert (rows["boisko"], cross.number) == ([1, 0, 0, 0, 0, 1], 2)


def test_a_question_stands_beside_the_areas_that_were_marked(answer, open_page):
    answer(COMES | {"Co lubisz?": ["boisko"]})
    answer(COMES | {"Co lubisz?": ["boisko"], "Gdzie ławka?": DRAHIMSKA})
    cross = open_page(f"ankieta/?rows={find('Co lubisz?').pk}&columns=district").context["cross"]
    assert cross.columns == [("Drahimska", 1), ("Rynek", 1)]


@pytest.mark.parametrize("query", ["rows=x&columns=district", "rows=&columns=9999999999999999999", "rows=1"])
def test_a_cross_table_of_nothing_is_explained(answer, open_page, query):
    answer(STAYS)
    assert "Wybierz dwa różne pytania" in open_page(f"ankieta/?{query}").content.decode()


def test_open_answers_are_listed_and_searched(answer, open_page):
    answer(STAYS | {"Dlaczego nie?": "Jest za głośno."})
    answer(STAYS | {"Dlaczego nie?": "Nie ma ławek."})
    path = f"ankieta/odpowiedzi/?question={find('Dlaczego nie?').pk}"
    assert open_page(path).context["total"] == 2
    html = open_page(f"{path}&words=glosno").content.decode()
    assert "Jest za głośno." in html
    assert "Nie ma ławek." not in html


def test_everything_a_respondent_said_is_read_together(answer, open_page):
    answer(COMES | {"Co lubisz?": ["boisko"], "Ile masz lat?": None})
    [sending] = open_page("ankieta/odpowiedzi/").context["sendings"]
    said = {asked.text: told for asked, *told in sending.said}
    assert said["Co lubisz?"] == ["boisko", ""]
    assert said["Ile masz lat?"] == [None, ""]


@pytest.mark.parametrize("query", ["question=0", "question=x", "question=99999999999999999999"])
def test_an_unknown_question_is_not_found(open_page, query):
    assert open_page(f"ankieta/odpowiedzi/?{query}").status_code == 404


def test_the_csv_holds_answers_and_nobody_and_no_formula(answer, open_page):
    answer(STAYS | {"Dlaczego nie?": "=SUM(A1)", "Ile masz lat?": None}, device="telephone")
    header, row = open_page("ankieta.csv").content.decode().splitlines()
    assert header.startswith("\ufeffNumer;")
    assert row.split(";")[2:6] == ["internet", "nie", "'=SUM(A1)", "wolę nie mówić"]


def test_a_guest_of_one_area_sees_no_answers(answer, client, people, consultation):
    answer(COMES)
    client.force_login(people["guest_council"])
    page = client.get(f"/panel/{consultation.slug}/wyniki/ankieta/")
    assert page.context["who"].limited
    assert len(client.get(f"/panel/{consultation.slug}/wyniki/ankieta.csv").content.splitlines()) == 1


def test_a_consultation_without_a_survey_says_so(client, official, consultation):
    client.force_login(official)
    page = client.get(f"/panel/{consultation.slug}/wyniki/ankieta/")
    assert "Ta konsultacja nie ma ankiety." in page.content.decode()


def test_queries_do_not_grow_with_the_answers(answer, open_page, django_assert_num_queries):
    for _number in range(4):
        answer(COMES | {"Co lubisz?": ["boisko"], "Jak tu jest?": 3, "Jedno słowo o tym miejscu": "Woda"})
    with django_assert_num_queries(26):
        open_page("ankieta/")


def test_words_that_no_database_takes_are_looked_for_without_them(answer, open_page):
    answer(COMES | {"Jedno słowo o tym miejscu": "kaczki"})
    question = find("Jedno słowo o tym miejscu").pk
    assert "kaczki" in open_page(f"ankieta/odpowiedzi/?question={question}&words=kaczki%00").text
