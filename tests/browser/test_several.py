"""Several remarks with photos in one submission: written, looked through, sent once."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from mapconsult.feedback.models import Photo, Remark, Submission

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(size=(2400, 1200)):
    file = BytesIO()
    Image.new("RGB", size, "green").save(file, "JPEG")
    return {"name": "lawka.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def begin(page):
    page.get_by_role("button", name="Zaznacz miejsce", exact=True).click()
    page.get_by_role("button", name="Ustaw tutaj").click()


def write(page, words, category="Plac zabaw"):
    page.locator(".compose .chip", has_text=category).click()
    page.get_by_label("Co chcesz powiedzieć?").fill(words)


def add_photo(page, words):
    page.get_by_label("Wybierz zdjęcia").set_input_files(picture())
    page.get_by_label("Co jest na zdjęciu?").last.fill(words)


def send(page):
    page.locator("[data-compose-send]").click()


def test_two_places_and_a_photo_are_sent_at_once(guest, playground, paths, check_access):
    page = guest.open(PATH)
    begin(page)
    write(page, "Złamana ławka, zob. https://example.org/.")
    add_photo(page, "Ławka bez deski")
    page.get_by_role("button", name="Dodaj kolejne miejsce").click()
    page.get_by_role("button", name="Ustaw tutaj").click()
    expect(page.get_by_role("heading", name="Uwaga numer 2")).to_be_focused()
    write(page, "Tędy chodzimy.", "Ścieżki")
    check_access(page)
    send(page)
    expect(page.get_by_role("heading", name="Przejrzyj, co wysyłasz")).to_be_focused()
    expect(page.locator(".review-item")).to_have_count(2)
    expect(page.get_by_role("img", name="Ławka bez deski")).to_be_visible()
    check_access(page)
    page.get_by_label("Zabieram głos jako").select_option("youth")
    page.get_by_role("button", name="Wyślij 2 uwagi").click()
    expect(page.locator("[data-done-photos-words]")).to_have_text("Zdjęcia: dotarło 1 z 1.")
    expect(page.locator("[data-done-words] li")).to_have_count(2)
    check_access(page)
    assert Submission.objects.get().stakeholder == "youth"
    photo = Photo.objects.get(remark__ordinal=1)
    assert (photo.alt, photo.width, photo.height) == ("Ławka bez deski", 1600, 800)


def test_a_remark_is_taken_out_put_back_and_changed(visit, playground):
    page = visit("360").open(PATH)
    for words in ("Pierwsza", "Druga"):
        begin(page) if words == "Pierwsza" else page.get_by_role("button", name="Ustaw tutaj").click()
        write(page, words)
        if words == "Pierwsza":
            page.get_by_role("button", name="Dodaj kolejne miejsce").click()
    send(page)
    page.get_by_role("button", name="Wyjmij").first.click()
    expect(page.locator(".review-item")).to_have_count(1)
    page.get_by_role("button", name="Przywróć ją").click()
    page.get_by_role("button", name="Zmień (1. Plac zabaw)").click()
    page.get_by_label("Co chcesz powiedzieć?").fill("Pierwsza, inaczej")
    send(page)
    send(page)
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_focused()
    assert [*Remark.objects.order_by("ordinal").values_list("body", flat=True)] == [
        "Pierwsza, inaczej",
        "Druga",
    ]


def test_a_remark_about_the_whole_has_no_place(visit, playground):
    page = visit().open(PATH)
    page.get_by_role("button", name="Powiedz coś o całości").click()
    write(page, "Dobry plan.")
    send(page)
    expect(page.locator("[data-done-words]")).to_contain_text("Miejsce: całość, nie jedno miejsce.")
    assert Remark.objects.get().geometry is None


def test_a_category_that_takes_lines_alone_asks_for_a_line(visit, playground, paths):
    paths.geometries = ["line"]
    paths.save()
    page = visit().open(PATH)
    begin(page)
    write(page, "Tędy chodzimy.", "Ścieżki")
    page.get_by_role("button", name="Narysuj na mapie").click()
    for _point in range(2):
        page.locator("[data-draw-here]").click()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(400)
    page.get_by_role("button", name="Zakończ").click()
    expect(page.get_by_label("Co chcesz powiedzieć?")).to_have_value("Tędy chodzimy.")
    send(page)
    expect(page.get_by_role("heading", name="Dziękujemy!")).to_be_focused()
    assert Remark.objects.get().geometry.geom_type == "LineString"


def test_a_file_that_is_no_picture_is_told_and_the_rest_kept(visit, playground):
    page = visit().open(PATH)
    begin(page)
    add_photo(page, "Ławka")
    wrong = {"name": "list.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"}
    page.get_by_label("Wybierz zdjęcia").set_input_files([wrong, picture(), picture(), picture()])
    expect(page.locator("[data-photos-told]")).to_contain_text("najwyżej 3")
    expect(page.locator(".photo img")).to_have_count(2)
    page.get_by_role("button", name="Usuń zdjęcie").first.click()
    expect(page.locator(".photo img")).to_have_count(1)
