"""The whole road: a resident's pin, the official's count, the planner's GeoJSON."""

import json

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from playwright.sync_api import expect

from mapconsult.feedback.models import Remark
from tests.people import app_code

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"
RESULTS = "/panel/teren-rekreacyjny/wyniki/"
WORDS = "Ławka przy pomoście"
DISTRICT = "320301-drahimska"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def pier(plan):
    """A plan in the east of the gmina, where the map opens: its middle lies in Drahimska."""
    plan.geometry = "SRID=4326;POLYGON((16.28 53.52, 16.32 53.52, 16.32 53.56, 16.28 53.56, 16.28 53.52))"
    plan.save()


@pytest.fixture
def official(official):
    """Has an application with codes."""
    TOTP.activate(official, SECRET)
    return official


def press_tab_to(page, selector):
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


def send_a_remark(page):
    page.get_by_role("button", name="Zaznacz miejsce", exact=True).click()
    page.get_by_role("button", name="Ustaw tutaj").click()
    page.locator(".chip", has_text="Plac zabaw").locator("visible=true").last.click()
    page.get_by_label("Co chcesz powiedzieć?").fill(WORDS)
    page.get_by_role("button", name="Wyślij uwagę").click()
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_focused()
    expect(page.locator(".pin-chosen")).to_be_visible()


def send_a_remark_by_keyboard(page):
    press_tab_to(page, "[data-place-start]")
    page.keyboard.press("Enter")
    expect(page.locator("#map")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Twoja uwaga")).to_be_focused()
    press_tab_to(page, "[name=category]")
    page.keyboard.press("Space")
    press_tab_to(page, "#compose-body")
    page.keyboard.type(WORDS)
    press_tab_to(page, "[data-compose-send]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_focused()


def sign_in_by_keyboard(page, official):
    press_tab_to(page, "#id_login")
    page.keyboard.type(official.email)
    press_tab_to(page, "#id_password")
    page.keyboard.type("jezioro-drawsko")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Drugi składnik")).to_be_visible()
    press_tab_to(page, "#id_code")
    page.keyboard.type(app_code(SECRET))
    page.keyboard.press("Enter")


def expect_count(page, count):
    """Once the page is drawn: before that its table is the server's."""
    expect(page.locator(".bar").first).to_be_visible()
    expect(page.locator(f'tr[data-code="{DISTRICT}"] td').first).to_have_text(str(count))


def downloaded(page, press):
    """The GeoJSON that a press of the export brings."""
    with page.expect_download() as download:
        press()
    return json.loads(download.value.path().read_text())


def check_export(collection):
    remark = Remark.objects.get(body=WORDS)
    [feature] = [feature for feature in collection["features"] if feature["id"] == remark.pk]
    assert feature["properties"]["district"] == DISTRICT
    assert feature["geometry"]["coordinates"] == pytest.approx(remark.point.coords, abs=1e-7)


@pytest.mark.parametrize("size", ["360", "1280"])
def test_from_a_pin_to_the_count_of_its_district_to_geojson(visit, say, playground, pier, official, size):
    say((16.3, 53.5))
    office = visit(size).open(RESULTS)
    office.get_by_label("E-mail").fill(official.email)
    office.get_by_label("Hasło").fill("jezioro-drawsko")
    office.get_by_role("button", name="Zaloguj się").click()
    office.get_by_label("Kod").fill(app_code(SECRET))
    office.get_by_role("button", name="Zaloguj się").click()
    expect_count(office, 1)
    send_a_remark(visit(size).open(PATH))
    office.reload()
    expect_count(office, 2)
    check_export(downloaded(office, lambda: office.get_by_role("link", name="Pobierz GeoJSON").click()))


def test_the_same_by_keyboard_alone(visit, say, playground, pier, official):
    say((16.3, 53.5))
    send_a_remark_by_keyboard(visit().open(PATH))
    office = visit().open(RESULTS)
    sign_in_by_keyboard(office, official)
    expect_count(office, 2)
    press_tab_to(office, "a[data-export]")
    check_export(downloaded(office, lambda: office.keyboard.press("Enter")))
    press_tab_to(office, f'[data-code="{DISTRICT}"] a')
    office.keyboard.press("Enter")
    expect(office.locator("[data-crumbs] [aria-current]")).to_have_text("Drahimska")
    expect(office.get_by_text(WORDS)).to_be_visible()
