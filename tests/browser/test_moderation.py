"""Officials at work in a browser: remarks by the dozen, decisions, letters; by key, and without a script."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mapconsult.feedback import floods
from mapconsult.feedback.deciding import propose
from mapconsult.feedback.models import Remark, Submission
from tests.people import Person

pytestmark = pytest.mark.browser
BEACH, PIER = (16.21, 53.55), (16.3, 53.6)
DESK = "/panel/teren-rekreacyjny/uwagi/"
LETTER = "/panel/teren-rekreacyjny/wpisz/"
LATITUDE_FIRST = re.compile(r"^53\.\d{6} 16\.\d{6}$")


@pytest.fixture
def desk(official, site):
    """Open a path in a Visit whose session is the official's; returns the page."""
    client = Person()
    client.force_login(official)
    session = client.cookies["sessionid"].value

    def open_page(visit, path=DESK):
        visit.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        page = visit.open(path)
        page.wait_for_load_state("networkidle")
        return page

    return open_page


@pytest.fixture
def flood(say, monkeypatch):
    """Three remarks of one device, which are many here, and one of another."""
    monkeypatch.setattr(floods, "MANY", {"person": 3, "address": 3, "text": 9})
    say(BEACH, BEACH, BEACH, body="Kupię działkę.", device="a")
    say(PIER, body="Proszę o ławkę.", device="b")


def states():
    return sorted(Remark.objects.values_list("state", flat=True))


def test_chosen_remarks_are_hidden_and_brought_back_by_keyboard_alone(guest, desk, say, playground):
    say(BEACH, PIER, category=playground)
    page = desk(guest)
    page.get_by_label("Zaznacz uwagę").first.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Z 1 zaznaczoną uwagą:")).to_be_visible()
    page.locator(".choosing").get_by_role("button", name="Ukryj").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 uwaga jest ukryta.")).to_be_visible()
    assert states() == ["hidden", "published"]
    page.get_by_role("button", name="Cofnij").press("Enter")
    expect(page.get_by_text("1 uwaga jest taka jak przedtem.")).to_be_visible()
    assert states() == ["published", "published"]


def test_a_range_is_chosen_with_shift_and_a_page_with_one_box(visit, desk, say):
    say(*[BEACH] * 5)
    page = desk(visit())
    boxes = page.get_by_label("Zaznacz uwagę")
    boxes.nth(1).click()
    boxes.nth(3).click(modifiers=["Shift"])
    expect(page.get_by_text("Z 3 zaznaczonymi uwagami:")).to_be_visible()
    page.get_by_label("Zaznacz tę stronę").check()
    expect(page.get_by_text("Z 5 zaznaczonymi uwagami:")).to_be_visible()


def test_a_flood_is_seen_and_hidden_after_its_number_is_confirmed(guest, desk, flood):
    page = desk(guest)
    shown = page.locator(".flood")
    expect(shown.get_by_role("heading", name="3 uwagi od jednego nadawcy")).to_be_visible()
    shown.get_by_role("button", name="Ukryj").click()
    expect(page.get_by_role("heading", name="Ukryć 3 uwagi?")).to_be_visible()
    page.get_by_role("button", name="Tak, ukryj").click()
    expect(page.get_by_text("3 uwagi są ukryte.")).to_be_visible()
    assert states() == ["hidden", "hidden", "hidden", "published"]
    page.get_by_role("button", name="Cofnij").click()
    expect(page.get_by_text("3 uwagi są takie jak przedtem.")).to_be_visible()
    assert set(states()) == {"published"}


def test_moderating_needs_no_script(visit, desk, flood):
    page = desk(visit("360", java_script_enabled=False))
    page.get_by_label("Zaznacz uwagę").first.check()
    page.locator(".choosing").get_by_role("button", name="Wstrzymaj").click()
    expect(page.get_by_text("1 uwaga jest wstrzymana.")).to_be_visible()
    page.get_by_role("button", name="Cofnij").click()
    assert set(states()) == {"published"}


