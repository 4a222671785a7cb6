"""An official builds a survey: questions in order by hand and by keyboard, a place drawn on the map."""

import pytest
from playwright.sync_api import expect

from mapconsult.consultations.models import Choice, Question
from tests.consultations.surveys import PAGE, make_survey, outline

pytestmark = pytest.mark.browser


@pytest.fixture
def office(visit, client, official, consultation):
    client.force_login(official)
    desk = visit("1280")
    cookie = client.cookies["sessionid"].value
    desk.context.add_cookies([{"name": "sessionid", "value": cookie, "url": desk.site}])
    return desk


def drag(page, grip, target):
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 10, end["y"] + 20, steps=5)
    page.mouse.move(end["x"] + 10, end["y"] + 4, steps=2)
    page.mouse.up()


def test_a_survey_is_put_in_order_by_dragging_and_by_keys(office, consultation, check_access):
    survey = make_survey(consultation)
    page = office.open(PAGE)
    bench = page.locator("[data-question]", has_text="Gdzie postawić ławki?")
    drag(page, bench.locator("[data-grip]"), page.locator("[data-question]", has_text="Ile razy w roku?"))
    expect(page.get_by_role("status").filter(has_text="Przeniesiono")).to_have_count(1)
    assert outline(survey)["Plaża"] == ["Czy tu bywasz?", "Gdzie postawić ławki?", "Ile razy w roku?"]
    down = page.get_by_role("button", name="Przesuń niżej: Gdzie postawić ławki?")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-question]").nth(2)).to_contain_text("Gdzie postawić ławki?")
    expect(down).to_be_focused()
    assert outline(survey)["Plaża"] == ["Czy tu bywasz?", "Ile razy w roku?", "Gdzie postawić ławki?"]
    page.get_by_role("button", name="Przesuń wyżej: Ile razy w roku?").click()
    expect(page.locator(".message-error")).to_contain_text("„Czy tu bywasz?” rozstrzyga")
    check_access(page)


def test_places_are_drawn_by_keyboard_and_by_tapping(office, consultation, check_access):
    make_survey(consultation)
    page = office.open(PAGE)
    page.locator("summary", has_text="Dodaj pytanie").last.click()
    page.get_by_role("link", name="jedno z kilku miejsc na mapie").last.click()
    page.get_by_label("Pytanie", exact=True).fill("Gdzie plac zabaw?")
    for number, name in enumerate(["Przy szkole", "Nad wodą"]):
        page.get_by_role("button", name="Dodaj miejsce").click()
        page.locator("input[name$='-text']").nth(number).fill(name)
    page.get_by_role("button", name="Narysuj punkt").first.click()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Narysowano: punkt")).to_have_count(1)
    page.get_by_role("button", name="Narysuj obszar").last.click()
    box = page.locator("#map").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for x, y in [(-40, -40), (40, -40), (40, 40)]:
        page.mouse.click(middle[0] + x, middle[1] + y)
        page.wait_for_timeout(300)
    page.get_by_role("button", name="Zakończ").click()
    expect(page.get_by_text("Narysowano: obszar")).to_have_count(1)
    check_access(page)
    page.get_by_role("button", name="Zapisz pytanie").click()
    expect(page.get_by_text("4. Gdzie plac zabaw?")).to_be_visible()
    shapes = Choice.objects.filter(question=Question.objects.get(kind="place"))
    assert [choice.geometry.geom_type for choice in shapes] == ["Point", "Polygon"]
