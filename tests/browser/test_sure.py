"""How sure results are and what a survey found, in a browser: nothing for axe, nothing too wide."""

import pytest
from playwright.sync_api import expect

from tests.feedback.survey import make_survey
from tests.insight.answering import respond
from tests.people import Person

pytestmark = pytest.mark.browser
PATH = "/panel/teren-rekreacyjny/wyniki/"
RYNEK = (16.1, 53.5)


def test_numbers_lead_to_answers_and_both_pages_can_be_read(
    visit, site, official, consultation, say, check_access
):
    make_survey(consultation)
    said = {"Bywasz tu?": ["tak"], "Gdzie ławka?": RYNEK, "Co lubisz?": ["boisko"]}
    respond(consultation, said)
    client = Person()
    client.force_login(official)
    someone = visit("360", color_scheme="dark")
    session = client.cookies["sessionid"].value
    someone.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    page = someone.open(f"{PATH}pewnosc/")
    check_access(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("navigation", name="Strony wyników").get_by_role("link", name="Wyniki ankiety").click()
    expect(page.get_by_role("heading", name="4. Co lubisz?")).to_be_visible()
    check_access(page)
    page.get_by_role("row", name="boisko").get_by_role("link", name="1").click()
    expect(page.get_by_role("heading", name="1 respondent")).to_be_visible()
    check_access(page)
