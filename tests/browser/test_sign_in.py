"""Signing in by keyboard, without JavaScript and with a security key; access on every page of the account."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from playwright.sync_api import expect

from tests.people import app_code, code_of, posted

pytestmark = pytest.mark.browser
SECRET = "JBSWY3DPEHPK3PXP"
PASSWORD = "jezioro-drawsko"
KEYS = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "isUserVerified": True}
OUTSIDE = ["logowanie/", "logowanie/kod/", "zaloz/", "haslo/nowe/"]
INSIDE = [
    "", "nazwisko/", "e-mail/", "haslo/", "drugi-skladnik/", "drugi-skladnik/aplikacja/",
    "drugi-skladnik/aplikacja/usun/", "drugi-skladnik/kody/", "drugi-skladnik/kody/nowe/",
    "drugi-skladnik/klucze/", "drugi-skladnik/klucze/dodaj/", "potwierdz/", "sesje/", "usun/", "wyloguj/",
]  # fmt: skip
SMALL = """() => [...document.querySelectorAll('main button, main .button, main .input, main li > a')]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
  .map((one) => one.outerHTML)"""


@pytest.fixture
def site(site):
    """Keys work under names, not under numbers."""
    return site.replace("127.0.0.1", "localhost")


def sign_in(page, user, password=PASSWORD):
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Hasło").fill(password)
    page.get_by_role("button", name="Zaloguj się").click()


def show_mailbox(page):
    """Sign in anew by a code, as officials do before they set their first second factor up."""
    page.get_by_role("button", name="Wyślij kod").click()
    page.get_by_label("Kod z e-maila").fill(code_of(posted()[-1]))
    page.get_by_role("button", name="Zaloguj się").click()


def plug_in_a_key(made):
    """A security key of Chromium's own making, which is always touched at once."""
    session = made.context.new_cdp_session(made.page)
    session.send("WebAuthn.enable")
    options = KEYS | {"automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def check(page, check_access):
    check_access(page)
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["360", "1280"])
def test_the_pages_before_signing_in_are_accessible(visit, db, check_access, size, scheme):
    made = visit(size, color_scheme=scheme)
    for path in OUTSIDE:
        check(made.open(f"/konto/{path}"), check_access)
    page = made.open("/konto/logowanie/kod/")
    page.get_by_label("E-mail").fill("nikt@czaplinek.example")
    page.get_by_role("button", name="Wyślij kod").click()
    expect(page.get_by_label("Kod z e-maila")).to_be_visible()
    check(page, check_access)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["360", "1280"])
def test_the_pages_of_the_account_are_accessible(visit, official, check_access, size, scheme):
    made = visit(size, color_scheme=scheme)
    page = made.open("/konto/logowanie/")
    sign_in(page, official)
    expect(page.get_by_text("Kto działa w imieniu organizacji")).to_be_visible()
    check(made.open("/konto/skrzynka/"), check_access)
    show_mailbox(page)
    for path in INSIDE:
        if path == "drugi-skladnik/aplikacja/usun/":  # what comes now wants an application
            TOTP.activate(official, SECRET)
            RecoveryCodes.activate(official)
        check(made.open(f"/konto/{path}"), check_access)


def test_an_application_is_set_up_and_asked_for_by_keyboard_and_without_javascript(visit, official):
    made = visit("360", java_script_enabled=False)
    page = made.open("/panel/")
    sign_in(page, official)
    page.get_by_role("link", name="Ustaw aplikację").click()
    show_mailbox(page)
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Kod").focus()
    page.keyboard.type(app_code(secret))
    page.keyboard.press("Enter")
    code = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="Mam je, dalej").click()
    expect(page).to_have_url(f"{made.site}/panel/")
    made.context.clear_cookies()
    made.open("/panel/")
    sign_in(page, official)
    page.get_by_label("Kod").fill(code)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{made.site}/panel/")


def test_a_key_is_added_and_signs_in(guest, official):
    page = guest.open("/panel/")
    plug_in_a_key(guest)
    sign_in(page, official)
    page.get_by_role("link", name="Dodaj klucz").click()
    show_mailbox(page)
    page.get_by_label("Nazwa klucza").fill("Pęk w szufladzie")
    page.get_by_role("button", name="Dodaj klucz").click()
    expect(page.get_by_role("heading", name="Kody zapasowe")).to_be_visible()
    assert Authenticator.objects.filter(user=official, type="webauthn").count() == 1
    guest.context.clear_cookies()
    guest.open("/panel/")
    sign_in(page, official)
    page.get_by_role("button", name="Użyj klucza").click()
    expect(page).to_have_url(f"{guest.site}/panel/")
    guest.open("/konto/drugi-skladnik/klucze/")
    expect(page.get_by_text("Pęk w szufladzie")).to_be_visible()


def test_a_key_that_does_not_answer_is_told(visit, official):
    made = visit()
    made.context.add_init_script("navigator.credentials.create = () => Promise.reject(new Error())")
    page = made.open("/panel/")
    sign_in(page, official)
    page.get_by_role("link", name="Dodaj klucz").click()
    show_mailbox(page)
    page.get_by_role("button", name="Dodaj klucz").click()
    expect(page.get_by_role("alert")).to_contain_text("Nie udało się użyć klucza")


def test_a_code_by_mail_signs_a_resident_in(guest, resident):
    page = guest.open("/konto/logowanie/")
    page.get_by_role("link", name="Zaloguj się kodem").click()
    page.get_by_label("E-mail").fill(resident.email)
    page.get_by_role("button", name="Wyślij kod").click()
    expect(page.get_by_label("Kod z e-maila")).to_be_visible()
    page.get_by_label("Kod z e-maila").fill(code_of(posted()[-1]))
    page.get_by_role("button", name="Zaloguj się").click()
    expect(page.get_by_role("heading", name="Twoje konto")).to_be_visible()
