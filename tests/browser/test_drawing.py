"""Lines and areas on the resident's map, zones of the plan, one's own position, and the search of places."""

import re

import pytest
from django.contrib.gis.geos import LineString, Point
from playwright.sync_api import expect

from mapconsult.consultations import places
from mapconsult.feedback.models import Remark

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"
TRIANGLE = [(-70, -60), (70, -60), (0, 50)]


@pytest.fixture
def trees(playground):
    """The playground takes shapes of every kind."""
    playground.geometries = ["point", "line", "polygon"]
    playground.save()
    return playground


def start(page, kind):
    page.get_by_role("button", name="Zaznacz miejsce", exact=True).click()
    page.locator(".placing-kinds label", has_text=kind).click()


def tap(page, *offsets):
    """Click around the cross."""
    box = page.locator(".crosshair").bounding_box()
    for x, y in offsets:
        page.mouse.click(box["x"] + x, box["y"] + y)
        page.wait_for_timeout(100)


def send(page):
    page.get_by_text("Plac zabaw", exact=False).locator("visible=true").last.click()
    page.get_by_label("Co chcesz powiedzieć?").fill("Posadźcie tu drzewa.")
    page.get_by_role("button", name="Wyślij uwagę").click()
    expect(page.get_by_role("heading", name=re.compile("Dziękujemy"))).to_be_visible()


def keys(page, *names):
    for name in names:
        page.keyboard.press(name)
        page.wait_for_timeout(250)


