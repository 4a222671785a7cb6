"""The accessibility statement: the ids that public checkers look for, and who may write it."""

from datetime import date

import pytest

from mapconsult.accounts.models import AccessibilityStatement

PATH = "/deklaracja-dostepnosci/"
IDS = ["deklaracja", "wstep", "podmiot", "url", "data-publikacja", "data-aktualizacja", "status"]
IDS += ["data-sporzadzenie", "kontakt", "osoba", "email", "telefon", "procedura", "architektura", "aplikacje"]
DECLARED = {
    "site_published_on": "2026-03-01",
    "site_updated_on": "2026-05-01",
    "status": "partial",
    "made_on": "2026-05-02",
    "reviewed_on": "2026-05-02",
    "contact": "Anna Lis",
    "email": "dostepnosc@czaplinek.example",
    "phone": "94 375 00 00",
    "architecture": "Do wejścia prowadzi **pochylnia**.",
}


@pytest.fixture
def statement(host):
    return AccessibilityStatement.objects.create(
        organisation=host, **DECLARED | {"made_on": date(2026, 5, 2), "reviewed_on": date(2026, 5, 2)}
    )


@pytest.mark.parametrize("part", IDS)
def test_every_part_has_its_id_once(client, statement, part):
    statement.refresh_from_db()
    assert client.get(PATH).text.count(f'id="a11y-{part}"') == 1


def test_it_says_what_the_office_has_declared(client, statement):
    page = client.get(PATH).text
    for words in ("Gmina Czaplinek", "Anna Lis", "94 375 00 00", "<strong>pochylnia</strong>"):
        assert words in page
    assert 'datetime="2026-03-01"' in page
    assert 'href="http://testserver/"' in page


def test_each_organisation_has_its_own(client, statement, stranger):
    other = stranger.organisations.get()
    AccessibilityStatement.objects.create(organisation=other, **DECLARED)
    assert "Gmina Złocieniec" in client.get(f"{PATH}gmina-zlocieniec/").text
    assert f'href="{PATH}gmina-zlocieniec/"' in client.get(PATH).text


def test_without_any_the_page_says_so(client, db):
    answer = client.get(PATH)
    assert answer.status_code == 200
    assert 'id="a11y-deklaracja"' in answer.text
    assert client.get(f"{PATH}gmina-czaplinek/").status_code == 404


def test_a_coordinator_writes_it(client, official, host):
    client.force_login(official, second_factor=True)
    answer = client.post("/panel/zespol/gmina-czaplinek/dostepnosc/", DECLARED)
    assert answer.status_code == 302
    assert host.accessibility_statement.phone == "94 375 00 00"


@pytest.mark.parametrize(
    ("field", "value"), [("email", "x"), ("phone", ""), ("made_on", "wczoraj"), ("reviewed_on", "2020-01-01")]
)
def test_what_is_wrong_is_told(client, official, field, value):
    client.force_login(official, second_factor=True)
    answer = client.post("/panel/zespol/gmina-czaplinek/dostepnosc/", DECLARED | {field: value})
    assert answer.status_code == 422
    assert "pochylnia" in answer.text
    assert not AccessibilityStatement.objects.exists()


def test_every_page_leads_to_it(client, db):
    assert f'href="{PATH}"' in client.get("/").text


def test_it_costs_one_query(client, statement, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(PATH)
