"""The results in a browser: one filter state for map, table, histogram and export, by pointer and by key."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from tests.people import Person

pytestmark = pytest.mark.browser
PATH = "/panel/teren-rekreacyjny/wyniki/"
RYNEK, DRAHIMSKA, SEA = (16.1, 53.5), (16.3, 53.5), (17.5, 55.2)


@pytest.fixture
def said(say, playground, paths):
    """Three remarks in Rynek, one in Drahimska, one in the sea, one nowhere."""
    say(RYNEK, RYNEK, body="Proszę o ławkę.", category=playground, days=6)
    say(RYNEK, DRAHIMSKA, body="Więcej drzew.", category=paths, device="tablet", days=2)
    say(SEA, None, body="Gdzieś indziej.", category=paths, device="tablet")


def counted(page):
    """{area: remarks} of the table."""
    rows = page.locator("[data-rows] tr")
    return {row.locator("th").inner_text(): row.locator("td").first.inner_text() for row in rows.all()}


def query(page):
    return parse_qs(urlsplit(page.url).query)


def open_filters(page):
    """On a phone they are folded."""
    if not page.locator("#filter-q").is_visible():
        page.locator(".results-filters > summary").click()


def test_map_table_and_numbers_say_the_same(guest, results, said):
    page = results(guest)
    assert counted(page) == {"Rynek": "3", "Drahimska": "1"}
    expect(page.locator("path.shape[aria-label^='Rynek, 3 uwagi, 2 osoby']")).to_have_count(1)
    expect(page.locator("path.shape[aria-label^='Drahimska, 1 uwaga, 1 osoba']")).to_have_count(1)
    expect(page.locator("tfoot [data-number=outside]")).to_have_text("1")
    expect(page.locator("tfoot [data-number=unplaced]")).to_have_text("1")
    numbers = page.locator(".numbers dd").all_inner_texts()
    assert numbers == ["2", "3", "6", "5"]


def test_a_filter_drives_everything_and_stands_in_the_address(guest, results, said, playground):
    page = results(guest)
    open_filters(page)
    page.locator(".chip", has_text="Plac zabaw").click()
    expect(page.locator(".numbers [data-number=total]")).to_have_text("2")
    assert counted(page) == {"Rynek": "2", "Drahimska": "0"}
    expect(page.locator("path.shape[aria-label^='Rynek, 2 uwagi']")).to_have_count(1)
    expect(page.locator(".time-words")).to_contain_text("2 uwagi")
    assert query(page)["category"] == [str(playground.pk)]
    assert f"category={playground.pk}" in page.locator("[data-export]").get_attribute("href")


def test_a_shared_address_shows_the_same_again(guest, results, said):
    page = results(guest, "q=drzew&level=gmina&measure=rate_per_1000&sort=name")
    expect(page.locator(".numbers [data-number=total]")).to_have_text("2")
    expect(page.locator("#filter-q")).to_have_value("drzew")
    assert counted(page) == {"Czaplinek": "2"}
    expect(page.locator(".legend-title")).to_contain_text("na 1000 mieszkańców")
    expect(page.locator("th[data-sort=name]")).to_have_attribute("aria-sort", "ascending")


def test_an_area_opens_by_a_click_on_the_map_and_the_way_leads_back(guest, results, said):
    page = results(guest, "level=gmina")
    page.locator("path.shape").first.click()
    expect(page.locator("[data-rows] tr")).to_have_count(2)
    page.locator("path.shape[aria-label^=Drahimska]").click()
    expect(page.locator("[data-crumbs] [aria-current]")).to_have_text("Drahimska")
    expect(page.locator("[data-list-items] .remark")).to_have_count(1)
    assert query(page)["area"] == ["320301-drahimska"]
    page.get_by_role("button", name="W górę").click()
    expect(page.locator("[data-crumbs] [aria-current]")).to_have_text("Czaplinek")
    assert "area" not in query(page)


def test_back_leads_up_from_an_area_with_its_filters(visit, results, said):
    page = results(visit(), "q=drzew")
    page.locator("[data-code='320301-rynek'] th a").click()
    expect(page.locator("[data-crumbs] [aria-current]")).to_have_text("Rynek")
    page.go_back()
    expect(page.locator("[data-crumbs] [aria-current]")).to_have_text("Czaplinek")
    assert query(page) == {"q": ["drzew"]}


def test_the_map_is_walked_by_keys(visit, results, said):
    page = results(visit())
    page.locator("path.shape[tabindex='0']").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("path.shape:focus")).to_have_attribute("aria-label", re.compile("^Rynek"))
    expect(page.locator("tr.is-pointed th")).to_have_text("Rynek")
    page.keyboard.press("Enter")
    expect(page.locator("[data-crumbs] [aria-current]")).to_have_text("Rynek")
    expect(page.locator("#list-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-crumbs] [aria-current]")).to_have_text("Czaplinek")


def test_an_area_opens_though_the_numbers_have_not_come(visit, results, official, said):
    guest = visit()
    guest.context.route("**/counts/**", lambda route: None)
    page = results(guest, wait=False)
    page.locator("[data-code='320301-rynek'] th a").click()
    expect(page.locator("[data-crumbs] [aria-current]")).to_have_text("Rynek")
    guest.context.unroute_all(behavior="ignoreErrors")


def test_the_table_is_walked_by_keys(visit, results, said):
    page = results(visit(), "level=gmina")
    page.locator("[data-rows] a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-rows] a").first).to_be_focused()
    expect(page.locator("[data-rows] a").first).to_have_text("Rynek")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-rows] a:focus")).to_have_text("Drahimska")
    page.keyboard.press("Escape")
    expect(page.locator("[data-rows] tr")).to_have_count(2)


def test_the_table_is_sorted_by_each_column(visit, results, said):
    page = results(visit())
    assert list(counted(page)) == ["Rynek", "Drahimska"]
    page.get_by_role("button", name="Uwagi", exact=True).click()
    assert list(counted(page)) == ["Drahimska", "Rynek"]
    expect(page.locator("th[data-sort=count]")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("button", name="Obszar", exact=True).click()
    assert list(counted(page)) == ["Drahimska", "Rynek"]
    assert query(page)["sort"] == ["name"]


def test_a_span_is_chosen_by_dragging_over_the_bars(visit, results, said):
    page = results(visit())
    first, third = page.locator(".bar").nth(0).bounding_box(), page.locator(".bar").nth(2).bounding_box()
    page.mouse.move(first["x"] + 20, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(third["x"] + 3, third["y"] + 20, steps=4)
    page.mouse.up()
    expect(page.locator(".numbers [data-number=total]")).to_have_text("2")
    expect(page.locator(".time-words")).to_contain_text("2 z 6 uwag")
    assert set(query(page)) >= {"created_after", "created_before"}
    page.get_by_role("button", name="Pokaż cały czas").click()
    expect(page.locator(".numbers [data-number=total]")).to_have_text("6")


def test_a_span_is_chosen_by_keys(visit, results, said):
    page = results(visit())
    beginning = page.get_by_role("slider", name="Początek okresu")
    beginning.press("End")
    expect(page.locator(".numbers [data-number=total]")).to_have_text("2")
    assert query(page)["created_after"] == [str(localdate())]
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".numbers [data-number=total]")).to_have_text("4")
    expect(beginning).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".numbers [data-number=total]")).to_have_text("6")


def test_a_cell_of_the_heat_lists_its_remarks(visit, results, said):
    page = results(visit(), "map=heat")
    page.locator("path.cell[aria-label='3 uwagi']").click()
    expect(page.locator("[data-list-items] .remark")).to_have_count(3)
    page.get_by_role("button", name="Pokaż wszystkie").click()
    expect(page.locator("[data-list-items] .remark")).to_have_count(6)


def test_heat_refines_with_the_zoom(visit, results, said, say):
    say((16.101, 53.5))
    page = results(visit(), "map=heat")
    box = page.locator("path.cell[aria-label='4 uwagi']").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(8):
        page.mouse.wheel(0, -240)
        page.wait_for_timeout(400)
    expect(page.locator("path.cell[aria-label='4 uwagi']")).to_have_count(0)


def test_pins_open_their_remark(visit, results, say, playground):
    [remark] = say(DRAHIMSKA, body="Tu brakuje lampy.", category=playground)
    page = results(visit(), "map=pins")
    page.locator(".pin").click()
    expect(page.locator("[data-remark]")).to_contain_text("Tu brakuje lampy.")
    assert page.url.endswith(f"#uwaga-{remark.pk}")
    page.get_by_role("button", name="Wróć do listy").click()
    expect(page.locator("[data-list-items]")).to_be_visible()


def test_more_remarks_are_listed_on_demand(visit, results, say):
    say(*[RYNEK] * 25)
    page = results(visit())
    page.locator("[data-tabs] label", has_text="Uwagi").click()
    expect(page.locator("[data-list-items] .remark")).to_have_count(20)
    page.get_by_role("button", name="Pokaż więcej uwag").click()
    expect(page.locator("[data-list-items] .remark")).to_have_count(25)


def test_the_export_holds_what_is_shown(visit, results, said):
    page = results(visit(), "q=drzew")
    with page.expect_download() as download:
        page.locator("[data-export]").click()
    collection = json.loads(download.value.path().read_text())
    assert [feature["properties"]["body"] for feature in collection["features"]] == ["Więcej drzew."] * 2


def test_nothing_found_is_said_and_the_filters_can_be_cleared(guest, results, said):
    page = results(guest, "q=nosorożec")
    expect(page.get_by_text("Żadna uwaga nie pasuje do filtrów.").first).to_be_visible()
    open_filters(page)
    page.get_by_role("link", name="Wyczyść filtry").click()
    expect(page.locator(".numbers [data-number=total]")).to_have_text("6")


def test_what_is_wrong_with_an_address_is_said_until_it_is_changed(visit, results, said):
    page = results(visit(), "created_after=wczoraj")
    expect(page.locator("[data-errors]")).to_contain_text("2026-05-31")
    page.locator("#filter-q").fill("drzew")
    expect(page.locator(".numbers [data-number=total]")).to_have_text("2")
    expect(page.locator("[data-errors]")).to_be_hidden()


def test_no_connection_is_said_and_can_be_tried_again(visit, results, said):
    made = visit()
    page = results(made)
    made.context.set_offline(True)
    page.locator("select[name=level]").select_option("gmina")
    expect(page.locator("[data-notice]")).to_contain_text("Nie ma połączenia")
    page.get_by_role("button", name="Spróbuj ponownie").click()
    expect(page.locator("[data-notice]")).to_contain_text("Nie ma połączenia")
    made.context.set_offline(False)
    expect(page.locator("[data-rows] th")).to_have_text(["Czaplinek"])
    expect(page.locator("[data-notice]")).to_be_hidden()
    made.faults = [fault for fault in made.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


def test_everything_stands_on_one_screen_of_a_desk(visit, results, said):
    page = results(visit())
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    for part in (".results-filters", "#map", ".bars", ".areas", "[data-export]", ".numbers"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + min(box["height"], 60) <= 800


def test_a_phone_never_scrolls_sideways(visit, results, said):
    page = results(visit("360"))
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("way", ["areas", "heat", "pins"])
def test_axe_finds_nothing(visit, results, said, check_access, scheme, way):
    page = results(visit(color_scheme=scheme), f"map={way}")
    expect(page.locator("path.shape, .leaflet-marker-icon").first).to_be_attached()
    check_access(page)


def test_axe_finds_nothing_on_a_phone(visit, results, said, check_access):
    page = results(visit("360"))
    open_filters(page)
    check_access(page)
    page.goto(page.url.split("/panel/")[0] + "/panel/")
    check_access(page)


def test_without_javascript_there_are_filters_and_a_table(visit, official, site, said):
    made = visit(java_script_enabled=False)
    client = Person()
    client.force_login(official)
    made.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    page = made.open(PATH)
    page.locator("#filter-q").fill("drzew")
    page.get_by_role("button", name="Pokaż wyniki").click()
    assert counted(page) == {"Rynek": "1", "Drahimska": "1"}
    page.get_by_role("link", name="Rynek").click()
    assert counted(page) == {"Rynek": "1"}
