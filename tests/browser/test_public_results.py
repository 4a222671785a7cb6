"""What everybody sees of the results, in a browser: the page, the same in a frame, and the observatory."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PAGE = "/konsultacje/teren-rekreacyjny/wyniki/"
RYNEK, DRAHIMSKA = (16.1, 53.5), (16.3, 53.5)


@pytest.fixture
def said(consultation, say, playground):
    consultation.results_public = True
    consultation.save()
    say(RYNEK, RYNEK, category=playground, days=6)
    for number in range(6):
        say(DRAHIMSKA, device=f"telephone {number}", days=2)


def show_on_another_site(guest, address):
    """The frame of this address in a document of another origin: the same machine by another name."""
    other = guest.site.replace("localhost", "127.0.0.1") + "/static/mapconsult/css/print.css"
    guest.page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    guest.page.goto(other)
    guest.faults.remove(f"a request left the host: {other}")
    guest.page.evaluate(
        """(src) => document.body.append(Object.assign(document.createElement("iframe"), { src }))""", address
    )
    return guest.page.frame_locator("iframe")


def test_the_map_leads_into_an_area_and_the_frame_shows_the_same(guest, said, check_access, site):
    page = guest.open(PAGE)
    expect(page.locator(".shape")).to_have_count(2)
    check_access(page)
    page.locator(".shape[aria-label^=Rynek]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Liczymy tylko część")).to_be_visible()
    expect(page.locator(".public-where tbody th")).to_have_text(["Rynek"])
    frame = show_on_another_site(guest, f"{site}{PAGE}osadz/")
    expect(frame.locator(".shape")).to_have_count(2)
    expect(frame.get_by_text("Zobacz pełne wyniki")).to_be_visible()


def test_the_observatory_is_read_and_sorted(visit, said, check_access):
    page = visit("360").open("/obserwatorium/")
    check_access(page)
    page.get_by_role("link", name="Uwagi na 1000").click()
    expect(page.locator("[aria-sort=descending]")).to_have_text("Uwagi na 1000")
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]