def test_a_decision_is_proposed_and_approved(guest, desk, say, playground):
    [remark] = say(BEACH, category=playground)
    page = desk(guest, f"{DESK}{remark.pk}/")
    expect(page.locator(".pin-chosen")).to_be_visible()
    page.get_by_role("radio", name="uwzględniona", exact=True).check()
    page.get_by_label("Dlaczego?").fill("Dodamy ławkę.")
    page.get_by_role("button", name="Zapisz propozycję").click()
    expect(page.get_by_text("Propozycja jest zapisana.")).to_be_visible()
    page.get_by_role("button", name="Zatwierdź").click()
    expect(page.get_by_text("Rozpatrzenie jest zatwierdzone")).to_be_visible()
    assert Remark.objects.get().outcome == "accepted"


def test_proposals_are_approved_on_the_list(guest, desk, say, official):
    for remark in say(BEACH, PIER):
        propose(remark=remark, outcome="accepted", justification="Tak.", by=official)
    page = desk(guest)
    page.get_by_role("link", name="Do zatwierdzenia 2").click()
    page.get_by_label("Zaznacz tę stronę").check()
    page.get_by_role("button", name="Zatwierdź propozycje").click()
    expect(page.get_by_text("2 rozpatrzenia są zatwierdzone.")).to_be_visible()


def test_a_letter_is_entered_by_keyboard_alone_with_a_place_from_the_map(guest, desk, plan, playground):
    page = desk(guest, LETTER)
    page.get_by_label("Data wpływu").fill(timezone.localdate().isoformat())
    page.get_by_label("Imię i nazwisko").fill("Halina Wójcik")
    page.get_by_label("Treść").fill("Proszę o ławkę.")
    page.get_by_role("button", name="Zaznacz na mapie").press("Enter")
    expect(page.locator("#map")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Współrzędne", exact=True)).to_have_value(LATITUDE_FIRST)
    page.get_by_role("button", name="Dodaj następny punkt").press("Enter")
    expect(page.get_by_label("Treść").nth(1)).to_be_focused()
    page.keyboard.type("I kosz.")
    page.get_by_role("button", name="Zapisz pismo").press("Enter")
    expect(page.get_by_text("Napisz na nim numer")).to_be_visible()
    first, second = Submission.objects.get().points
    assert (first.geometry is None, second.geometry, second.body) == (False, None, "I kosz.")


def test_what_was_said_at_a_meeting_has_no_sender(guest, desk, playground):
    page = desk(guest, LETTER)
    page.get_by_label("Imię i nazwisko").fill("Halina Wójcik")
    page.get_by_label("powiedziane na spotkaniu").check()
    expect(page.get_by_label("Imię i nazwisko")).to_be_hidden()
    page.get_by_label("Data wpływu").fill(timezone.localdate().isoformat())
    page.get_by_label("Treść").fill("Proszę o ławkę.")
    page.get_by_role("button", name="Zapisz pismo").click()
    expect(page.get_by_text("Nadawca nie podał danych osobowych.")).to_be_visible()


def test_a_letter_needs_no_script(visit, desk, playground):
    page = desk(visit("360", java_script_enabled=False), LETTER)
    page.get_by_label("Data wpływu").fill(timezone.localdate().isoformat())
    page.get_by_label("Treść").fill("Proszę o ławkę.")
    page.get_by_role("button", name="Dodaj następny punkt").click()
    page.get_by_label("Treść").nth(1).fill("I kosz.")
    page.get_by_role("button", name="Zapisz pismo").click()
    expect(page.get_by_text("Napisz na nim numer")).to_be_visible()
    assert len(Submission.objects.get().points) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["360", "1280"])
def test_axe_finds_nothing_on_the_pages_of_officials(
    visit, desk, flood, official, check_access, size, scheme
):
    remark = Remark.objects.latest("pk")
    propose(remark=remark, outcome="accepted", justification="Tak.", by=official)
    Remark.objects.update(flags=["late"])
    seen = visit(size, color_scheme=scheme)
    for path in (DESK, f"{DESK}{remark.pk}/", LETTER):
        page = desk(seen, path)
        page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
        check_access(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