def focus_by_tab(page, selector):
    """Press Tab until the focus is there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


def test_an_area_is_drawn_corrected_and_sent(guest, trees, check_access):
    page = guest.open(PATH)
    start(page, "Obszar")
    tap(page, *TRIANGLE, (40, 0))
    expect(page.locator("[data-draw-words]")).to_contain_text("4 punkty")
    page.get_by_role("button", name="Cofnij").click()
    expect(page.locator("[data-draw-words]")).to_contain_text("3 punkty")
    check_access(page)
    page.get_by_role("button", name="Zakończ").click()
    expect(page.locator("[data-compose-place]")).to_contain_text("Obszar na mapie: 3 punkty")
    send(page)
    assert (Remark.objects.get().geometry.geom_type, Remark.objects.get().geometry.num_points) == (
        "Polygon",
        4,
    )


def test_an_area_that_crosses_itself_is_refused_until_it_is_mended(visit, trees):
    page = visit().open(PATH)
    start(page, "Obszar")
    tap(page, (-60, -60), (60, 60), (60, -60), (-60, 60))
    expect(page.get_by_text("Granica obszaru sama się przecina")).to_be_visible()
    page.get_by_role("button", name="Zakończ").click()
    expect(page.get_by_role("heading", name="Twoja uwaga")).to_be_hidden()
    page.get_by_role("button", name="Punkt 2 z 4").focus()
    page.get_by_role("button", name="Usuń punkt").click()
    page.get_by_role("button", name="Zakończ").click()
    expect(page.get_by_role("heading", name="Twoja uwaga")).to_be_visible()


def test_a_line_is_drawn_by_keyboard_alone(visit, trees):
    page = visit().open(PATH)
    page.get_by_role("button", name="Zaznacz miejsce", exact=True).press("Enter")
    expect(page.locator("#map")).to_be_focused()
    focus_by_tab(page, "[name=placing-kind]")
    keys(page, "ArrowRight", "Enter")
    expect(page.locator("#map")).to_be_focused()
    keys(
        page,
        "Enter",
        "ArrowRight",
        "ArrowRight",
        "Enter",
        "ArrowDown",
        "Enter",
        "Backspace",
        "ArrowDown",
        "Enter",
    )
    expect(page.locator("[role=status].sr-only").last).to_contain_text("3 punkty")
    page.get_by_role("button", name="Punkt 3 z 3").focus()
    keys(page, "ArrowRight", "Delete")
    page.locator("#map").focus()
    keys(page, "Enter", "Enter")
    expect(page.get_by_role("heading", name="Twoja uwaga")).to_be_focused()
    send(page)
    line = Remark.objects.get().geometry
    assert (line.geom_type, line.num_points) == ("LineString", 3)


def test_a_finished_line_can_be_reshaped_with_the_mouse(visit, trees):
    page = visit().open(PATH)
    start(page, "Linia")
    tap(page, (-80, 0), (80, 0))
    page.get_by_role("button", name="Zakończ").click()
    between = page.locator(".vertex-between").bounding_box()
    x, y = between["x"] + 22, between["y"] + 22
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 60, steps=4)
    page.mouse.up()
    expect(page.locator("[data-compose-place]")).to_contain_text("Linia na mapie: 3 punkty")


def test_where_points_alone_are_taken_nothing_else_is_offered(visit, playground):
    page = visit().open(PATH)
    page.get_by_role("button", name="Zaznacz miejsce", exact=True).click()
    expect(page.get_by_role("button", name="Ustaw tutaj")).to_be_visible()
    expect(page.locator("[data-placing-kinds]")).to_be_hidden()


@pytest.mark.parametrize("way", ["map", "list"])
def test_a_remark_is_about_a_zone_of_the_plan(guest, plan, playground, check_access, way):
    page = guest.open(PATH)
    expect(page.locator(".map-zone")).to_be_visible()
    start(page, "Strefa")
    check_access(page)
    if way == "map":
        page.get_by_role("button", name="Plaża").focus()
        page.keyboard.press("Enter")
    else:
        page.get_by_label("Dotknij strefy na mapie albo wybierz ją tutaj:").select_option("Plaża")
        page.get_by_role("button", name="Wybierz", exact=True).click()
    expect(page.locator("[data-compose-place]")).to_contain_text("Dotyczy: Plaża")
    send(page)
    remark = Remark.objects.get()
    assert (remark.zone, remark.placed_by, remark.geometry.geom_type) == (plan, "zone", "Point")


def test_an_address_is_found_and_becomes_the_place(visit, playground, settings, monkeypatch):
    settings.GUGIK_UUG_URL = settings.GUGIK_ULDK_URL = "http://service.example/"
    found = [("Czaplinek, Rynek 6", Point(16.21, 53.55, srid=4326))]
    monkeypatch.setattr(places, "find_address", lambda text: found)
    monkeypatch.setattr(places, "parcel_at", lambda point: "320301_4.0001.12/3")
    page = visit().open(PATH)
    page.get_by_role("button", name="Zaznacz miejsce", exact=True).click()
    expect(page.locator("#map")).to_be_focused()
    page.get_by_role("combobox", name="Adres, osiedle lub gmina").press_sequentially("rynek 6")
    expect(page.get_by_role("option", name="Czaplinek, Rynek 6")).to_be_visible()
    keys(page, "ArrowDown", "Enter", "Enter")
    expect(page.locator("[data-compose-place]")).to_contain_text("działka 320301_4.0001.12/3")
    send(page)
    remark = Remark.objects.get()
    assert (remark.placed_by, remark.place_note, remark.parcel) == (
        "address",
        "Czaplinek, Rynek 6",
        "320301_4.0001.12/3",
    )


def test_a_district_is_found_by_its_name(guest, playground, check_access):
    page = guest.open(PATH)
    if page.get_by_role("button", name="Szukaj miejsca").is_visible():
        page.get_by_role("button", name="Szukaj miejsca").click()
    page.get_by_role("combobox", name="Osiedle lub gmina").press_sequentially("drah")
    expect(page.get_by_role("option", name="Drahimska")).to_be_visible()
    check_access(page)
    page.keyboard.press("Enter")
    expect(page.locator("[data-whereis-words]")).to_have_text("Mapa pokazuje: Drahimska.")


@pytest.mark.parametrize(
    ("place", "words"), [((16.21, 53.55), "Jesteś tutaj"), ((15.0, 53.55), "Jesteś poza obszarem")]
)
def test_the_own_position_is_shown_on_request(visit, playground, place, words):
    where = {"longitude": place[0], "latitude": place[1], "accuracy": 20}
    page = visit(geolocation=where, permissions=["geolocation"]).open(PATH)
    page.get_by_role("button", name="Pokaż, gdzie jestem").click()
    expect(page.locator("[data-whereis-words]")).to_contain_text(words)
    expect(page.locator(".found-around")).to_be_attached()


def test_a_position_that_is_refused_is_explained(visit, playground):
    page = visit(permissions=[]).open(PATH)
    page.get_by_role("button", name="Pokaż, gdzie jestem").click()
    expect(page.locator("[data-whereis-words]")).to_contain_text("Przeglądarka nie ma zgody")


def test_a_pin_is_named_by_its_words_and_its_outcome(visit, say, playground):
    [remark] = say((16.21, 53.55), category=playground)
    Remark.objects.filter(pk=remark.pk).update(outcome=Remark.Outcome.ACCEPTED)
    page = visit().open(PATH)
    expect(page.get_by_role("button", name=f"Uwaga: Plac zabaw. {remark.body}. uwzględniona")).to_be_visible()
    expect(page.locator(".pin-outcome-accepted")).to_be_visible()


def test_a_line_of_others_is_drawn_when_one_comes_near(visit, say, consultation):
    [remark] = say((16.2, 53.55))
    line = LineString((16.2, 53.55), (16.201, 53.5505), srid=4326)
    Remark.objects.filter(pk=remark.pk).update(geometry=line)
    page = visit().open(PATH)
    expect(page.locator(".pin")).to_be_visible()
    expect(page.locator(".map-said")).to_have_count(0)
    page.locator("#map").focus()
    keys(page, *["+"] * 7)
    expect(page.locator(".map-said")).to_have_count(1)
