"""Sending where a proof of work is asked for: nothing to click, nothing to wait for that is not said."""

import pytest
from playwright.sync_api import expect

from mapconsult.feedback.models import Flag, Remark

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"


@pytest.fixture
def guarded(consultation):
    consultation.proof_of_work = "always"
    consultation.save()


@pytest.fixture
def open_form(playground):
    """Open the page and its form at the middle of the map, write; returns the page."""

    def open_form(guest, words="Postawcie tu ławkę."):
        page = guest.open(PATH)
        page.get_by_role("button", name="Zaznacz miejsce", exact=True).press("Enter")
        page.get_by_role("button", name="Ustaw tutaj").press("Enter")
        page.get_by_role("radio", name="Plac zabaw").press("Space")
        page.get_by_label("Co chcesz powiedzieć?").fill(words)
        return page

    return open_form


def send(page):
    page.get_by_role("button", name="Wyślij uwagę").press("Enter")


def arrived(guest):
    """Wait for the thanks. The refusal that asks for the proof stands in the browser's console."""
    expect(guest.page.get_by_role("heading", name="Dziękujemy!")).to_be_focused()
    assert [fault for fault in guest.faults if "428" not in fault] == []
    guest.faults.clear()


def test_the_page_proves_and_sends_again_by_itself(guest, guarded, open_form, check_access):
    page = open_form(guest)
    check_access(page)
    send(page)
    expect(page.get_by_role("status").filter(has_text="wyśle się sama")).to_be_attached()
    arrived(guest)
    remark = Remark.objects.get()
    assert (remark.state, remark.flags) == ("published", [])


def test_what_was_written_without_a_network_passes_later(visit, guarded, open_form):
    guest = visit()
    page = open_form(guest)
    guest.context.set_offline(True)
    send(page)
    expect(page.get_by_role("heading", name="Twoje słowa są zapisane")).to_be_focused()
    guest.context.set_offline(False)
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_focused()
    guest.faults.clear()
    assert Remark.objects.get().state == "published"


def test_a_browser_that_cannot_compute_leaves_it_to_a_moderator(visit, guarded, open_form):
    guest = visit()
    guest.context.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { get() {} })")
    send(open_form(guest))
    arrived(guest)
    expect(guest.page.get_by_text("gdy przeczyta ją moderator")).to_be_visible()
    assert Remark.objects.get().flags == [Flag.UNPROVEN]


def test_people_never_meet_the_field_for_robots(guest, playground, open_form):
    page = open_form(guest)
    field = page.locator("input[name=website]")
    expect(field).not_to_be_in_viewport()
    expect(page.get_by_role("textbox", name="website", include_hidden=False)).to_have_count(0)
    field.evaluate("field => { field.value = 'https://example.org'; }")
    send(page)
    arrived(guest)
    assert Remark.objects.get().flags == [Flag.HONEYPOT]
