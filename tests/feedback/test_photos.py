"""Photos of remarks: what is taken, how many, who sees them, and where they go."""

import uuid
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mapconsult.consultations import images
from mapconsult.consultations.models import Moderation
from mapconsult.feedback.actions import RemarkDraft, SubmissionDraft, submit
from mapconsult.feedback.dossier import gather, pack
from mapconsult.feedback.erasure import drop_persons, erase_person
from mapconsult.feedback.identity import edit_token
from mapconsult.feedback.models import Contact, Photo, Remark, Submission
from mapconsult.feedback.photos import attach_photos

URL = "/api/v1/consultations/teren-rekreacyjny/photos/"
KEY = uuid.UUID("11111111-1111-4111-8111-111111111111")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def remark(consultation):
    """One that was just sent; its submission has the token of KEY."""
    draft = SubmissionDraft(key=KEY, body_digest="", remarks=[RemarkDraft(body="Ławka jest złamana.")])
    submission, _ = submit(consultation=consultation, draft=draft)
    return submission.remarks.get()


@pytest.fixture
def upload(client):
    """POST a photo with the right token; what is named is sent instead."""

    def upload(**changes):
        sent = {
            "key": str(uuid.uuid4()),
            "token": edit_token(KEY),
            "remark": 1,
            "file": jpeg(),
            "alt": "Ławka",
        }
        return client.post(URL, sent | changes)

    return upload


