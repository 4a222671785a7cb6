"""What residents meet on the way: axe finds nothing in any state, light or dark, and nothing is too wide."""

import pytest
from playwright.sync_api import expect

from mapconsult.consultations.models import Consultation
from tests.feedback.survey import make_survey

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"
BEACH, PIER = (16.21, 53.55), (16.3, 53.6)


@pytest.fixture
def check(check_access):
    """Look at a page as it is now in light and in dark."""

    def look(page):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            check_access(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    return look


@pytest.fixture
def phone(visit):
    """A Visit at 360 px; refusals come as 422, which the browser tells on its console."""
    made = visit("360")
    yield made
    made.faults[:] = [fault for fault in made.faults if "status of 422" not in fault]


def test_pages_without_a_map(phone, say, playground, check):
    [remark] = say(BEACH, body="Ławka", category=playground)
    lists = [f"{PATH}lista/?q=lawka&order=supported", f"{PATH}lista/?created_after=jutro&q=nic"]
    own = [f"/uwagi/{remark.pk}/?zglos#zglos", f"/uwagi/{remark.pk}/sledz/"]
    office = ["/deklaracja-dostepnosci/", "/prywatnosc/gmina-czaplinek/", "/bez-sieci/", "/moje-dane/"]
    for path in [*lists, *own, *office, f"{PATH}sledz/", f"{PATH}zglos/"]:
        page = phone.open(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
        check(page)


def test_forms_with_mistakes(phone, say, playground, check):
    [remark] = say(BEACH, category=playground)
    for path in (f"{PATH}zglos/", f"{PATH}sledz/", "/moje-dane/", f"/uwagi/{remark.pk}/?zglos"):
        page = phone.open(path)
        # What the browser checks by itself would not reach the server.
        page.evaluate("document.querySelectorAll('form').forEach((form) => (form.noValidate = true))")
        page.locator("main form").last.locator("button").last.click()
        expect(page.locator(".errorlist, .message-error").first).to_be_visible()
        check(page)


def test_reading_and_talking_beside_the_map(phone, say, playground, check):
    [remark, _other] = say(BEACH, PIER, body="Ławka", category=playground)
    page = phone.open(PATH)
    page.get_by_role("button", name="Szukaj miejsca").click()
    page.keyboard.type("Drahimska", delay=20)
    expect(page.locator("#whereis-list [role=option]")).to_be_visible()
    check(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Rozwiń panel").click()
    page.get_by_text("Filtruj").first.click()
    check(page)
    page.goto(f"{phone.site}{PATH}#uwaga-{remark.pk}")
    page.get_by_label("Twoja odpowiedź").fill("I kosz.")
    page.get_by_role("button", name="Odpowiedz").click()
    expect(page.locator(".reply")).to_be_visible()
    page.get_by_text("Zgłoś tę uwagę").click()
    page.get_by_role("button", name="Wyślij zgłoszenie").click()
    check(page)


def test_marking_and_writing(phone, playground, check):
    playground.geometries = ["point", "line", "polygon"]
    playground.save()
    page = phone.open(PATH)
    page.get_by_role("button", name="Zaznacz miejsce", exact=True).click()
    check(page)
    page.locator(".placing-kinds label", has_text="Linia").click()
    for _point in range(2):
        page.locator("[data-draw-here]").click()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(400)
    check(page)
    page.get_by_role("button", name="Zakończ").click()
    send = page.locator("[data-compose-send]")
    send.click()
    check(page)
    page.locator(".compose .chip").first.click()
    page.get_by_label("Co chcesz powiedzieć?").fill("Tędy chodzimy.")
    page.get_by_role("button", name="Dodaj kolejne miejsce").click()
    page.get_by_role("button", name="Ustaw tutaj").click()
    page.locator(".compose .chip").first.click()
    page.get_by_label("Co chcesz powiedzieć?").fill("A tu siedzimy.")
    send.click()
    expect(page.locator(".review-item")).to_have_count(2)
    check(page)
    phone.context.set_offline(True)
    send.click()
    expect(page.get_by_role("heading", name="zapisane")).to_be_focused()
    check(page)
    phone.faults.clear()
    phone.context.set_offline(False)
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_focused()
    check(page)
    page.goto(page.get_by_label("Prywatny link").input_value())
    page.get_by_label("Co chcesz powiedzieć?").first.fill(" ")
    page.get_by_role("button", name="Zapisz zmiany").first.click()
    page.get_by_text("Wycofaj tę uwagę").first.click()
    check(page)


def test_the_survey_and_the_letter(phone, consultation, plan, check):
    make_survey(consultation)
    Consultation.objects.update(act_kind="local_plan")
    page = phone.open(f"{PATH}ankieta/")
    page.get_by_label("tak").check()
    page.get_by_role("button", name="Następna część").click()
    page.get_by_role("button", name="Wyślij odpowiedzi").click()
    expect(page.locator("[data-kind=point] [data-error]")).to_be_visible()
    check(page)
    page.locator("[data-kind=area]").locator("[data-draw-new]").click()
    check(page)
    page = phone.open(f"{PATH}pismo/")
    page.get_by_role("button", name="Dalej", exact=True).click()
    page.get_by_role("button", name="Dalej", exact=True).click()
    expect(page.get_by_label("Imię i nazwisko albo nazwa organizacji")).to_be_focused()
    check(page)
