"""The database is away while a resident sends: nothing typed is lost, and it arrives later, once."""

import json

import pytest
from playwright.sync_api import expect

from mapconsult.feedback.models import Remark

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"
WORDS = "Postawcie tu ławkę."


@pytest.fixture
def writing(visit, playground):
    """A resident who has written about a place, and has not sent it yet."""
    guest = visit("360")
    page = guest.open(PATH)
    page.get_by_role("button", name="Zaznacz miejsce", exact=True).click()
    page.get_by_role("button", name="Ustaw tutaj").click()
    page.get_by_text("Plac zabaw").locator("visible=true").last.click()
    page.get_by_label("Co chcesz powiedzieć?").fill(WORDS)
    return guest


def away(route):
    body = json.dumps({"type": "about:blank", "title": "Service Unavailable", "status": 503, "detail": ""})
    route.fulfill(
        status=503, headers={"Retry-After": "10"}, content_type="application/problem+json", body=body
    )


def test_the_words_are_kept_and_sent_when_the_database_is_back(writing):
    page = writing.page
    page.route("**/submissions/", away, times=1)
    page.get_by_role("button", name="Wyślij uwagę").click()
    expect(page.get_by_role("heading", name="Twoje słowa są zapisane")).to_be_focused()
    page.get_by_role("button", name="Spróbuj wysłać teraz").click()
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_visible()
    writing.faults.clear()
    assert Remark.objects.get().body == WORDS
