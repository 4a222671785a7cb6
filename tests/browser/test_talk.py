"""Talking about a remark on a phone: support, a reply, a report; and the same without a script."""

import pytest
from playwright.sync_api import expect

from mapconsult.feedback.models import AbuseReport, Remark, Reply

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"
BEACH = (16.21, 53.55)


@pytest.fixture
def remark(say, playground):
    return say(BEACH, body="Tu potrzebna jest ławka.", category=playground)[0]


def test_support_reply_and_report_beside_the_map(visit, remark, check_access):
    page = visit("360").open(f"{PATH}#uwaga-{remark.pk}")
    page.get_by_role("button", name="Popieram · 0").click()
    expect(page.get_by_role("button", name="Popierasz · 1")).to_be_focused()
    page.get_by_label("Twoja odpowiedź").fill("Popieram, i kosz obok.")
    page.get_by_role("button", name="Odpowiedz").click()
    expect(page.locator(".reply")).to_contain_text("Popieram, i kosz obok.")
    page.get_by_text("Zgłoś tę uwagę").click()
    page.get_by_label("to spam albo reklama").check()
    check_access(page)
    page.get_by_role("button", name="Wyślij zgłoszenie").click()
    expect(page.get_by_text("Dziękujemy. Moderator to sprawdzi.").first).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Popierasz · 1").click()
    expect(page.get_by_role("button", name="Popieram · 0")).to_be_visible()
    told = Remark.objects.get()
    assert (told.supports, told.reply_count, AbuseReport.objects.count()) == (0, 1, 1)


def test_the_same_without_a_script(visit, remark, check_access):
    page = visit("360", java_script_enabled=False).open(f"/uwagi/{remark.pk}/")
    page.get_by_role("button", name="Popieram").click()
    expect(page.get_by_role("button", name="Popierasz")).to_be_visible()
    page.get_by_label("Twoja odpowiedź").fill("Popieram.")
    page.wait_for_timeout(2500)
    page.get_by_role("button", name="Odpowiedz").click()
    expect(page.locator(".reply")).to_contain_text("Popieram.")
    assert Reply.objects.get().state == "published"


def test_the_page_of_a_remark_is_accessible(guest, remark, check_access):
    page = guest.open(f"/uwagi/{remark.pk}/?zglos#zglos")
    expect(page.get_by_role("heading", level=1)).to_have_text("Plac zabaw")
    check_access(page)
    page.get_by_role("link", name="Pokaż na mapie").click()
    expect(page.locator("[data-remark]")).to_contain_text("Tu potrzebna jest ławka.")


def test_the_list_is_sorted_by_support(guest, say):
    [first, _second] = say(BEACH, BEACH)
    Remark.objects.filter(pk=first.pk).update(supports=3)
    page = guest.open(PATH)
    expect(page.locator("[data-list-items] li")).to_have_count(2)
    page.locator("[data-list-order]").select_option("supported")
    expect(page.locator("[data-list-items] li").first).to_contain_text("3 głosy poparcia")
    page.locator("[data-list-order]").select_option("nearest")
    expect(page.locator("[data-list-items] li")).to_have_count(2)
