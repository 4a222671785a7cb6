"""The history of a consultation in a browser: read by everybody, worked by key, at both widths."""

import pytest
from playwright.sync_api import expect

from mapconsult.feedback.actions import edit_remark
from tests.people import Person

pytestmark = pytest.mark.browser
HISTORY = "/panel/teren-rekreacyjny/historia/"


@pytest.fixture
def page(guest, official, site, say):
    """The history of one edited remark, as the coordinator sees it."""
    [remark] = say((16.21, 53.55), body="Proszę o ławkę przy plaży")
    edit_remark(remark=remark, body="Proszę o kosz przy plaży", category=None)
    client = Person()
    client.force_login(official)
    session = client.cookies["sessionid"].value
    guest.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    return guest.open(HISTORY)


def test_the_history_reads_well_for_everybody(page, check_access):
    expect(page.locator("del")).to_have_text("[usunięto: ławkę ]")
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    check_access(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_history_is_filtered_by_key_alone(page):
    page.get_by_label("Kto").focus()
    page.keyboard.type("autor")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".timeline-entry")).to_have_count(1)
    expect(page.locator(".timeline-head strong")).to_have_text("autor")
