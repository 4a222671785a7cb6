"""How sure results are: who is loud, whom they leave out, and no per cent of a few."""

import pytest

from geo.models import Area, Census, Population
from mapconsult.insight.shares import Part, Weighed, wilson
from mapconsult.insight.sure.people import ages_of, compare, compare_ages, gender_of
from mapconsult.insight.sure.voices import Activity
from tests.feedback.survey import ask, make_survey
from tests.insight.answering import respond
from tests.insight.places import DRAHIMSKA, RYNEK


@pytest.fixture
def open_page(client, official, consultation):
    client.force_login(official)
    return lambda query="": client.get(f"/panel/{consultation.slug}/wyniki/pewnosc/?{query}")


def test_the_interval_is_wilsons():
    """The example of a published table: 10 of 100 lie between 5.5 and 17.4 per cent."""
    low, high = wilson(10, 100)
    assert (round(low, 4), round(high, 4)) == (0.0552, 0.1744)
    assert wilson(0, 20)[0] == 0
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("number", "whole", "percent"), [(5, 19, None), (5, 20, 25), (0, 0, None)])
def test_no_per_cent_are_told_of_a_few(number, whole, percent):
    assert Part(number, whole).percent == percent


@pytest.mark.parametrize(("number", "verdict"), [(50, "fair"), (70, "over"), (20, "under"), (59, "fair")])
def test_too_many_and_too_few_are_told_only_beyond_chance(number, verdict):
    assert Weighed(number, 100, residents=500, all_residents=1000).verdict == verdict


def test_nothing_is_told_of_a_few_persons():
    weighed = Weighed(9, 10, residents=500, all_residents=1000)
    assert (weighed.verdict, weighed.interval) == ("", None)


def test_the_most_active_one_per_cent_is_one_person_in_a_hundred():
    activity = Activity([(60, 1), (2, 20), (1, 100)])
    assert (activity.persons, activity.remarks, activity.percentile) == (121, 200, 2)
    assert activity.of_percentile == Part(62, 200)
    assert activity.of_top == Part(78, 200)
    assert activity.once == Part(100, 121)


def test_one_voice_per_person_changes_the_order(say, open_page, playground, paths):
    say(*[RYNEK] * 5, category=playground, device="telephone")
    say(DRAHIMSKA, category=paths, device="tablet")
    say(DRAHIMSKA, category=paths, device="laptop")
    context = open_page().context
    rows = [
        (row.label, row.remarks.number, row.persons.number, row.climbs) for row in context["categories_heard"]
    ]
    assert rows == [(paths.name, 2, 2, 1), (playground.name, 5, 1, -1)]
    assert [row.label for row in context["areas_heard"]] == ["Drahimska", "Rynek"]


def test_four_numbers_stand_apart(say, open_page):
    say(RYNEK, DRAHIMSKA, None, device="telephone")
    say(RYNEK, device="telephone")
    found = open_page().context["totals"]
    assert (found.persons, found.submissions, found.total, found.placed) == (1, 2, 4, 3)


def test_areas_are_weighed_by_their_residents(say, open_page):
    for code, number in {"320301-rynek": 1000, "320301-drahimska": 3000}.items():
        Population.objects.create(area=Area.objects.get(code=code), year=2024, number=number, source="test")
    say(RYNEK, device="telephone")
    first = open_page().context["represented"][0]
    assert (first.name, first.per_1000, first.weighed.expected) == ("Rynek", 1.0, 25.0)


def test_a_row_leads_to_its_remarks_under_the_filters(say, open_page, playground):
    say(RYNEK, category=playground)
    [row] = open_page("channel=web&level=gmina").context["categories_heard"]
    assert row.href.endswith(f"/wyniki/?channel=web&list=remarks&category={playground.pk}")


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("18–29", (18, 29)),
        ("65 i więcej", (65, 150)),
        ("65+", (65, 150)),
        ("do 17 lat", (0, 17)),
        ("poniżej 18", (0, 17)),
        ("powyżej 60", (61, 150)),
        ("30", None),
        ("emeryt", None),
    ],
)
def test_prepared_answers_name_ages(text, ages):
    assert ages_of(text) == ages


def test_prepared_answers_name_a_gender():
    assert [gender_of(text) for text in ("kobietą", "mężczyzną", "woman", "man", "inaczej")] == [
        "female", "male", "female", "male", None
    ]  # fmt: skip


CENSUS = [(0, 17, "female", 10), (0, 17, "male", 20), (18, None, "female", 40), (18, None, "male", 30)]


def test_answers_stand_beside_the_census_where_its_bands_fit(consultation):
    survey = make_survey(consultation)
    age = ask(survey.sections.first(), "single", "Wiek", choices=["do 17", "18+", "16–20"], demographic="age")
    young, old, other = (choice.pk for choice in age.choices.all())
    found = compare(age, {young: 30, old: 30, other: 2}, CENSUS)
    assert [(text, one.number, one.residents, one.verdict) for text, one in found.rows] == [
        ("do 17", 30, 30, "over"),
        ("18+", 30, 70, "under"),
    ]
    assert found.unmatched == [("16–20", 2)]


def test_ages_as_numbers_fall_into_the_bands_of_the_census(consultation):
    found = compare_ages(None, {17: 1, 18: 2, 200: 1}, CENSUS)
    assert [(text, one.number, one.residents) for text, one in found.rows] == [
        ("0–17", 1, 30),
        ("18+", 2, 70),
    ]
    assert [number for _text, number in found.unmatched] == [1]


def test_the_page_says_how_to_import_a_census_until_there_is_one(say, open_page, consultation, gmina):
    make_survey(consultation)
    say(RYNEK)
    respond(consultation, {"Bywasz tu?": ["nie"], "Ile masz lat?": 40})
    assert "import_census" in open_page().content.decode()
    Census.objects.create(area=gmina, year=2021, age_from=0, gender="male", number=9, source="test")
    page = open_page()
    assert "import_census" not in page.content.decode()
    assert page.context["compared"][0].rows[0][1].number == 1


def test_few_persons_are_warned_of(say, open_page):
    say(RYNEK)
    assert "1 osoba to za mało, by mówić o procentach" in open_page().content.decode()


@pytest.mark.parametrize("query", ["created_after=x", "area=999999", "level=osiedle", "q=nigdzie"])
def test_nonsense_and_nothing_are_answered_in_words(say, open_page, query):
    say(RYNEK)
    assert open_page(query).status_code == 200


def test_queries_do_not_grow_and_what_was_counted_is_kept(say, open_page, django_assert_num_queries):
    say(*[RYNEK, DRAHIMSKA] * 10)
    open_page()
    with django_assert_num_queries(17):
        open_page()


def test_a_new_remark_is_counted_at_once(say, open_page):
    say(RYNEK)
    assert open_page().context["totals"].total == 1
    say(RYNEK)
    assert open_page().context["totals"].total == 2
