"""The officials' pages: who gets in, and what they hold without JavaScript."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from mapconsult.consultations.models import Consultation
from mapconsult.insight.page import PAGES
from tests.insight.places import DRAHIMSKA, RYNEK, SEA


@pytest.fixture
def url(consultation):
    return f"/panel/{consultation.slug}/wyniki/"


@pytest.fixture
def page(client, official, url):
    """The HTML of the results as an official asks for them."""
    client.force_login(official)
    return lambda query="": client.get(f"{url}?{query}").content.decode()


@pytest.fixture
def context(client, official, url):
    client.force_login(official)
    return lambda query="": client.get(f"{url}?{query}").context


def test_results_are_for_the_people_of_the_host(client, url, as_each):
    seen = as_each(lambda: client.get(url).status_code)
    assert seen == {"nobody": 302, "resident": 404, "stranger": 404, "official": 200}


def test_nobody_is_led_to_the_sign_in_and_back(client, url):
    assert client.get(url)["Location"] == f"/konto/logowanie/?next={url}"
    assert client.get("/panel/")["Location"] == "/konto/logowanie/?next=/panel/"


def test_the_panel_lists_what_one_hosts(client, consultation, as_each):
    seen = as_each(lambda: consultation.title.encode() in client.get("/panel/").content)
    assert seen == {"nobody": False, "resident": False, "stranger": False, "official": True}


def test_the_panel_tells_the_four_numbers_apart(client, official, consultation, say):
    say(RYNEK, DRAHIMSKA, None, device="telephone")
    say(RYNEK, device="telephone")
    client.force_login(official)
    [(found, _last_day, numbers)] = client.get("/panel/").context["rows"]
    assert found == consultation
    assert numbers == {"persons": 1, "submissions": 2, "remarks": 4, "placed": 3}


def test_an_account_without_an_organisation_is_told_what_to_do(client, resident):
    client.force_login(resident)
    assert "Poproś administratora" in client.get("/panel/").content.decode()


def test_queries_of_the_panel_do_not_grow(client, official, consultation, django_assert_num_queries):
    fields = ["host", "territory", "title", "summary", "state", "opens_at", "closes_at", "extent"]
    same = {name: getattr(consultation, name) for name in fields}
    for number in range(5):
        Consultation.objects.create(slug=f"inne-{number}", **same)
    client.force_login(official)
    with django_assert_num_queries(7):
        assert len(client.get("/panel/").context["rows"]) == 6


def test_queries_of_the_results_do_not_grow(client, official, url, say, django_assert_num_queries):
    say(*[RYNEK, DRAHIMSKA] * 10)
    client.force_login(official)
    with django_assert_num_queries(19):
        client.get(url)


@pytest.mark.parametrize("name", [name for name, _label in PAGES[1:]] + ["insight:themes"])
def test_the_form_of_the_filters_works_on_each_page(client, official, consultation, name):
    client.force_login(official)
    html = client.get(reverse(name, args=[consultation.slug])).content.decode()
    # A hash stands in its name where static files are served as they are for real.
    assert re.search(r"js/insight/page(\.[0-9a-f]+)?\.js", html)


def test_the_table_stands_in_the_page(page, say):
    say(RYNEK, RYNEK, DRAHIMSKA, SEA, None)
    html = page()
    assert html.index("Rynek</a>") < html.index("Drahimska</a>")
    assert 'place=outside-district&amp;list=remarks">1</a>' in html
    assert 'place=none&amp;list=remarks">1</a>' in html
    assert '<td data-number="total">5</td>' in html


def test_filters_of_the_address_are_filled_in_and_applied(page, context, say, playground):
    say(RYNEK, category=playground, body="Proszę o ławkę.")
    say(RYNEK)
    query = f"category={playground.pk}&q=lawke&created_after=2020-01-01&channel=web"
    html = page(query)
    assert f'value="{playground.pk}" checked' in html
    assert 'value="lawke"' in html
    assert 'name="channel" value="web" checked' in html
    assert context(query)["counts"].total == 1


def test_an_area_is_opened_at_the_level_of_its_parts(context, gmina):
    assert context("area=320301")["level"].key == "district"
    assert context("area=320301-rynek")["level"].key == "district"
    assert context("area=320301&level=powiat")["level"].key == "powiat"


def test_a_territory_is_opened_at_the_level_of_its_parts(consultation, powiat, other_gmina, context):
    consultation.territory = powiat
    consultation.save()
    found = context()
    assert found["level"].key == "gmina"
    assert [area.code for area in found["counts"].areas] == ["320301", "320306"]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("created_after=wczoraj", "2026-05-31"),
        ("area=999999", "999999"),
        ("level=osiedle", "„osiedle”"),
    ],
)
def test_what_is_wrong_with_an_address_stands_in_the_page(page, query, reason):
    html = page(query)
    assert escape(reason) in html
    assert "<h1>" in html


def test_the_export_has_the_filters_of_the_page(page):
    html = page("q=lawka&level=gmina&map=heat&sort=name")
    assert "/export/?q=lawka&amp;as=geojson" in html


def test_what_residents_typed_is_never_markup(page, say, consultation):
    consultation.title = "<b>Teren</b>"
    consultation.save()
    assert "<b>Teren</b>" not in page("q=<script>alert(1)</script>")
    assert "<script>alert(1)" not in page("q=<script>alert(1)</script>")
