"""The observatory: numbers that add up over consultations, and nothing of few persons."""

from collections import Counter

import pytest

from mapconsult.consultations.models import Consultation
from mapconsult.feedback.deciding import decide
from mapconsult.feedback.models import Remark
from mapconsult.insight.observatory.numbers import Numbers
from tests.insight.places import DRAHIMSKA, RYNEK

PAGE, API = "/obserwatorium/", "/api/v1/observatory/"


@pytest.fixture
def six(say):
    """Six persons with one remark each."""
    return [say(RYNEK, device=f"telephone {number}")[0] for number in range(6)]


def copy_of(consultation, **fields):
    names = ["host", "territory", "title", "summary", "state", "opens_at", "closes_at", "extent"]
    same = {name: getattr(consultation, name) for name in names}
    return Consultation.objects.create(**same | fields)


def test_the_numbers_stand_apart_and_per_thousand_residents(client, six, say):
    say(RYNEK, RYNEK, device="telephone 1")
    [row] = client.get(PAGE).context["hosts"]
    assert (row.persons, row.submissions, row.remarks, row.placed) == (6, 7, 8, 8)
    assert (row.residents, row.persons_rate, row.remarks_rate) == (11853, 0.51, 0.67)


def test_few_persons_are_left_out_of_every_sum(client, six, consultation, say):
    quiet = copy_of(consultation, slug="cicha")
    Remark.objects.filter(pk__in=[remark.pk for remark in say(RYNEK, DRAHIMSKA)]).update(consultation=quiet)
    quiet.bump()
    answer = client.get(API).json()
    persons = {one["slug"]: one["persons"] for one in answer["consultations"]}
    assert persons == {"teren-rekreacyjny": 6, "cicha": None}
    [host] = answer["organisations"]
    assert (host["persons"], host["persons_untold"], host["remarks"]) == (6, 1, 8)
    assert "co najmniej 6" in client.get(PAGE).text


def test_a_total_that_would_tell_the_areas_is_hidden_here_as_well(client, say):
    for number in range(6):
        say(RYNEK if number % 2 else DRAHIMSKA, device=f"telephone {number}")
    [one] = client.get(API).json()["consultations"]
    assert (one["persons"], one["remarks"]) == (None, 6)


def test_a_higher_threshold_is_another_answer(client, six, settings):
    tag = client.get(API)["ETag"]
    assert client.get(API, headers={"if-none-match": tag}).status_code == 304
    settings.SUPPRESSION_THRESHOLD = 10
    assert client.get(API, headers={"if-none-match": tag}).json()["organisations"][0]["persons"] is None


def test_what_is_not_public_counts_nowhere(client, six, consultation, as_each):
    Remark.objects.filter(pk=six[0].pk).update(state="hidden")
    copy_of(consultation, slug="szkic", state="draft")
    seen = as_each(lambda: client.get(PAGE).context["total"])
    assert {(total.consultations, total.remarks) for total in seen.values()} == {(1, 5)}


def test_a_new_remark_is_counted_at_once(client, six, say):
    assert client.get(PAGE).context["total"].remarks == 6
    say(RYNEK, channel="paper")
    total = client.get(PAGE).context["total"]
    assert (total.remarks, total.channels) == (7, {"web": 6, "paper": 1})


def test_decisions_are_told_with_what_they_are_a_share_of(client, six, official):
    for remark, outcome in zip(six, ["accepted", "rejected", "no_resolution_needed"], strict=False):
        decide(remark=remark, outcome=outcome, justification="Bo tak.", by=official)
    [row] = client.get(API).json()["consultations"]
    assert (row["answerable"], row["decided"], row["accepted_share"]) == (6, 3, None)
    assert row["outcomes"] == {"accepted": 1, "rejected": 1, "no_resolution_needed": 1}
    assert row["days_to_answer"] == 0


def test_a_few_are_told_without_per_cent(client, six, official):
    decide(remark=six[0], outcome="accepted", justification="Bo tak.", by=official)
    text = client.get(PAGE).text
    assert "uwzględniono 1 z 1" in text
    assert "%" not in text.partition("<main")[2].replace('width="100%"', "")


def test_the_share_of_the_accepted_is_of_those_that_were_judged():
    decided = Counter(accepted=4, partially_accepted=1, rejected=15, no_resolution_needed=80)
    assert Numbers(outcomes=decided).accepted_share == 25.0
    decided["rejected"] -= 1
    assert Numbers(outcomes=decided).accepted_share is None


def test_consultations_are_told_by_when_they_opened(client, six, consultation):
    copy_of(consultation, slug="dawna", opens_at="2019-03-01T12:00Z")
    periods = client.get(f"{PAGE}?by=year").context["periods"]
    assert periods[0].start.year == 2019
    assert sum(period.total.consultations for period in periods) == 2
    assert len(periods) == consultation.opens_at.year - 2018


def test_hosts_are_sorted_by_any_column(client, six, consultation, stranger):
    other = stranger.memberships.get().organisation
    copy_of(consultation, slug="inna", host=other)

    def names(sort):
        return [row.name for row in client.get(f"{PAGE}?sort={sort}").context["hosts"]]

    assert names("-remarks") == names("name") == names("'") == ["Gmina Czaplinek", "Gmina Złocieniec"]
    assert names("remarks") == ["Gmina Złocieniec", "Gmina Czaplinek"]


def test_an_organisation_has_a_page_of_its_own(client, six, consultation, stranger):
    assert client.get("/obserwatorium/gmina-czaplinek/").context["total"].remarks == 6
    assert "nie opublikowała" in client.get("/obserwatorium/gmina-zlocieniec/").text
    assert client.get("/obserwatorium/nie-ma/").status_code == 404


def test_a_site_without_consultations_says_so(client, db):
    assert "Nie ma jeszcze żadnych konsultacji" in client.get(PAGE).text
    assert client.get(API).json() == {"licence": "", "organisations": [], "consultations": []}


def test_the_table_of_open_data_runs_nothing(client, consultation):
    copy_of(consultation, slug="inna", title="=HYPERLINK(1)")
    answer = client.get(f"{API}?as=csv")
    assert ";'=HYPERLINK(1);" in answer.content.decode("utf-8-sig")
    assert "charset=utf-8" in answer["Content-Type"]


def test_open_data_name_their_licence_if_there_is_one(client, six, settings):
    settings.OPEN_DATA_LICENCE = "CC0 1.0"
    assert client.get(API).json()["licence"] == "CC0 1.0"
    assert "CC0 1.0" in client.get(PAGE).text


@pytest.mark.parametrize(("query", "field"), [("as=xls", "as"), ("organisation=nie-ma", "organisation")])
def test_what_is_wrong_with_a_question_is_told(client, db, query, field):
    response = client.get(f"{API}?{query}")
    assert (response.status_code, response.json()["errors"][0]["field"]) == (400, field)


def test_an_unchanged_answer_is_not_sent_again(client, six, say):
    tag = client.get(API)["ETag"]
    assert client.get(API, headers={"If-None-Match": tag}).status_code == 304
    say(RYNEK)
    assert client.get(API, headers={"If-None-Match": tag}).status_code == 200


def test_queries_do_not_grow_and_are_fewer_when_nothing_has_changed(
    client, six, consultation, django_assert_num_queries
):
    for number in range(5):
        copy_of(consultation, slug=f"inna-{number}")
    client.get(PAGE)
    with django_assert_num_queries(3):
        client.get(PAGE)
