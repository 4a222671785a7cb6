"""The page of the cross table: numbers that lead to their remarks, and the same as a file."""

import pytest

from tests.insight.places import DRAHIMSKA, RYNEK


@pytest.fixture
def url(consultation):
    return f"/panel/{consultation.slug}/wyniki/zestawienie/"


@pytest.fixture
def page(client, official, url):
    client.force_login(official)
    return lambda query="": client.get(f"{url}?{query}").content.decode()


@pytest.fixture
def said(say, playground, paths):
    say(*[RYNEK] * 20, category=playground)
    say(DRAHIMSKA, category=paths, channel="paper")


def test_a_number_leads_to_its_remarks(page, client, said, consultation, playground):
    html = page("rows=category&columns=channel&q=lawke")
    address = f"/panel/{consultation.slug}/wyniki/?q=lawke&amp;category={playground.pk}&amp;channel=web"
    assert f'<a href="{address}&amp;list=remarks">20</a>' in html
    assert client.get(address.replace("&amp;", "&")).context["counts"].total == 20


def test_shares_of_few_are_not_told_and_few_are_named(page, said):
    html = page()
    assert html.count("100 %") == 1
    assert html.count('<span class="tag">mało</span>') == 1


def test_persons_count_once_in_a_cell(page, say, playground):
    say(RYNEK, RYNEK, category=playground, device="telefon")
    assert "n = 1 osoby" in page("unit=persons")
    assert "n = 2 uwagi" in page()


@pytest.mark.parametrize("query", ["rows=kolor", "rows=state&columns=state", "columns=question-9"])
def test_what_makes_no_table_is_said(page, said, query):
    html = page(query)
    assert 'class="message message-error" role="alert">' in html
    assert 'class="cross-scroll"' not in html


def test_the_file_holds_what_the_page_shows(client, official, url, said):
    client.force_login(official)
    response = client.get(url.replace("zestawienie/", "zestawienie.csv") + "?rows=category&columns=channel")
    lines = response.content.decode("utf-8-sig").split("\r\n")
    assert lines[1:4] == ["Plac zabaw;20;0;20", "Ścieżki;0;1;1", "Razem;20;1;21"]
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_there_is_no_file_of_nonsense(client, official, url):
    client.force_login(official)
    assert client.get(url.replace("zestawienie/", "zestawienie.csv") + "?rows=kolor").status_code == 404


def test_queries_do_not_grow_with_the_table(client, official, url, said, say, django_assert_num_queries):
    say(*[RYNEK, DRAHIMSKA] * 5, channel="meeting")
    client.force_login(official)
    with django_assert_num_queries(16):
        client.get(url)
