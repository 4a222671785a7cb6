"""Going through remarks by keyboard, in a browser."""

import pytest
from playwright.sync_api import expect

from mapconsult.insight.models import Coding
from tests.insight.coded import make_code
from tests.people import Person

pytestmark = pytest.mark.browser
PAGE = "/panel/teren-rekreacyjny/wyniki/kody/"


def test_an_analyst_codes_remarks_with_the_number_keys(visit, site, official, consultation, say):
    make_code(consultation, "Cień")
    [first, second] = say((16.1, 53.5), (16.1, 53.5), body="Drzewa dają cień.")
    client = Person()
    client.force_login(official)
    guest = visit()
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
    guest.context.add_cookies([cookie])
    page = guest.open(PAGE)
    newest = page.locator("[data-item]").first
    newest.focus()
    page.keyboard.press("1")
    expect(newest.get_by_role("button", name="Cień")).to_have_attribute("aria-pressed", "true")
    expect(newest).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("0")
    none = page.locator("[data-item]").nth(1).get_by_role("button", name="Żaden nie pasuje")
    expect(none).to_have_attribute("aria-pressed", "true")
    given = dict(Coding.objects.values_list("remark", "code__name"))
    assert given == {second.pk: "Cień", first.pk: None}
