"""Pages on paper."""

import io

from django.template import engines
from PIL import ImageFile
from pypdf import PdfReader

from mapconsult.consultations import pdf


def made(monkeypatch, html):
    monkeypatch.setattr(
        pdf, "render_to_string", lambda name, context: engines["django"].from_string(html).render()
    )
    return PdfReader(io.BytesIO(pdf.render_pdf("", {})))


def test_a_pdf_is_tagged_and_tells_language_and_title(monkeypatch):
    page = "<!doctype html><html lang='pl'><title>Ankieta</title><h1>Źdźbło nad jeziorem</h1>"
    read = made(monkeypatch, page)
    assert read.metadata.title == "Ankieta"
    assert read.trailer["/Root"]["/Lang"] == "pl"
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Źdźbło nad jeziorem" in read.pages[0].extract_text()


def test_nothing_outside_the_page_is_read(monkeypatch, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("tajne")
    link = f"file://{secret}"
    page = (
        f"<html lang='pl'><title>x</title><a rel=attachment href='{link}'>plik</a><img src='{link}' alt=''>"
    )
    assert not made(monkeypatch, page).attachments


def test_words_that_no_font_has_stay_out_of_the_log(monkeypatch, caplog):
    made(monkeypatch, "<html lang='pl'><title>x</title><p>\u875f</p>")
    assert not caplog.records


def test_making_a_pdf_does_not_let_half_pictures_in(monkeypatch):
    made(monkeypatch, "<!doctype html><title>Ankieta</title>")
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
