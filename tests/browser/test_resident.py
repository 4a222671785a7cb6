"""The resident's way: find a consultation, read it on the map, mark a place, change it later."""

import re

import pytest
from playwright.sync_api import expect

from mapconsult.consultations.models import PlanLayer, Zone
from mapconsult.feedback.models import Remark, Submission

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"
BEACH, PIER, FAR = (16.21, 53.55), (16.3, 53.6), (16.05, 53.42)


@pytest.fixture
def plan(consultation):
    layer = PlanLayer.objects.create(consultation=consultation, kind="plan", name="Plan terenu")
    shape = "POLYGON((16.1 53.5, 16.3 53.5, 16.3 53.6, 16.1 53.6, 16.1 53.5))"
    look = {"fill": "#cfe3f1", "stroke": "#5f93b5", "opacity": 0.6}
    return Zone.objects.create(layer=layer, name="Plaża", kind="beach", geometry=f"SRID=4326;{shape}", **look)


def mark_middle(page):
    """Choose the place under the cross."""
    page.get_by_role("button", name="Zaznacz miejsce", exact=True).click()
    page.get_by_role("button", name="Ustaw tutaj").click()


def write(page, words, category="Plac zabaw"):
    page.get_by_text(category, exact=False).locator("visible=true").last.click()
    page.get_by_label("Co chcesz powiedzieć?").fill(words)


def send(page):
    page.get_by_role("button", name="Wyślij uwagę").click()


def pins(page):
    return page.get_by_role("group", name="Uwagi na mapie").get_by_role("button")


def shown_total(page):
    """The sum of what pins and clusters on the map say."""
    texts = pins(page).evaluate_all("all => all.map(one => one.textContent.trim() || '1')")
    return sum(map(int, texts))


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
    assert shown_total(page) == 3
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
    assert shown_total(page) == 1
    page.locator("[data-filter-clear]").evaluate("link => link.click()")
    expect(page.locator("[data-list-items] li")).to_have_count(2)
    assert page.url.endswith(PATH)


def test_a_remark_is_marked_written_and_sent(guest, say, playground, check_access):
    say(BEACH)
    page = guest.open(PATH)
    mark_middle(page)
    check_access(page)
    write(page, "Postawcie tu ławkę.")
    send(page)
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_focused()
    expect(page.locator("[data-done-words]")).to_contain_text("gmina Czaplinek")
    expect(page.locator(".pin-chosen")).to_be_visible()
    check_access(page)
    remark = Remark.objects.latest("pk")
    assert (remark.body, remark.category, remark.gmina.name) == ("Postawcie tu ławkę.", playground, "Czaplinek")


def test_the_private_link_is_copied_and_opens_the_submission(guest, playground, check_access):
    page = guest.open(PATH)
    mark_middle(page)
    write(page, "Postawcie tu ławkę.")
    send(page)
    page.get_by_role("button", name="Skopiuj link").click()
    expect(page.get_by_text(re.compile("Link jest"))).to_be_visible()
    page.goto(page.get_by_label("Prywatny link").input_value())
    page.get_by_label("Co chcesz powiedzieć?").fill("Postawcie tu dwie ławki.")
    page.get_by_role("button", name="Zapisz zmiany").click()
    expect(page.get_by_text("jest zmieniona.")).to_be_visible()
    check_access(page)
    assert Remark.objects.get().body == "Postawcie tu dwie ławki."


