"""The resident's page: find a consultation, read its remarks on the map and in the list."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"
BEACH, PIER, FAR = (16.21, 53.55), (16.3, 53.6), (16.05, 53.42)


def pins(page):
    return page.get_by_role("group", name="Uwagi na mapie").get_by_role("button")


def expect_total(page, total):
    """Wait until the sum of what pins and clusters on the map say is `total`."""
    page.wait_for_function(
        """total => total === [...document.querySelectorAll('.leaflet-marker-pane [role=button]')]
            .reduce((sum, one) => sum + Number(one.textContent.trim() || 1), 0)""",
        arg=total,
    )


def test_front_page_leads_to_a_consultation(guest, consultation, check_access):
    page = guest.open("/")
    page.get_by_role("button", name="Teren rekreacyjny").click()
    expect(page.get_by_role("link", name="Teren rekreacyjny")).to_be_focused()
    check_access(page)
    page.get_by_role("link", name="Teren rekreacyjny").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Teren rekreacyjny")


def test_search_finds_a_gmina_written_without_polish_marks(visit, consultation, other_gmina):
    page = visit(java_script_enabled=False).open("/")
    page.get_by_label("Znajdź swoją gminę").fill("CZAPLINEK")
    page.get_by_role("button", name="Szukaj").click()
    expect(page.get_by_role("heading", level=3)).to_have_text(["Teren rekreacyjny"])
    page.get_by_label("Znajdź swoją gminę").fill("zlocieniec")
    page.get_by_role("button", name="Szukaj").click()
    expect(page.get_by_text("Nie ma teraz konsultacji dla tej nazwy.")).to_be_visible()


def test_map_and_list_tell_the_same_number(guest, say, playground, check_access):
    say(BEACH, PIER, FAR, None, category=playground)
    page = guest.open(PATH)
    expect(page.get_by_text("3 uwagi w tym widoku, 1 bez miejsca")).to_be_attached()
    expect_total(page, 3)
    check_access(page)


def test_a_pin_opens_its_remark_and_back_leads_to_the_list(guest, say, playground, check_access):
    [remark] = say(BEACH, body="Tu potrzebna jest ławka.", category=playground)
    page = guest.open(PATH)
    page.get_by_role("button", name="Uwaga: Plac zabaw").click()
    expect(page.get_by_role("heading", name="Plac zabaw")).to_be_focused()
    expect(page.get_by_text("Drahimska, gmina Czaplinek, powiat drawski")).to_be_attached()
    assert page.url.endswith(f"#uwaga-{remark.pk}")
    check_access(page)
    page.get_by_role("button", name="Wróć do listy").click()
    expect(page.locator(f'[data-id="{remark.pk}"] a')).to_be_focused()


def test_the_address_of_a_remark_opens_it(guest, say):
    [remark] = say(BEACH, body="Tu potrzebna jest ławka.")
    page = guest.open(f"{PATH}#uwaga-{remark.pk}")
    expect(page.locator("[data-remark]")).to_contain_text("Tu potrzebna jest ławka.")
    expect(page.locator(".pin-chosen")).to_be_visible()


def test_pins_of_one_place_open_as_a_list(visit, say):
    say(BEACH, BEACH, body="Pomost")
    say(PIER, body="Gdzie indziej")
    page = visit().open(PATH)
    for _ in range(12):
        page.get_by_role("button", name="2 uwagi tutaj").click()
        if page.locator("[data-place-filter]").is_visible():
            break
        page.wait_for_timeout(300)
    expect(page.locator("[data-list-items] li")).to_have_text([re.compile("Pomost")] * 2)


def test_filters_drive_map_list_and_address(guest, say, playground, paths):
    say(BEACH, body="Huśtawka dla małych", category=playground)
    say(PIER, body="Ścieżka w cieniu", category=paths)
    page = guest.open(f"{PATH}?q=hustawka")
    expect(page.locator("[data-list-items] li")).to_have_count(1)
    expect_total(page, 1)
    page.locator("[data-filter-clear]").evaluate("link => link.click()")
    expect(page.locator("[data-list-items] li")).to_have_count(2)
    assert page.url.endswith(PATH)


def test_arrows_lead_from_pin_to_pin_and_enter_opens_one(visit, say, playground, paths):
    say(BEACH, category=playground)
    say(PIER, category=paths)
    page = visit().open(PATH)
    page.get_by_role("button", name="Uwaga: Plac zabaw").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Uwaga: Ścieżki")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ścieżki")).to_be_focused()


def test_a_closed_consultation_takes_no_remarks(guest, consultation, check_access):
    consultation.closes_at = "2026-05-01T00:00+02:00"
    consultation.opens_at = "2026-04-01T00:00+02:00"
    consultation.save()
    page = guest.open(PATH)
    expect(page.get_by_role("button", name="Zaznacz miejsce")).to_have_count(0)
    expect(page.get_by_text("zakończyły się 30 kwietnia").first).to_be_visible()
    check_access(page)


def test_the_sheet_has_three_stops(visit, consultation):
    page = visit("360").open(PATH)
    tops = [page.locator(".sheet").bounding_box()["y"]]
    for _ in range(2):
        page.get_by_role("button", name="Rozwiń panel").click()
        page.wait_for_timeout(300)
        tops.append(page.locator(".sheet").bounding_box()["y"])
    assert tops[0] > 580
    assert 380 < tops[1] < 420
    assert tops[2] < 90


def test_the_sheet_can_be_dragged(visit, consultation):
    page = visit("360").open(PATH)
    grip = page.locator("[data-sheet-handle]").bounding_box()
    page.mouse.move(grip["x"] + 180, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(180, 360, steps=5)
    page.mouse.up()
    expect(page.locator(".sheet")).to_have_attribute("data-stop", "half")


def test_zone_names_are_on_the_map_and_in_the_legend(guest, plan):
    page = guest.open(PATH)
    expect(page.locator(".map-label", has_text="Plaża")).to_be_visible()
    page.get_by_role("heading", name="Legenda").click()
    expect(page.locator(".legend", has_text="Plaża")).to_be_attached()


def test_without_javascript_the_remarks_are_a_paged_list(visit, say, check_access):
    for number in range(21):
        say(BEACH, body=f"Uwaga nr {number}", days=1)
    page = visit(java_script_enabled=False).open(PATH)
    expect(page.locator(".remark")).to_have_count(20)
    page.get_by_role("link", name="Pokaż następną stronę").click()
    expect(page.locator(".remark")).to_have_count(1)
    expect(page.get_by_text("Zaznacz miejsce i napisz.")).to_be_attached()


def test_more_remarks_are_shown_and_the_focus_goes_on_with_them(visit, say):
    say(*[BEACH] * 25)
    page = visit().open(PATH)
    page.get_by_role("button", name="Pokaż więcej uwag").click()
    expect(page.locator("[data-list-items] li")).to_have_count(25)
    expect(page.locator("[data-list-items] li").nth(20).get_by_role("link")).to_be_focused()
    expect(page.get_by_role("button", name="Pokaż więcej uwag")).to_be_hidden()


def test_a_remark_that_is_gone_is_told(visit, consultation):
    guest = visit()
    page = guest.open(f"{PATH}#uwaga-1")
    expect(page.get_by_text("Tej uwagi tu nie ma")).to_be_visible()
    guest.faults.clear()


def test_a_lost_connection_is_told_and_the_list_can_be_tried_again(visit, say):
    guest = visit()
    say(BEACH, body="Pomost")
    guest.page.route("**/remarks/?**", lambda route: route.abort(), times=1)
    page = guest.open(PATH)
    page.get_by_role("button", name="Spróbuj ponownie").click()
    expect(page.get_by_role("button", name="Spróbuj ponownie")).to_be_hidden()
    expect(page.locator("[data-list-items] li")).to_have_count(1)
    guest.faults.clear()


def test_a_configured_base_map_can_be_switched_off(visit, site, settings, consultation):
    tiles = f"{site}/static/mapconsult/img/mark.svg?{{z}}/{{x}}/{{y}}"
    settings.BASE_MAPS = [{"name": "OSM", "url": tiles, "attribution": "© autorzy OSM", "maxZoom": 19}]
    page = visit().open(PATH)
    expect(page.get_by_text("© autorzy OSM")).to_be_visible()
    page.locator(".map-layers summary").click()
    page.get_by_label("Bez podkładu").check()
    expect(page.get_by_text("© autorzy OSM")).to_be_hidden()


def test_only_the_panel_scrolls_never_the_page(visit, say, playground):
    say(*[BEACH] * 9, category=playground)
    page = visit(viewport={"width": 1280, "height": 440}).open(PATH)
    page.get_by_role("heading", name="Filtruj").click()
    expect(page.get_by_label("Od dnia")).to_be_visible()
    expect(page.locator("[data-list-items] > li")).to_have_count(9)
    assert page.evaluate("document.scrollingElement.scrollHeight - innerHeight") == 0
