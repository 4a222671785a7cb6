"""The resident's whole journey by keyboard alone: read and support a remark, mark two places, send."""

import re

import pytest
from playwright.sync_api import expect

from mapconsult.feedback.models import Remark

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"
# Off the middle, where the first place will be.
BEACH = (16.17, 53.58)
# An outline shows what has the focus, its own or that of the chip or card around it, and something of it
# lies on top (WCAG 2.4.7 and 2.4.11).
FOCUS = """() => {
  const at = document.activeElement;
  if (at === document.body) return { fault: "the focus is lost" };
  const around = [...(at.labels ?? []), ...at.children];
  for (let one = at; one; one = one.parentElement) around.push(one);
  const outlined = (one, part) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one, part);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  const bare = !around.some((one) => [null, "::before", "::after"].some((part) => outlined(one, part)));
  const onTop = (one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return [0.1, 0.3, 0.5, 0.7, 0.9].some((x) => [0.1, 0.5, 0.9].some((y) => {
      const hit = document.elementFromPoint(left + width * x, top + height * y);
      return hit && (one.contains(hit) || [...(at.labels ?? [])].some((label) => label.contains(hit)));
    }));
  };
  const covered = ![at, ...(at.labels ?? [])].some(onTop);
  const fault = bare ? "nothing shows the focus" : covered ? "it is covered" : "";
  return { fault, html: at.outerHTML.slice(0, 150) };
}"""


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(250)


def check_focus(page):
    told = page.evaluate(FOCUS)
    assert told["fault"] == "", told


def tab_to(page, target, key="Tab"):
    """Press Tab until the focus is there; on the way it never hides, nor stays where it was."""
    for _ in range(60):
        page.keyboard.press(key)
        page.wait_for_timeout(30)
        check_focus(page)
        if target.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"Tab never reaches {target}")


def button(page, name):
    return page.get_by_role("button", name=name).locator("visible=true").first


def mark_place(page, heading, *arrows):
    """Choose the place under the cross; the form has the focus then."""
    expect(page.locator("#map")).to_be_focused()
    check_focus(page)
    press(page, *arrows, "Enter")
    expect(page.get_by_role("heading", name=heading)).to_be_focused()


def write(page, words):
    """A category and some words in the form that is open."""
    tab_to(page, page.locator("[data-compose] [name=category]").first)
    page.keyboard.press("Space")
    tab_to(page, page.locator("#compose-body"))
    page.keyboard.type(words)


def read_and_support(page):
    """From the home page to a remark and back to its pin."""
    tab_to(page, page.get_by_role("link", name="Teren rekreacyjny").first)
    page.keyboard.press("Enter")
    pin = button(page, re.compile("^Uwaga: Plac zabaw"))
    expect(pin).to_be_visible()
    tab_to(page, pin)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Plac zabaw")).to_be_focused()
    expect(button(page, "Popieram · 0")).to_be_visible()
    tab_to(page, button(page, "Popieram · 0"))
    page.keyboard.press("Enter")
    expect(button(page, "Popierasz · 1")).to_be_focused()
    tab_to(page, button(page, "Wróć do listy"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-list-items] a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Plac zabaw")).to_be_focused()
    page.go_back()
    expect(page.locator("[data-list-items] a")).to_be_focused()


def say_two_things(page):
    tab_to(page, page.locator("[data-place-start]"), "Shift+Tab")
    page.keyboard.press("Enter")
    mark_place(page, "Twoja uwaga", "ArrowLeft", "ArrowUp", "+")
    write(page, "Z klawiatury")
    tab_to(page, button(page, "Dodaj kolejne miejsce"))
    page.keyboard.press("Enter")
    mark_place(page, "Uwaga numer 2", "ArrowRight")
    write(page, "I drugie miejsce")
    tab_to(page, page.locator("[data-compose-send]"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Przejrzyj, co wysyłasz")).to_be_focused()
    tab_to(page, page.locator("[data-compose-send]"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_focused()


def test_the_whole_journey_by_keyboard_alone(guest, say, playground):
    say(BEACH, body="Tu potrzebna jest ławka.", category=playground)
    page = guest.open("/")
    read_and_support(page)
    say_two_things(page)
    link = page.get_by_label("Prywatny link")
    expect(link).to_have_value(re.compile("/zgloszenie/"))
    tab_to(page, link)
    page.goto(link.input_value())
    tab_to(page, page.get_by_label("Co chcesz powiedzieć?").first)
    tab_to(page, page.get_by_role("button", name="Zapisz zmiany").first)
    told = Remark.objects.order_by("pk").values_list("body", "supports")
    assert list(told) == [("Tu potrzebna jest ławka.", 1), ("Z klawiatury", 0), ("I drugie miejsce", 0)]