def jpeg(size=(2000, 1000), name="IMG_1.jpg"):
    """A photo with the place where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "53.55 N 16.21 E"
    file = BytesIO()
    Image.new("RGB", size, "green").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def opened(response):
    return Image.open(BytesIO(response.getvalue()))


def test_a_photo_is_painted_anew_and_told_with_the_remark(client, upload, remark):
    told = upload().json()
    assert (told["alt"], told["width"], told["height"]) == ("Ławka", 1600, 800)
    feature = client.get(f"/api/v1/consultations/teren-rekreacyjny/remarks/{remark.pk}/").json()
    assert feature["photos"] == [told]
    assert feature["properties"]["photos"] == told["url"]
    picture = client.get(told["url"])
    assert b"53.55 N" not in picture.getvalue()
    assert opened(client.get(told["preview"])).size == (400, 200)


def test_the_same_key_is_stored_once(upload, remark, media):
    key = str(uuid.uuid4())
    first, second = upload(key=key), upload(key=key)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert len([*media.glob("photos/*")]) == 2


def test_a_fourth_photo_is_refused(upload, remark, media):
    assert [upload().status_code for _photo in range(4)] == [201, 201, 201, 409]
    assert len([*media.glob("photos/*")]) == 6


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"token": edit_token(uuid.UUID(int=1))}, 404),
        ({"remark": 2}, 404),
        ({"key": "7"}, 400),
        ({"file": ""}, 400),
        ({"alt": "x" * 301}, 400),
        ({"file": SimpleUploadedFile("a.jpg", b"GIF89a")}, 415),
        ({"file": SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")}, 415),
        ({"file": SimpleUploadedFile("a.jpg", b"")}, 415),
        ({"file": SimpleUploadedFile("a.jpg", jpeg().read()[:900])}, 422),
    ],
)
def test_what_is_wrong_is_a_problem_and_stores_nothing(upload, remark, media, changes, status):
    response = upload(**changes)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["detail"]
    assert not Photo.objects.exists()
    assert [*media.glob("photos/*")] == []


def test_a_file_or_a_picture_that_is_too_large_is_refused(upload, remark, monkeypatch):
    monkeypatch.setattr(images, "MOST_PIXELS", 100)
    assert upload().status_code == 413
    monkeypatch.setattr("mapconsult.feedback.photo_api.LARGEST_FILE", 10)
    monkeypatch.setattr("mapconsult.feedback.photo_api.ROOM", 10)
    assert upload().status_code == 413


def test_the_token_of_another_consultation_opens_nothing(client, upload, remark):
    remark.consultation.slug = "inna"
    remark.consultation.save()
    assert upload().status_code == 404


def test_only_where_photos_are_taken(upload, remark):
    remark.consultation.takes_photos = False
    remark.consultation.save()
    assert upload().status_code == 409


@pytest.mark.parametrize(("hours", "status"), [(23, 201), (25, 409)])
def test_photos_follow_their_remark_for_a_day_after_closing(upload, remark, hours, status):
    sent = datetime.now(UTC) - timedelta(hours=hours)
    Remark.objects.filter(pk=remark.pk).update(received_at=sent)
    remark.consultation.closes_at = datetime.now(UTC) - timedelta(minutes=1)
    remark.consultation.save()
    assert upload().status_code == status


def test_one_address_sends_no_flood_of_photos(upload, remark, settings):
    settings.PHOTOS_PER_ADDRESS = 1
    upload()
    refused = upload()
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0


def test_a_photo_of_a_remark_that_waits_is_for_officials(as_each, client, upload, remark):
    url = upload().json()["url"]
    Remark.objects.filter(pk=remark.pk).update(state="pending")
    found = as_each(lambda: client.get(url))
    assert {who: answer.status_code for who, answer in found.items()} == {
        "nobody": 404,
        "resident": 404,
        "stranger": 404,
        "official": 200,
    }
    # Not even the browser keeps it: whoever sits there next would see it.
    assert {"private", "no-store"} == {*found["official"]["Cache-Control"].split(", ")}
    assert found["official"].getvalue()


def test_a_hidden_photo_is_for_officials_and_in_no_feature(as_each, client, upload, remark):
    url = upload().json()["url"]
    Photo.objects.update(is_hidden=True)
    found = as_each(lambda: client.get(url))
    assert {who: answer.status_code for who, answer in found.items()} == {
        "nobody": 404,
        "resident": 404,
        "stranger": 404,
        "official": 200,
    }
    assert found["official"].getvalue()
    feature = client.get(f"/api/v1/consultations/teren-rekreacyjny/remarks/{remark.pk}/").json()
    assert (feature["photos"], feature["properties"]["photos"]) == ([], None)


def test_where_moderators_read_first_they_look_at_a_new_photo(upload, remark):
    remark.consultation.moderation = Moderation.BEFORE
    remark.consultation.save()
    upload()
    remark.refresh_from_db()
    assert remark.state == "pending"


def test_a_form_that_comes_again_attaches_its_photos_once(remark):
    files = [jpeg(), jpeg((20, 20)), SimpleUploadedFile("list.pdf", b"%PDF-")]
    for _time in range(2):
        refused = attach_photos(remark=remark, files=[(file, "Ławka") for file in files])
    assert [name for name, _reason in refused] == ["list.pdf"]
    assert remark.photos.count() == 2


def test_what_a_photo_costs(upload, remark, django_assert_num_queries, client):
    with django_assert_num_queries(10):
        url = upload().json()["url"]
    with django_assert_num_queries(1):
        client.get(url).close()


def test_the_sender_adds_and_takes_back_photos_without_a_script(client, remark, media):
    path = f"/zgloszenie/{edit_token(KEY)}/"
    sent = {"remark": remark.pk, "add_photo": "1", "photo-file": jpeg(), "photo-alt": "Ławka"}
    assert client.post(path, sent).status_code == 302
    photo = Photo.objects.get()
    shown = f'<img src="{path}zdjecia/{photo.pk}/" alt="Ławka" width="400" height="200" loading="lazy">'
    assert shown in client.get(path).text
    assert opened(client.get(f"{path}zdjecia/{photo.pk}/")).size == (400, 200)
    client.post(path, {"remark": remark.pk, "remove_photo": photo.pk})
    assert not Photo.objects.exists()
    assert [*media.glob("photos/*")] == []


def test_the_private_page_tells_what_is_wrong_with_a_file(client, remark):
    path = f"/zgloszenie/{edit_token(KEY)}/"
    wrong = {
        "remark": remark.pk,
        "add_photo": "1",
        "photo-file": SimpleUploadedFile("a.jpg", b"x"),
        "photo-alt": "Ta",
    }
    response = client.post(path, wrong)
    assert response.status_code == 422
    assert "To nie jest obraz" in response.text
    assert 'value="Ta"' in response.text


def test_nobody_takes_back_photos_of_others_or_after_the_end(client, remark, upload, say):
    upload()
    [other] = say((16.21, 53.55))
    path, photo = f"/zgloszenie/{edit_token(KEY)}/", Photo.objects.get()
    assert client.post(path, {"remark": other.pk, "remove_photo": photo.pk}).status_code == 404
    remark.consultation.closes_at = datetime.now(UTC) - timedelta(minutes=1)
    remark.consultation.save()
    client.post(path, {"remark": remark.pk, "remove_photo": photo.pk})
    assert Photo.objects.exists()


@pytest.mark.parametrize(
    ("who", "asked", "status", "left"),
    [
        ("moderator", "hide", 302, "hidden"),
        ("partner", "hide", 302, "hidden"),
        ("analyst", "hide", 403, "shown"),
        ("moderator", "remove", 302, "gone"),
        ("partner", "remove", 403, "shown"),
    ],
)
def test_moderators_hide_and_remove_a_photo(sign_in, upload, remark, who, asked, status, left):
    upload()
    photo = Photo.objects.get()
    path = f"/panel/teren-rekreacyjny/uwagi/{remark.pk}/"
    assert sign_in(who).post(path, {f"photo_{asked}": photo.pk}).status_code == status
    now = Photo.objects.first()
    assert ("gone" if not now else "hidden" if now.is_hidden else "shown") == left


def test_a_hidden_photo_is_shown_again(sign_in, upload, remark):
    upload()
    Photo.objects.update(is_hidden=True)
    path = f"/panel/teren-rekreacyjny/uwagi/{remark.pk}/"
    client = sign_in("moderator")
    assert "Pokaż zdjęcie" in client.get(path).text
    client.post(path, {"photo_show": Photo.objects.get().pk})
    assert not Photo.objects.get().is_hidden


def test_a_photo_that_came_after_reading_is_not_published_unread(sign_in, upload, remark):
    Remark.objects.filter(pk=remark.pk).update(state="pending")
    path = f"/panel/teren-rekreacyjny/uwagi/{remark.pk}/"
    client = sign_in("moderator")
    read_at = client.get(path).context["read_at"]
    upload()
    client.post(path, {"state": "published", "read_at": read_at})
    remark.refresh_from_db()
    assert remark.state == "pending"


def test_the_officials_list_says_that_a_photo_came_after_reading(sign_in, upload, remark):
    Remark.objects.filter(pk=remark.pk).update(state="pending")
    path = "/panel/teren-rekreacyjny/uwagi/"
    client = sign_in("moderator")
    read_at = client.get(path).context["read_at"]
    upload()
    told = client.post(path, {"remark": remark.pk, "state": "published", "read_at": read_at}, follow=True)
    assert "1 uwaga została pominięta" in told.text


def test_the_list_tells_how_many_photos_there_are(client, upload, remark):
    upload()
    upload()
    Photo.objects.filter(ordinal=2).update(is_hidden=True)
    assert "1 zdjęcie" in client.get("/konsultacje/teren-rekreacyjny/lista/").text


def test_a_person_gets_their_photos_and_has_them_erased(upload, remark, media):
    upload()
    Contact.objects.create(submission=remark.submission, email="jan@czaplinek.example")
    found = gather("jan@czaplinek.example")
    assert found[Photo][0]["alt"] == "Ławka"
    with pack(found) as file, zipfile.ZipFile(file) as packed:
        assert len([name for name in packed.namelist() if name.startswith("pliki/")]) == 2
    erase_person(email="jan@czaplinek.example")
    assert not Photo.objects.exists()
    assert [*media.glob("photos/*")] == []


def test_the_calendar_erases_the_person_and_leaves_the_photos(upload, remark):
    upload()
    drop_persons(Submission.objects.all())
    assert Photo.objects.exists()
