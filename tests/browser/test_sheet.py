"""The panel over the map of a telephone: nothing ever jumps, and four times enlarged it can still be used."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PAGE = "/konsultacje/teren-rekreacyjny/"
OBSERVED = """window.shifts = [];
const told = ({ value, sources }) => [value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(told)))
  .observe({ type: "layout-shift", buffered: true });"""


@pytest.fixture
def phone(visit, consultation):
    """The page of a consultation on a telephone that counts every shift of its layout."""
    made = visit("360")
    made.page.add_init_script(OBSERVED)
    page = made.open(PAGE)
    expect(page.locator("[data-place-start]")).to_be_visible()
    return page


def drag(page, to):
    """The head of the panel to a height on the screen."""
    head = page.locator("[data-sheet-handle] h1").bounding_box()
    page.mouse.move(head["x"] + 20, head["y"] + 5)
    page.mouse.down()
    page.mouse.move(head["x"] + 20, to, steps=8)
    page.mouse.up()


def test_nothing_shifts_on_the_way(phone):
    drag(phone, 350)
    phone.locator("[data-sheet-more]").click()
    phone.locator("[data-place-start]").click()
    expect(phone.locator("[data-placing]")).to_be_visible()
    phone.wait_for_function("() => document.getAnimations().length === 0")
    assert phone.evaluate("window.shifts") == []


def test_a_screen_enlarged_four_times_scrolls_one_way_alone(visit, consultation):
    page = visit("360", viewport={"width": 320, "height": 256}).open(PAGE)
    expect(page.locator("[data-place-start]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate("document.documentElement.scrollHeight") > 256
