"""The formal letter step by step, on a phone and by keyboard."""

import pytest
from playwright.sync_api import expect

from mapconsult.consultations.models import Consultation
from mapconsult.feedback.models import Contact, Remark

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/pismo/"


@pytest.fixture(autouse=True)
def planning(consultation):
    Consultation.objects.filter(pk=consultation.pk).update(act_kind="local_plan")


def go_on(page, title):
    """Press the button of the step; the next one has this title, and the focus."""
    page.get_by_role("button", name="Dalej", exact=True).press("Enter")
    expect(page.get_by_role("heading", name=title)).to_be_focused()


def say_who(page):
    page.get_by_label("Imię i nazwisko albo nazwa organizacji").fill("Anna Nowak")
    address = page.get_by_role("group", name="Twój adres")
    fields = {"Ulica": "Polna", "Numer domu": "5", "Kod pocztowy": "78-550", "Miejscowość": "Czaplinek"}
    for label, value in fields.items():
        address.get_by_label(label).fill(value)
    page.get_by_label("E-mail (jeśli go masz)").fill("anna@czaplinek.example")
    page.get_by_role("group", name="Czy jesteś właścicielem").get_by_label("tak").press("Space")


def test_a_letter_is_written_by_keyboard_on_a_phone(visit, playground, check_access):
    page = visit("360").open(PATH)
    check_access(page)
    go_on(page, "Kto pisze")
    page.get_by_role("button", name="Dalej", exact=True).press("Enter")
    expect(page.get_by_label("Imię i nazwisko albo nazwa organizacji")).to_be_focused()
    say_who(page)
    check_access(page)
    go_on(page, "Czego chcesz")
    page.get_by_label("O co wnosisz?").fill("Proszę o ławkę.")
    page.get_by_role("button", name="Zaznacz punkt na mapie").press("Enter")
    expect(page.locator("#map")).to_be_focused()
    check_access(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Punkt jest zaznaczony.")).to_be_visible()
    expect(page.get_by_role("button", name="Zaznacz punkt na mapie")).to_be_focused()
    page.get_by_role("button", name="Dodaj następny punkt").press("Enter")
    page.keyboard.type("A druga przy plaży.")
    go_on(page, "Jak urząd może odpowiedzieć")
    page.get_by_role("group", name="Czy urząd może pisać").get_by_label("tak").press("Space")
    check_access(page)
    page.get_by_role("button", name="Sprawdź pismo przed wysłaniem").press("Enter")
    expect(page.get_by_text("Nic jeszcze nie wysłano.")).to_be_visible()
    check_access(page)
    page.get_by_role("button", name="Wyślij pismo").press("Enter")
    expect(page.get_by_text("Urząd ma Twoje pismo.")).to_be_visible()
    check_access(page)
    assert Contact.objects.get().name == "Anna Nowak"
    told = Remark.objects.order_by("ordinal").values_list("body", "placed_by")
    assert list(told) == [("Proszę o ławkę.", "pin"), ("A druga przy plaży.", "")]


def test_the_step_with_a_mistake_is_shown(visit, check_access):
    guest = visit("1280")
    page = guest.open(PATH)
    go_on(page, "Kto pisze")
    say_who(page)
    go_on(page, "Czego chcesz")
    page.get_by_label("O co wnosisz?").fill("Proszę o ławkę.")
    page.get_by_text("Co ma być tam dozwolone?").click()
    page.get_by_label("Największa wysokość zabudowy (m)").fill("12.345")
    page.evaluate("document.querySelector('[name=point-0-height]').step = 'any'")
    go_on(page, "Jak urząd może odpowiedzieć")
    page.get_by_role("group", name="Czy urząd może pisać").get_by_label("nie").check()
    page.get_by_role("button", name="Sprawdź pismo przed wysłaniem").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Największa wysokość zabudowy (m)")).to_be_visible()
    expect(page.get_by_label("O co wnosisz?")).to_have_value("Proszę o ławkę.")
    check_access(page)
    # The answer 422, as the browser tells it.
    guest.faults.clear()
