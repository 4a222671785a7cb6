"""The office without the admin, in a browser: consultations, people, guests and plan layers."""

import re

import pytest
from playwright.sync_api import expect

from mapconsult.accounts.actions import invite
from mapconsult.accounts.models import OutgoingMail, User
from mapconsult.accounts.roles import Role
from mapconsult.consultations.models import Category, Consultation, PlanLayer
from tests.conftest import PASSWORD
from tests.consultations.test_layers import picture
from tests.people import Person

pytestmark = pytest.mark.browser
PANEL = "/panel/teren-rekreacyjny/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office(official, site):
    """Open a path in a Visit whose session is the official's; returns the page, drawn."""
    client = Person()
    client.force_login(official)
    session = client.cookies["sessionid"].value

    def open_page(visit, path):
        visit.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        page = visit.open(path)
        page.wait_for_load_state("networkidle")
        return page

    return open_page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["360", "1280"])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    visit, office, consultation, plan, playground, let_in, official, check_access, size, scheme
):
    let_in("fundacja", "ngo", ceiling=Role.PARTNER)
    made = visit(size, color_scheme=scheme)
    pages = [
        "/panel/",
        "/panel/nowa/",
        "/panel/zespol/gmina-czaplinek/",
        "/panel/zespol/gmina-czaplinek/prywatnosc/",
    ]
    pages += [
        PANEL + end
        for end in ["ustawienia/", "ustawienia/stan/", "wspolpraca/?q=f", "warstwy/", "warstwy/nowa/image/"]
    ]
    pages += [
        f"{PANEL}warstwy/{plan.layer_id}/",
        f"/panel/zespol/gmina-czaplinek/osoby/{official.memberships.get().pk}/",
    ]
    for path in pages:
        page = office(made, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= int(size), path
        assert page.evaluate(SMALL) == [], path
        check_access(page)


SMALL = """() => [...document.querySelectorAll(
    'button:not(.sr-only), .button, .input, .choice, .panel-nav a, .back a')]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().height])
  .filter(([, height]) => height < 43.5)"""


def test_a_consultation_is_drafted_and_published_by_keyboard_alone(guest, office, official):
    page = office(guest, "/panel/")
    type_into(page, "Zacznij nowe konsultacje", None)
    page.wait_for_url("**/panel/nowa/")
    type_into(page, "Tytuł", "Plaża miejska")
    type_into(page, "Streszczenie prostym językiem", "Co ma powstać na plaży?")
    for name, moment in [("opens_at", "2030-05-01T08:00"), ("closes_at", "2030-06-01T00:00")]:
        page.locator(f"#id_{name}").fill(moment)
    type_into(page, "Dodaj kategorię", None)
    page.keyboard.type("Pomost")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Zapisano")).to_be_visible()
    type_into(page, "Opublikuj", None)
    page.wait_for_url("**/stan/")
    type_into(page, "Tak, opublikuj", None)
    expect(page.get_by_text("Opublikowano")).to_be_visible()
    made = Consultation.objects.get()
    assert (made.slug, made.state) == ("plaza-miejska", "published")
    assert made.categories.get().name == "Pomost"


def type_into(page, name, text):
    """Go to a field, link or button by Tab alone, and type or press Enter."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            page.keyboard.press("Enter") if text is None else page.keyboard.type(text)
            return
    raise AssertionError(f"{name} is not reached by Tab")


FOCUSED = """() => { const one = document.activeElement;
  return (one.labels?.[0]?.innerText ?? one.innerText ?? '').trim(); }"""


def test_rows_are_added_moved_and_removed(guest, office, consultation, playground, paths):
    page = office(guest, PANEL + "ustawienia/")
    rows = page.locator("[data-rows=categories] > [data-row]:visible")
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Dodaj kategorię").click()
    page.keyboard.type("Molo")
    rows.nth(2).get_by_role("button", name="Przesuń wyżej").click()
    rows.nth(0).get_by_role("button", name="Usuń").click()
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Zapisz ustawienia").click()
    expect(page.get_by_text("Zapisano")).to_be_visible()
    assert list(Category.objects.values_list("name", flat=True)) == ["Molo", "Ścieżki"]


def test_without_javascript_rows_are_added_by_saving(visit, office, consultation):
    page = office(visit(java_script_enabled=False), PANEL + "ustawienia/")
    page.locator("#id_categories-0-name").fill("Molo")
    page.locator("#id_categories-1-name").fill("Plaża")
    page.get_by_role("button", name="Zapisz ustawienia").click()
    assert set(Category.objects.values_list("name", flat=True)) == {"Molo", "Plaża"}


def test_an_area_is_drawn_by_keys(guest, office, consultation):
    page = office(guest, PANEL + "ustawienia/")
    page.get_by_label("na jego części").check()
    canvas = page.locator("#map")
    expect(canvas).to_be_visible()
    canvas.focus()
    for way in ["ArrowUp", "ArrowRight", "ArrowDown"]:
        page.keyboard.press("Enter")
        page.keyboard.press(way)
        page.wait_for_timeout(300)
    expect(page.locator("[data-corners-told]")).to_have_text("3 rogi")
    page.get_by_role("button", name="Zapisz ustawienia").click()
    expect(page.get_by_text("Zapisano")).to_be_visible()
    consultation.refresh_from_db()
    assert len(consultation.extent[0][0]) == 4


def test_the_text_is_shown_as_residents_will_see_it(guest, office, consultation):
    page = office(guest, PANEL + "ustawienia/")
    page.get_by_label("Pełny tekst").fill("## Molo\n\n**Nowe**")
    page.get_by_role("button", name="Pokaż, jak będzie wyglądał tekst").click()
    expect(page.locator("[data-preview-place] strong")).to_have_text("Nowe")


def test_a_mistake_leads_to_its_field_and_keeps_the_rest(guest, office, consultation, check_access):
    page = office(guest, PANEL + "ustawienia/")
    page.get_by_label("Tytuł").fill("")
    page.get_by_label("Pełny tekst").fill("Nowy tekst")
    page.get_by_role("button", name="Zapisz ustawienia").click()
    page.get_by_role("alert").get_by_role("link", name="Tytuł").click()
    expect(page.get_by_label("Tytuł")).to_be_focused()
    expect(page.get_by_label("Pełny tekst")).to_have_value("Nowy tekst")
    check_access(page)


def test_corners_of_an_image_are_placed_by_keys(guest, office, consultation):
    page = office(guest, PANEL + "warstwy/nowa/image/")
    page.get_by_label("Nazwa").fill("Szkic")
    file = picture()
    page.locator("#id_image").set_input_files(
        {"name": file.name, "mimeType": "image/png", "buffer": file.read()}
    )
    page.locator("#map").focus()
    for way in ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]:
        page.keyboard.press("Enter")
        page.keyboard.press(way)
        page.wait_for_timeout(300)
    page.get_by_role("button", name="Zapisz warstwę").click()
    expect(page.get_by_text("Zapisano")).to_be_visible()
    expect(page.locator(".map-image")).to_have_count(1)
    assert PlanLayer.objects.get().corners


def test_an_invited_person_opens_an_account_and_comes_back(guest, site, host, official, unhurried):
    invite(
        organisation=host,
        email="nowa@czaplinek.example",
        role=Role.CLERK,
        by=official,
        link_to=lambda token: f"{site}/zaproszenie/{token}/",
    )
    link = re.search(r"/zaproszenie/\S+/", OutgoingMail.objects.get().text).group()
    page = guest.open(link)
    page.get_by_role("link", name="Załóż konto").click()
    page.get_by_label("E-mail").fill("nowa@czaplinek.example")
    page.get_by_label("Hasło").first.fill(PASSWORD + "-2026")
    page.locator("main form button").first.click()
    expect(page.locator("#id_code")).to_be_visible()
    code = re.search(r"^ {4}(\S+)$", OutgoingMail.objects.latest("pk").text, re.MULTILINE).group(1)
    page.locator("#id_code").fill(code)
    page.locator("main form button").first.click()
    page.get_by_role("button", name="Przyjmij zaproszenie").click()
    page.wait_for_load_state()
    assert User.objects.get(email="nowa@czaplinek.example").memberships.get().role == Role.CLERK
