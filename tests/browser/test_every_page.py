"""What holds for every page: access, size of controls, no shifts, both languages, both schemes."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"
BEACH, PIER, FAR = (16.21, 53.55), (16.3, 53.6), (16.05, 53.42)


def test_every_control_is_large_enough_for_a_thumb(visit, say, playground):
    say(BEACH, category=playground)
    page = visit("360").open(PATH)
    expect(page.locator(".pin")).to_have_count(1)
    page.get_by_role("button", name="Rozwiń panel").click()
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    assert page.evaluate(SMALL_CONTROLS) == []


SMALL_CONTROLS = """() => [...document.querySelectorAll(
    'button, summary, .chip, .switch label, [role=button], .input')]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 43.5 || height < 43.5)"""


def test_nothing_shifts_while_the_page_loads(guest, say, plan, playground):
    say(BEACH, PIER, FAR, category=playground)
    guest.context.add_init_script(WATCH_SHIFTS)
    page = guest.open(PATH)
    expect(page.locator(".leaflet-marker-icon").first).to_be_visible()
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
