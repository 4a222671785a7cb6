"""The map of the results as a tool: places chosen on it, what it shows, and what can be taken away of it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
RYNEK, DRAHIMSKA, SEA = (16.1, 53.5), (16.3, 53.5), (17.5, 55.2)


@pytest.fixture
def said(say, playground, paths):
    """Three remarks in Rynek, one in Drahimska, of two categories and days."""
    say(RYNEK, RYNEK, category=playground, days=6)
    say(RYNEK, DRAHIMSKA, category=paths, device="tablet", days=2)


def asked(page):
    return parse_qs(urlsplit(page.url).query)


def start(page, name):
    """Open the menu of places and choose a way, by keyboard."""
    page.locator("[data-place-menu] summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=name).press("Enter")


def test_places_are_chosen_and_drawn_by_keyboard(visit, results, said, check_access):
    page = results(visit())
    start(page, "Wybierz obszary")
    expect(page.locator("path.shape:focus")).to_have_attribute("aria-pressed", "false")
    page.locator("path.shape[aria-label^=Drahimska]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-place-words]")).to_have_text("1 obszar: Drahimska")
    check_access(page)
    page.get_by_role("button", name="Pokaż uwagi stamtąd").press("Enter")
    expect(page.locator(".numbers [data-number=total]")).to_have_text("1")
    assert asked(page)["area"] == ["320301-drahimska"]
    page.locator("[data-filter-clear]").click()
    start(page, "Narysuj koło")
    page.keyboard.press("Enter")
    page.get_by_label("Promień w metrach").fill("100000")
    page.get_by_role("button", name="Pokaż uwagi stamtąd").press("Enter")
    expect(page.locator("path.map-asked")).to_have_count(1)
    assert asked(page)["around"][0].endswith(",100000")
    page.get_by_role("button", name="Pokaż uwagi zewsząd").press("Enter")
    expect(page.locator("path.map-asked")).to_have_count(0)
    assert "around" not in asked(page)


def test_the_map_compares_plays_and_is_taken_away(visit, results, said, playground, paths, check_access):
    page = results(visit())
    page.get_by_label("Co pokazuje mapa").select_option("difference")
    page.locator("[data-compare-kind]").select_option("category")
    rynek = "Rynek, A: 2 (100% wszystkich), B: 1 (50% wszystkich), różnica: +50 punktu proc."
    expect(page.locator(f'path.diff-3[aria-label="{rynek}"]')).to_have_count(1)
    assert asked(page)["a"] == [f"category={playground.pk}"]
    assert asked(page)["b"] == [f"category={paths.pk}"]
    check_access(page)
    page.get_by_label("Co pokazuje mapa").select_option("hot")
    expect(page.locator("[data-legend]")).to_contain_text("4 uwagi")
    page.locator("[data-downloads] summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Obraz (PNG)").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    page.get_by_label("Co pokazuje mapa").select_option("areas")
    page.get_by_role("button", name="Odtwórz w czasie").click()
    expect(page.locator("[data-play-words]")).to_contain_text("2 uwagi")
    page.get_by_role("button", name="Krok dalej").press("Enter")
    expect(page.locator("[data-play-words]")).to_contain_text("0 uwag")
    expect(page.locator("path.shape[aria-label^='Rynek,'][aria-label$='0 uwag']")).to_have_count(1)


def test_what_lies_outside_all_areas_is_told_and_shown(visit, results, say, check_access):
    say(SEA, SEA, device="telefon")
    page = results(visit("360"))
    expect(page.get_by_text("2 uwagi leżą poza tymi obszarami.")).to_be_visible()
    check_access(page)
    page.get_by_role("button", name="Pokaż, gdzie jest ich najwięcej").press("Enter")
    expect(page.locator(".leaflet-marker-icon").first).to_be_in_viewport()
    assert asked(page)["map"] == ["pins"]
    expect(page.locator("#map")).to_be_focused()
