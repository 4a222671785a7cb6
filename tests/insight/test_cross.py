"""Cross tables: numbers by two dimensions, with totals, shares and the way to their remarks."""

import pytest

from mapconsult.consultations.models.survey import Choice, Question, Section, Survey
from mapconsult.feedback.models import Remark
from mapconsult.feedback.models.answer import Answer, AnswerChoice
from mapconsult.insight.models import Code, Coding
from tests.insight.places import DRAHIMSKA, RYNEK, SEA


@pytest.fixture
def ask(client, consultation):
    return lambda query: client.get(f"/api/v1/consultations/{consultation.slug}/cross/?{query}")


@pytest.fixture
def matched(client, consultation):
    """How many remarks the list gives under a query."""
    return lambda query: client.get(f"/api/v1/consultations/{consultation.slug}/remarks/?{query}").json()[
        "numberMatched"
    ]


def labels(dimension):
    return [(value["label"], value["n"]) for value in dimension["values"]]


def followed(answer, matched):
    """Whether every number is what the list gives under its query."""
    numbers = [*answer["rows"]["values"], *(answer["columns"] or {"values": []})["values"]]
    numbers += [cell for row in answer["cells"] for cell in row if cell["n"]]
    return all(matched(number["query"]) == number["n"] for number in numbers)


@pytest.fixture
def mixed(say, playground):
    say(RYNEK, RYNEK, DRAHIMSKA, None, category=playground)
    say(RYNEK, SEA)
    Remark.objects.filter(district__code="320301-drahimska").update(outcome="accepted")


def test_a_table_has_cells_totals_and_shares(ask, mixed):
    answer = ask("rows=category&columns=district").json()
    assert labels(answer["rows"]) == [("Plac zabaw", 4), ("brak", 2)]
    assert labels(answer["columns"]) == [
        ("Drahimska", 1),
        ("Rynek", 3),
        ("w żadnym z nich", 1),
        ("bez miejsca", 1),
    ]
    assert [[cell["n"] for cell in row] for row in answer["cells"]] == [[1, 2, 0, 1], [0, 1, 1, 0]]
    cell = answer["cells"][0][1]
    assert (cell["share"], cell["share_of_row"], cell["share_of_column"]) == (33.3, 50.0, 66.7)
    assert (answer["total"], answer["left_out"], answer["unit"]) == (6, 0, "remarks")


@pytest.mark.parametrize(
    "query",
    [
        "rows=category&columns=district",
        "rows=gmina&columns=outcome",
        "rows=month&columns=kind&created_after=2020-05-03",
        "rows=channel&columns=state&place=known",
        "rows=powiat&columns=phase&area=320301-rynek",
    ],
)
def test_every_number_leads_to_its_remarks(ask, mixed, matched, query):
    answer = ask(query).json()
    assert answer["total"] == matched(answer["query"])
    assert followed(answer, matched)


def test_codes_and_stakeholders_are_followed_by_officials(
    ask, mixed, matched, client, official, consultation
):
    client.force_login(official)
    remark = Remark.objects.earliest("pk")
    for name in ("ławki", "cień"):
        code = Code.objects.create(consultation=consultation, name=name, color="#000000")
        Coding.objects.create(code=code, remark=remark, coder=official)
    answer = ask("rows=code&columns=stakeholder").json()
    assert [value["n"] for value in answer["rows"]["values"]] == [1, 1, 5]
    assert answer["total"] == 6
    assert followed(answer, matched)


def test_answers_to_a_question_are_followed_and_who_gave_none_is_left_out(
    ask, mixed, matched, client, official, consultation
):
    survey = Survey.objects.create(consultation=consultation, title="Ankieta")
    section = Section.objects.create(survey=survey, title="Strona")
    question = Question.objects.create(section=section, kind="multiple", text="Co robisz nad jeziorem?")
    chosen = [Choice.objects.create(question=question, text=text) for text in ("pływam", "czytam")]
    sent = Remark.objects.earliest("pk").submission
    given = Answer.objects.create(submission=sent, question=question)
    for choice in chosen:
        AnswerChoice.objects.create(answer=given, question=question, choice=choice)
    client.force_login(official)
    answer = ask(f"rows=question-{question.pk}&columns=district").json()
    assert labels(answer["rows"]) == [("pływam", 4), ("czytam", 4)]
    assert (answer["total"], answer["left_out"]) == (4, 2)
    assert answer["total"] == matched(answer["query"])
    assert followed(answer, matched)


def test_a_table_may_have_one_dimension(ask, mixed):
    answer = ask("rows=outcome").json()
    assert answer["columns"] is None
    assert [value["n"] for value in answer["rows"]["values"]] == [1, 5]
    assert [[cell["n"] for cell in row] for row in answer["cells"]] == [[1], [5]]


def test_a_person_counts_once_in_a_cell_and_once_in_each_total(ask, say, client, official, playground):
    say(RYNEK, RYNEK, device="telephone", category=playground)
    say(DRAHIMSKA, device="telephone", category=playground)
    client.force_login(official)
    answer = ask("rows=category&columns=district&unit=persons").json()
    assert [[cell["n"] for cell in row] for row in answer["cells"]] == [[1, 1]]
    assert (answer["rows"]["values"][0]["n"], answer["total"]) == (1, 1)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("rows=likes", "rows"),
        ("rows=category&columns=stakeholder", "columns"),
        ("rows=question-1", "rows"),
        ("rows=gmina&columns=powiat", "columns"),
        ("rows=kind&columns=kind", "columns"),
        ("columns=kind", "rows"),
        ("rows=kind&unit=persons", "unit"),
    ],
)
def test_what_makes_no_table_or_is_not_told_to_the_public_is_refused(ask, query, field):
    response = ask(query)
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_a_table_costs_four_queries(ask, mixed, django_assert_num_queries):
    with django_assert_num_queries(4):
        ask("rows=category&columns=district")


def test_nothing_makes_an_empty_table(ask, consultation):
    answer = ask("rows=category&columns=state").json()
    assert (answer["total"], answer["cells"], answer["rows"]["values"]) == (0, [], [])


@pytest.mark.parametrize("query", ["q=fontanna", "supported=1000000000"])
def test_of_nothing_there_is_a_table_without_rows(client, consultation, query):
    path = f"/api/v1/consultations/{consultation.slug}/cross/?rows=category&{query}"
    answer = client.get(path).json()
    assert (answer["total"], answer["rows"]["values"]) == (0, [])
