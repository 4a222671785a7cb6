"""Scans of letters: what is taken, how many, and who may open them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mapconsult.consultations.models import Consultation
from mapconsult.feedback.models import Scan, Submission

URL = "/panel/teren-rekreacyjny/wpisz/"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def pages(number):
    """As many scans."""
    return [SimpleUploadedFile("list.pdf", PDF) for _page in range(number)]


def png():
    file = BytesIO()
    Image.new("RGB", (4, 4)).save(file, "PNG")
    return file.getvalue()


def test_scans_are_kept_and_handed_out_as_harmless_downloads(sign_in, letter):
    files = [SimpleUploadedFile("../list.pdf", PDF), SimpleUploadedFile("strona.png", png())]
    client = sign_in("clerk")
    client.post(URL, letter(scans=files))
    assert Scan.objects.count() == 2
    for scan in Scan.objects.all():
        response = client.get(f"/panel/teren-rekreacyjny/skany/{scan.pk}/")
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert "no-store" in response["Cache-Control"]
        assert response.getvalue()


@pytest.mark.parametrize("files", [[("a.pdf", b"GIF89a")], [("a.svg", b"<svg/>")], [("a.pdf", PDF)] * 11])
def test_other_files_and_too_many_are_refused(sign_in, letter, files):
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    response = sign_in("clerk").post(URL, letter(scans=uploads))
    assert [*response.context["letter"].errors] == ["scans"]
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 200), ("moderator", 403), ("analyst", 403), ("guest_partner", 403), ("stranger", 404)],
)
def test_a_scan_is_for_those_who_may_read_personal_data(sign_in, letter, who, status):
    sign_in("clerk").post(URL, letter(scans=[SimpleUploadedFile("list.pdf", PDF)]))
    response = sign_in(who).get(f"/panel/teren-rekreacyjny/skany/{Scan.objects.get().pk}/")
    assert response.status_code == status
    response.close()


def test_scans_are_added_to_an_entry(sign_in, letter):
    client = sign_in("clerk")
    address = client.post(URL, letter()).url
    client.post(address, {"attach": "1", "scans": [SimpleUploadedFile("list.pdf", PDF)]})
    assert Scan.objects.count() == 1
    wrong = client.post(address, {"attach": "1", "scans": [SimpleUploadedFile("a.pdf", b"x")]})
    assert (wrong.status_code, Scan.objects.count()) == (422, 1)


def test_a_letter_has_ten_scans_in_all(sign_in, letter, tmp_path):
    client = sign_in("clerk")
    address = client.post(URL, letter(scans=pages(6))).url
    refused = client.post(address, {"attach": "1", "scans": pages(5)})
    assert (refused.status_code, [*refused.context["scans_form"].errors]) == (422, ["scans"])
    assert Scan.objects.count() == len([*tmp_path.glob("scans/*")]) == 6
    client.post(address, {"attach": "1", "scans": pages(4)})
    assert Scan.objects.count() == len([*tmp_path.glob("scans/*")]) == 10


def test_a_letter_that_is_not_stored_leaves_no_file(sign_in, letter, tmp_path, monkeypatch):
    client = sign_in("clerk")
    monkeypatch.setattr(Consultation, "bump", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        client.post(URL, letter(scans=pages(2)))
    assert not Submission.objects.exists()
    assert [*tmp_path.glob("scans/*")] == []
