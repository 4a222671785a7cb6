"""The resident's way from a place on the map to a remark that has arrived, and to changing it later."""

import re

import pytest
from playwright.sync_api import expect

from mapconsult.feedback.models import Remark, Submission

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"
BEACH = (16.21, 53.55)


def mark_middle(page):
    """Choose the place under the cross."""
    page.get_by_role("button", name="Zaznacz miejsce", exact=True).click()
    page.get_by_role("button", name="Ustaw tutaj").click()


def write(page, words, category="Plac zabaw"):
    page.get_by_text(category, exact=False).locator("visible=true").last.click()
    page.get_by_label("Co chcesz powiedzieć?").fill(words)


def send(page):
    page.get_by_role("button", name="Wyślij uwagę").click()


def test_a_remark_is_marked_written_and_sent(guest, say, playground, check_access):
    say(BEACH)
    page = guest.open(PATH)
    mark_middle(page)
    check_access(page)
    write(page, "Postawcie tu ławkę.")
    send(page)
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_focused()
    expect(page.locator("[data-done-words]")).to_contain_text("gmina Czaplinek")
    expect(page.locator(".pin-chosen")).to_be_visible()
    check_access(page)
    remark = Remark.objects.latest("pk")
    told = (remark.body, remark.category, remark.gmina.name)
    assert told == ("Postawcie tu ławkę.", playground, "Czaplinek")


def test_the_private_link_is_copied_and_opens_the_submission(guest, playground, check_access):
    page = guest.open(PATH)
    mark_middle(page)
    write(page, "Postawcie tu ławkę.")
    send(page)
    page.get_by_role("button", name="Skopiuj link").click()
    expect(page.get_by_text(re.compile("Link jest"))).to_be_visible()
    page.goto(page.get_by_label("Prywatny link").input_value())
    page.get_by_label("Co chcesz powiedzieć?").fill("Postawcie tu dwie ławki.")
    page.get_by_role("button", name="Zapisz zmiany").click()
    expect(page.get_by_text("jest zmieniona.")).to_be_visible()
    check_access(page)
    assert Remark.objects.get().body == "Postawcie tu dwie ławki."


def test_escape_ends_choosing_a_place(visit, consultation):
    page = visit().open(PATH)
    page.get_by_role("button", name="Zaznacz miejsce").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Zaznacz miejsce")).to_be_focused()
    expect(page.get_by_role("button", name="Ustaw tutaj")).to_be_hidden()


def test_a_place_outside_is_refused_kindly(guest, consultation, check_access):
    page = guest.open(PATH)
    page.get_by_role("button", name="Zaznacz miejsce").click()
    page.keyboard.press("-")
    page.wait_for_timeout(400)
    page.locator("#map").click(position={"x": 12, "y": 150})
    expect(page.get_by_role("alert").locator("visible=true")).to_contain_text("Granica jest")
    expect(page.locator(".map-way")).to_be_attached()
    check_access(page)
    page.get_by_role("button", name="Ustaw tutaj").click()
    expect(page.get_by_role("heading", name="Twoja uwaga")).to_be_visible()


def test_the_server_has_the_last_word_on_the_border(visit, consultation, playground):
    guest = visit()
    page = guest.open(PATH)
    mark_middle(page)
    write(page, "Postawcie tu ławkę.")
    consultation.extent = "SRID=4326;MULTIPOLYGON(((16 53.4, 16.01 53.4, 16.01 53.41, 16 53.41, 16 53.4)))"
    consultation.save()
    send(page)
    expect(page.locator("[data-placing-reason]")).to_contain_text("Granica jest")
    guest.faults.clear()
    assert not Submission.objects.exists()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(guest, playground, check_access):
    page = guest.open(PATH)
    mark_middle(page)
    page.get_by_label("Co chcesz powiedzieć?").fill("Postawcie tu ławkę.")
    send(page)
    expect(page.get_by_text("Wybierz, czego dotyczy uwaga.").locator("visible=true")).to_be_in_viewport()
    expect(page.get_by_label("Co chcesz powiedzieć?")).to_have_value("Postawcie tu ławkę.")
    check_access(page)


def test_a_double_click_sends_once(visit, playground):
    page = visit().open(PATH)
    mark_middle(page)
    write(page, "Postawcie tu ławkę.")
    page.get_by_role("button", name="Wyślij uwagę").dblclick()
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_visible()
    assert Submission.objects.count() == 1


def test_a_draft_survives_a_reload(visit, playground):
    page = visit().open(PATH)
    mark_middle(page)
    write(page, "Postawcie tu ławkę.")
    page.reload()
    page.get_by_role("button", name="Dokończ uwagę").click()
    expect(page.get_by_label("Co chcesz powiedzieć?")).to_have_value("Postawcie tu ławkę.")
    send(page)
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_visible()
    assert Remark.objects.get().category == playground


def test_a_remark_without_a_network_is_kept_and_sent_later(visit, playground):
    guest = visit()
    page = guest.open(PATH)
    mark_middle(page)
    write(page, "Postawcie tu ławkę.")
    guest.context.set_offline(True)
    send(page)
    expect(page.get_by_role("heading", name="Twoje słowa są zapisane")).to_be_focused()
    guest.context.set_offline(False)
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_focused()
    guest.faults.clear()
    assert Remark.objects.get().body == "Postawcie tu ławkę."


def test_an_answer_that_was_lost_is_found_again(visit, playground):
    """The first try is stored, and its answer never arrives."""
    guest = visit()
    page = guest.open(PATH)
    mark_middle(page)
    write(page, "Pierwsze słowa.")
    page.route("**/submissions/", lose_answer, times=1)
    send(page)
    expect(page.get_by_role("heading", name="Twoje słowa są zapisane")).to_be_focused()
    page.get_by_role("button", name="Spróbuj wysłać teraz").click()
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_focused()
    guest.faults.clear()
    assert Remark.objects.get().body == "Pierwsze słowa."


def lose_answer(route):
    route.fetch()
    route.abort()


def test_a_withdrawn_remark_leaves_the_map(visit, playground):
    page = visit().open(PATH)
    mark_middle(page)
    write(page, "Postawcie tu ławkę.")
    send(page)
    expect(page.get_by_label("Prywatny link")).to_have_value(re.compile("/zgloszenie/"))
    page.goto(page.get_by_label("Prywatny link").input_value())
    page.get_by_text("Wycofaj tę uwagę").click()
    page.get_by_role("button", name="Tak, wycofaj").click()
    expect(page.get_by_text("jest wycofana.")).to_be_visible()
    page.get_by_role("link", name="Teren rekreacyjny").click()
    expect(page.get_by_text("Nikt jeszcze niczego tu nie napisał.")).to_be_visible()


def test_a_draft_can_be_thrown_away(visit, playground):
    page = visit().open(PATH)
    mark_middle(page)
    write(page, "Postawcie tu ławkę.")
    page.reload()
    page.get_by_role("button", name="Wyrzuć ją").click()
    page.reload()
    expect(page.get_by_role("button", name="Zaznacz miejsce")).to_be_visible()
    expect(page.get_by_role("button", name="Dokończ uwagę")).to_be_hidden()
