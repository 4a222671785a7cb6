"""A resident gives an e-mail and confirms it; later asks for their data and has them erased."""

import re

import pytest
from playwright.sync_api import expect

from mapconsult.accounts import guarded
from mapconsult.accounts.models import OutgoingMail
from mapconsult.consultations.models import Consultation
from mapconsult.feedback.models import Contact, Remark

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"
EMAIL = "anna@poczta.example"


@pytest.fixture
def required(consultation):
    Consultation.objects.update(email="required")
    return consultation


def link_in_mail(kind):
    """The path of a link in the newest mail."""
    return re.search(rf"https?://[^/]+(/{kind}/\S+)", OutgoingMail.objects.latest("pk").text)[1]


def mark_and_write(page):
    page.get_by_role("button", name="Zaznacz miejsce", exact=True).click()
    page.get_by_role("button", name="Ustaw tutaj").click()
    page.get_by_label("Co chcesz powiedzieć?").fill("Postawcie tu ławkę.")


def test_an_email_is_given_confirmed_and_the_remark_published(guest, required, check_access):
    page = guest.open(PATH)
    mark_and_write(page)
    page.get_by_label("Twój adres e-mail").fill(EMAIL)
    check_access(page)
    page.get_by_role("button", name="Wyślij uwagę").click()
    expect(page.locator("[data-done-words]")).to_contain_text("czeka, aż potwierdzisz adres e-mail")
    expect(page.get_by_text("a uwaga zostanie opublikowana")).to_be_visible()
    check_access(page)
    assert Remark.objects.get().state == "pending"
    page = guest.open(link_in_mail("potwierdz"))
    check_access(page)
    page.get_by_role("button", name="Tak, potwierdź mój adres").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Adres e-mail jest potwierdzony")
    check_access(page)
    page.get_by_role("link", name="Przejdź do konsultacji").click()
    expect(page.get_by_role("listitem").get_by_text("Postawcie tu ławkę.")).to_be_attached()
    assert Contact.objects.get().confirmed_at


@pytest.mark.parametrize("typed", ["", "anna"])
def test_a_missing_or_wrong_email_is_told_at_the_field(visit, required, typed):
    page = visit().open(PATH)
    mark_and_write(page)
    field = page.get_by_label("Twój adres e-mail")
    field.fill(typed)
    page.get_by_role("button", name="Wyślij uwagę").click()
    expect(page.locator("#error-email")).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    assert not Remark.objects.exists()


def test_a_consultation_that_asks_for_nobody_has_no_fields_for_it(visit, consultation):
    Consultation.objects.update(email="none")
    page = visit().open(PATH)
    mark_and_write(page)
    expect(page.get_by_label("Twój adres e-mail")).to_have_count(0)
    page.get_by_role("button", name="Wyślij uwagę").click()
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_focused()


def test_what_was_typed_about_oneself_survives_a_reload_and_serves_the_next_remark(visit, required):
    page = visit().open(PATH)
    mark_and_write(page)
    page.get_by_label("Twój adres e-mail").fill(EMAIL)
    page.reload()
    page.get_by_role("button", name="Dokończ uwagę").click()
    expect(page.get_by_label("Twój adres e-mail")).to_have_value(EMAIL)
    page.get_by_role("button", name="Wyślij uwagę").click()
    page.get_by_role("button", name="Zaznacz kolejne miejsce").click()
    page.get_by_role("button", name="Ustaw tutaj").click()
    expect(page.get_by_label("Twój adres e-mail")).to_have_value(EMAIL)


def test_one_sees_downloads_and_erases_ones_data(guest, consultation, say, check_access, monkeypatch):
    monkeypatch.setattr(guarded, "LEAST_SECONDS", -1)
    [remark] = say((16.21, 53.55))
    Contact.objects.create(submission=remark.submission, name="Anna Lis", email=EMAIL)
    page = guest.open("/moje-dane/")
    check_access(page)
    page.get_by_label("Adres e-mail podany w zgłoszeniu").fill(EMAIL)
    page.get_by_role("button", name="Wyślij mi link").click()
    expect(page.locator("main").get_by_role("status")).to_be_visible()
    check_access(page)
    page = guest.open(link_in_mail("moje-dane"))
    check_access(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Pobierz wszystko").click()
    assert download.value.suggested_filename == "moje-dane.zip"
    page.get_by_label("Usuń moje dane, zostaw moje uwagi").check()
    page.get_by_label("Na pewno").check()
    page.get_by_role("button", name="Usuń moje dane").click()
    expect(page.get_by_text("Dane są usunięte.")).to_be_visible()
    check_access(page)
    assert not Contact.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_can_be_read_in_either_scheme(visit, consultation, check_access, scheme):
    guest = visit(color_scheme=scheme)
    check_access(guest.open("/prywatnosc/gmina-czaplinek/"))
    check_access(guest.open("/potwierdz/za-stary/"))
    guest.faults.clear()
