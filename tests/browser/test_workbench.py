"""An analyst's way through the results: filter, brush, save a view, show it to a colleague."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_results import DRAHIMSKA, RYNEK, query
from tests.people import Person

pytestmark = pytest.mark.browser
PATH = "/panel/teren-rekreacyjny/wyniki/"


@pytest.fixture
def said(say, playground, paths):
    """Two persons in Rynek, one of them in Drahimska, too."""
    say(RYNEK, RYNEK, body="Więcej drzew.", category=playground, device="telefon", days=6)
    say(RYNEK, DRAHIMSKA, body="Drzewo nad wodą.", category=paths, device="tablet", days=2)


def total(page):
    return page.locator(".numbers [data-number=total]")


def test_a_view_is_made_by_keys_and_opened_by_a_colleague(visit, results, said, people, site, check_access):
    page = results(visit())
    page.locator(".fold > summary", has_text="Miejsce").press("Enter")
    page.get_by_role("checkbox", name="Rynek").press("Space")
    expect(total(page)).to_have_text("3")
    expect(page.locator(".said-one")).to_have_text([re.compile("Rynek")])
    page.get_by_role("slider", name="Początek okresu").press("End")
    expect(total(page)).to_have_text("1")
    assert {"area", "created_after"} <= set(query(page))
    page.locator("summary", has_text="Widoki").press("Enter")
    page.get_by_label("Nazwa widoku").fill("Rynek ostatnio")
    page.get_by_label("Pokaż mojej organizacji").press("Space")
    check_access(page)
    page.get_by_role("button", name="Zapisz widok").press("Enter")
    expect(page.get_by_text("Zapisano widok „Rynek ostatnio”.")).to_be_visible()
    expect(total(page)).to_have_text("1")
    _open_as_colleague(visit(), people["analyst"], site)


def _open_as_colleague(made, user, site):
    client = Person()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    made.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    page = made.open(PATH)
    expect(total(page)).to_have_text("4")
    page.locator("summary", has_text="Widoki").click()
    page.get_by_role("link", name="Rynek ostatnio").click()
    expect(total(page)).to_have_text("1")
    page.locator(".said-one", has_text="Rynek").click()
    expect(total(page)).to_have_text("2")
    page.go_back()
    expect(total(page)).to_have_text("1")


def test_numbers_of_the_tables_lead_to_their_remarks(visit, results, said, check_access):
    page = results(visit(), "unit=persons")
    expect(page.locator(".time-words")).to_contain_text("2 osoby")
    assert page.locator(".numbers dd").all_inner_texts() == ["2", "2", "4", "4"]
    page.locator("[data-code='320301-drahimska'] [data-listed]").first.click()
    expect(page.locator("[data-list-items] .remark")).to_have_count(1)
    page.get_by_role("link", name="Zestawienie").click()
    check_access(page)
    page.locator(".cross tfoot a").last.click()
    expect(page.locator("[data-list-items] .remark")).to_have_count(1)
