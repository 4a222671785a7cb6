"""A survey in the browser: part by part, a place drawn by keyboard, and nothing lost by a reload."""

import re

import pytest
from playwright.sync_api import expect

from mapconsult.feedback.models import Answer, Remark
from tests.feedback.survey import make_survey

PATH = "/konsultacje/teren-rekreacyjny/ankieta/"


@pytest.fixture
def survey(consultation):
    return make_survey(consultation)


def next_part(page):
    page.get_by_role("button", name="Następna część").click()
    expect(page.get_by_role("heading", name="Co tu zrobić")).to_be_focused()


def draw_by_keys(page, question):
    page.locator(question).get_by_role("button", name=re.compile("Zaznacz miejsce")).click()
    expect(page.locator(f"{question} .map")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(f"{question} [data-row]:visible textarea")).to_be_focused()
    page.keyboard.type("W cieniu.")


def test_a_survey_is_filled_in_by_a_phone(visit, survey, plan, check_access):
    page = visit("360").open(PATH)
    expect(page.get_by_text("Część 1 z 1")).to_be_visible()
    check_access(page)
    page.get_by_label("tak").check()
    expect(page.get_by_text("Część 1 z 2")).to_be_visible()
    next_part(page)
    page.get_by_role("checkbox", name="coś innego").check()
    page.get_by_label("Własnymi słowami, do").fill("szachy")
    page.get_by_label("4", exact=True).check()
    for name in ["drzewa", "ławki"]:
        page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("button", name="Przesuń „ławki” wyżej").click()
    page.get_by_role("button", name="Wyślij odpowiedzi").click()
    expect(page.get_by_text("Zaznacz miejsce albo odpowiedz bez mapy.")).to_be_visible()
    check_access(page)
    draw_by_keys(page, "[data-kind=point]")
    check_access(page)
    page.get_by_role("button", name="Wyślij odpowiedzi").click()
    expect(page.get_by_role("heading", name="Dziękujemy! Twoje odpowiedzi dotarły.")).to_be_visible()
    check_access(page)
    assert Remark.objects.get().body == "W cieniu."
    ranked = Answer.objects.get(question__kind="ranking").choices.all()
    assert [chosen.choice.text for chosen in ranked] == ["ławki", "drzewa"]


def test_what_was_begun_survives_a_reload_and_conditions_hold(visit, survey):
    page = visit().open(PATH)
    expect(page.get_by_label("Dlaczego nie?")).to_be_hidden()
    page.get_by_label("nie", exact=True).check()
    page.get_by_label("Dlaczego nie?").fill("Za daleko.")
    page.wait_for_timeout(800)
    page.reload()
    expect(page.get_by_text("Twoje wcześniejsze odpowiedzi nadal tu są.")).to_be_visible()
    expect(page.get_by_label("Dlaczego nie?")).to_have_value("Za daleko.")
    page.get_by_label("tak").check()
    expect(page.get_by_label("Dlaczego nie?")).to_be_hidden()
    next_part(page)
    page.go_back()
    expect(page.get_by_role("heading", name="Ty i to miejsce")).to_be_visible()


def test_a_prepared_place_is_chosen_on_the_map(visit, survey):
    page = visit().open(PATH)
    page.get_by_label("tak").check()
    next_part(page)
    page.get_by_role("button", name="2. Polana").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Polana")).to_be_checked()
    expect(page.get_by_role("button", name="2. Polana, wybrane")).to_be_focused()


def test_without_a_network_the_answers_wait_and_are_sent_once(visit, survey):
    guest = visit()
    page = guest.open(PATH)
    page.get_by_label("nie", exact=True).check()
    guest.context.set_offline(True)
    page.get_by_role("button", name="Wyślij odpowiedzi").click()
    expect(page.get_by_role("heading", name="Twoje odpowiedzi czekają na sieć")).to_be_focused()
    expect(page.get_by_role("button", name="Spróbuj wysłać teraz")).to_be_visible()
    # They go by themselves.
    guest.context.set_offline(False)
    expect(page.get_by_role("heading", name="Dziękujemy! Twoje odpowiedzi dotarły.")).to_be_visible()
    assert Answer.objects.count() == 1
    guest.faults.clear()


def test_rather_not_saying_and_an_answer_take_each_other_away(visit, survey):
    page = visit().open(PATH)
    age, declined = page.get_by_role("textbox", name="Twoja odpowiedź"), page.get_by_label("Wolę nie mówić")
    age.fill("40")
    declined.check()
    expect(age).to_have_value("")
    age.fill("41")
    age.blur()
    expect(declined).not_to_be_checked()