def test_the_whole_way_by_keyboard_alone(visit, say, playground):
    say(BEACH)
    page = visit().open(PATH)
    focus_by_tab(page, "[data-place-start]")
    page.keyboard.press("Enter")
    expect(page.locator("#map")).to_be_focused()
    for key in ("ArrowLeft", "ArrowUp", "+", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(400)
    expect(page.get_by_role("heading", name="Twoja uwaga")).to_be_focused()
    focus_by_tab(page, "[name=category]")
    page.keyboard.press("Space")
    focus_by_tab(page, "#compose-body")
    page.keyboard.type("Z klawiatury")
    focus_by_tab(page, "[data-compose-send]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_focused()
    assert Remark.objects.filter(body="Z klawiatury").count() == 1


def focus_by_tab(page, selector):
    """Press Tab until the focus is there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


def test_arrows_lead_from_pin_to_pin_and_enter_opens_one(visit, say, playground, paths):
    say(BEACH, category=playground)
    say(PIER, category=paths)
    page = visit().open(PATH)
    page.get_by_role("button", name="Uwaga: Plac zabaw").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Uwaga: Ścieżki")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ścieżki")).to_be_focused()


def test_escape_ends_choosing_a_place(visit, consultation):
    page = visit().open(PATH)
    page.get_by_role("button", name="Zaznacz miejsce").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Zaznacz miejsce")).to_be_focused()
    expect(page.get_by_role("button", name="Ustaw tutaj")).to_be_hidden()


def test_a_place_outside_is_refused_kindly(guest, consultation, check_access):
    page = guest.open(PATH)
    page.get_by_role("button", name="Zaznacz miejsce").click()
    page.locator("#map").click(position={"x": 12, "y": 12})
    expect(page.get_by_role("alert").locator("visible=true")).to_contain_text("Granica jest")
    expect(page.locator(".map-way")).to_be_attached()
    check_access(page)
    page.get_by_role("button", name="Ustaw tutaj").click()
    expect(page.get_by_role("heading", name="Twoja uwaga")).to_be_visible()


def test_the_server_has_the_last_word_on_the_border(visit, consultation, playground):
    guest = visit()
    page = guest.open(PATH)
    mark_middle(page)
    write(page, "Postawcie tu ławkę.")
    consultation.extent = "SRID=4326;MULTIPOLYGON(((16 53.4, 16.01 53.4, 16.01 53.41, 16 53.41, 16 53.4)))"
    consultation.save()
    send(page)
    expect(page.locator("[data-placing-reason]")).to_contain_text("Granica jest")
    guest.faults.clear()
    assert not Submission.objects.exists()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(guest, playground, check_access):
    page = guest.open(PATH)
    mark_middle(page)
    page.get_by_label("Co chcesz powiedzieć?").fill("Postawcie tu ławkę.")
    send(page)
    expect(page.get_by_text("Wybierz, czego dotyczy uwaga.").locator("visible=true")).to_be_in_viewport()
    expect(page.get_by_label("Co chcesz powiedzieć?")).to_have_value("Postawcie tu ławkę.")
    check_access(page)


def test_a_double_click_sends_once(visit, playground):
    page = visit().open(PATH)
    mark_middle(page)
    write(page, "Postawcie tu ławkę.")
    page.get_by_role("button", name="Wyślij uwagę").dblclick()
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_visible()
    assert Submission.objects.count() == 1


def test_a_draft_survives_a_reload(visit, playground):
    page = visit().open(PATH)
    mark_middle(page)
    write(page, "Postawcie tu ławkę.")
    page.reload()
    page.get_by_role("button", name="Dokończ uwagę").click()
    expect(page.get_by_label("Co chcesz powiedzieć?")).to_have_value("Postawcie tu ławkę.")
    send(page)
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_visible()
    assert Remark.objects.get().category == playground


def test_a_remark_without_a_network_is_kept_and_sent_later(visit, playground):
    guest = visit()
    page = guest.open(PATH)
    mark_middle(page)
    write(page, "Postawcie tu ławkę.")
    guest.context.set_offline(True)
    send(page)
    expect(page.get_by_text("Nie ma połączenia, więc nie wiemy").first).to_be_visible()
    guest.context.set_offline(False)
    send(page)
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_visible()
    guest.faults.clear()
    assert Remark.objects.get().body == "Postawcie tu ławkę."


def test_an_answer_that_was_lost_is_found_again(visit, playground):
    """The first try is stored, its answer never arrives, the words are changed before the second one."""
    guest = visit()
    page = guest.open(PATH)
    mark_middle(page)
    write(page, "Pierwsze słowa.")
    page.route("**/submissions/", lose_answer, times=1)
    send(page)
    expect(page.get_by_text("Nie ma połączenia, więc nie wiemy").first).to_be_visible()
    page.get_by_label("Co chcesz powiedzieć?").fill("Inne słowa.")
    send(page)
    expect(page.get_by_text("Dotarła już za pierwszym razem")).to_be_visible()
    guest.faults.clear()
    assert Remark.objects.get().body == "Pierwsze słowa."


def lose_answer(route):
    route.fetch()
    route.abort()


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
    heights = [page.locator(".sheet").bounding_box()["height"]]
    for _ in range(2):
        page.get_by_role("button", name="Rozwiń panel").click()
        page.wait_for_timeout(300)
        heights.append(page.locator(".sheet").bounding_box()["height"])
    assert heights[0] < 160
    assert 320 < heights[1] < 360
    assert heights[2] > 650


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


def test_every_control_is_large_enough_for_a_thumb(visit, say, playground):
    say(BEACH, category=playground)
    page = visit("360").open(PATH)
    expect(pins(page)).to_have_count(1)
    page.get_by_role("button", name="Rozwiń panel").click()
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    assert page.evaluate(SMALL_CONTROLS) == []


SMALL_CONTROLS = """() => [...document.querySelectorAll('button, summary, .chip, .switch label, [role=button], .input')]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 43.5 || height < 43.5)"""


def test_nothing_shifts_while_the_page_loads(guest, say, plan, playground):
    say(BEACH, PIER, FAR, category=playground)
    guest.context.add_init_script(WATCH_SHIFTS)
    page = guest.open(PATH)
    expect(pins(page).first).to_be_visible()
    page.wait_for_timeout(500)
    assert page.evaluate("window.shifts") < 0.01


WATCH_SHIFTS = """window.shifts = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shifts += entry.value)))
  .observe({ type: 'layout-shift', buffered: true });"""


def test_the_language_can_be_switched(guest, consultation):
    page = guest.open(PATH)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Mark a place")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/?q=nigdzie", PATH, "/konto/logowanie/"])
def test_axe_finds_nothing_in_either_scheme(visit, say, plan, playground, check_access, path, scheme):
    say(BEACH, PIER, category=playground)
    page = visit(color_scheme=scheme).open(path)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    check_access(page)


def test_a_page_that_is_not_there_leads_home(guest, consultation, check_access):
    page = guest.open("/konsultacje/nie-ma/")
    check_access(page)
    guest.faults.clear()
    page.get_by_role("link", name="Pokaż wszystkie konsultacje").click()
    expect(page.get_by_role("link", name="Teren rekreacyjny")).to_be_visible()


def test_signing_in_with_a_wrong_password_keeps_the_address(guest, official, check_access):
    page = guest.open("/konto/logowanie/")
    page.get_by_label("E-mail").fill(official.email)
    page.get_by_label("Hasło").fill("nie to")
    page.get_by_role("button", name="Zaloguj się").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value(official.email)
    check_access(page)
