"""What a person gets who asks for their data, and how they have it erased."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from mapconsult.accounts import guarded
from mapconsult.accounts.models import OutgoingMail, User
from mapconsult.feedback import contacts, own_data
from mapconsult.feedback.models import Contact, Remark, Scan

PATH = "/moje-dane/"
EMAIL = "anna@poczta.example"
HERE = (16.25, 53.56)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ask(client, monkeypatch):
    """Send the form as a person does, after a while (a stamp is rounded to a second)."""
    monkeypatch.setattr(guarded, "LEAST_SECONDS", -1)

    def ask(email=EMAIL, **changes):
        stamp = client.get(PATH).context["form"]["shown_at"].value()
        return client.post(PATH, {"email": email, "website": "", "shown_at": stamp} | changes)

    return ask


@pytest.fixture
def link(ask):
    """The path in the mail to an address."""

    def link(email=EMAIL):
        ask(email)
        return re.search(r"http://testserver(/moje-dane/\S+)", OutgoingMail.objects.latest("pk").text)[1]

    return link


@pytest.fixture
def said(say):
    """A remark of the person, with a scanned letter."""
    [remark] = say(HERE, body="Proszę o ławkę.")
    Contact.objects.create(submission=remark.submission, name="Anna Lis", email=EMAIL.title())
    Scan(submission=remark.submission).file.save("list.png", ContentFile(b"podpis"))
    return remark


def unpacked(response):
    content = b"".join(response.streaming_content)
    response.close()
    return zipfile.ZipFile(io.BytesIO(content))


def test_known_or_not_one_gets_the_same_answer_and_a_mail(ask, said):
    known, unknown = ask(), ask("nikt@poczta.example")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    first, second = OutgoingMail.objects.order_by("pk")
    assert first.subject == second.subject
    assert re.sub(r"\S+/moje-dane/\S+", "", first.text) == re.sub(r"\S+/moje-dane/\S+", "", second.text)


def test_a_robot_is_answered_and_nothing_is_sent(ask, db):
    assert ask(website="https://example.org").status_code == 302
    assert not OutgoingMail.objects.exists()


def test_nobody_fills_the_letter_box_of_another(ask, db):
    codes = [ask().status_code for _ in range(contacts.MAILS_TO_ONE_ADDRESS + 1)]
    assert codes[-2:] == [302, 429]
    assert OutgoingMail.objects.count() == contacts.MAILS_TO_ONE_ADDRESS


@pytest.mark.parametrize("email", ["", "anna", "a" * 300 + "@poczta.example"])
def test_what_is_no_email_is_refused(ask, db, email):
    assert ask(email).status_code == 422


def test_the_page_counts_what_is_held(client, link, said):
    context = client.get(link()).context
    assert [context[name] for name in ("submissions", "remarks", "scans", "account")] == [1, 1, 1, None]


def test_the_download_holds_everything_and_the_scans(client, link, said):
    packed = unpacked(client.get(f"{link()}pobierz/"))
    told = json.loads(packed.read("dane.json"))
    [contact], [remark], [scan] = told["dane kontaktowe"], told["uwagi"], told["skany"]
    assert (contact["name"], contact["email"]) == ("Anna Lis", EMAIL.title())
    assert (remark["body"], remark["geometry"]["coordinates"]) == ("Proszę o ławkę.", [*HERE])
    assert packed.read(scan["file"]) == b"podpis"


def test_the_download_of_an_account_holds_no_secrets(client, link, resident):
    text = unpacked(client.get(f"{link(resident.email)}pobierz/")).read("dane.json").decode()
    assert resident.email in text
    assert resident.password not in text


def test_nothing_of_others_is_given_out(client, link, said, say):
    [other] = say(HERE, body="Inna osoba")
    Contact.objects.create(submission=other.submission, email="inna@poczta.example")
    packed = unpacked(client.get(f"{link()}pobierz/"))
    assert b"inna@" not in packed.read("dane.json")


def test_erasing_asks_twice(client, link, said):
    path = link()
    for data in ({}, {"words": "keep"}, {"sure": "1"}, {"words": "x", "sure": "1"}):
        assert client.post(path, data).status_code == 422
    assert Contact.objects.exists()


@pytest.mark.parametrize(("words", "state"), [("keep", "published"), ("take", "withdrawn")])
def test_one_erases_oneself(client, link, said, words, state):
    path = link()
    page = client.post(path, {"words": words, "sure": "1"}, follow=True)
    assert not Contact.objects.exists()
    assert Remark.objects.get().state == state
    assert page.context["found"] == {}


def test_the_account_goes_when_one_wants_it(client, link, resident):
    path = link(resident.email)
    client.force_login(resident)
    client.post(path, {"words": "keep", "sure": "1"})
    assert User.objects.filter(pk=resident.pk).exists()
    assert client.post(path, {"words": "keep", "sure": "1", "account": "1"}).status_code == 302
    assert not User.objects.filter(pk=resident.pk).exists()


def test_an_official_leaves_the_organisation_first(client, link, official):
    path = link(official.email)
    client.post(path, {"words": "keep", "sure": "1", "account": "1"})
    assert User.objects.filter(pk=official.pk).exists()


@pytest.mark.parametrize("ending", ["", "pobierz/"])
def test_a_link_is_good_for_a_day(client, link, said, monkeypatch, ending):
    path = link()
    monkeypatch.setattr(own_data, "GOOD_FOR", timedelta(seconds=-1))
    assert client.get(path + ending).status_code == 410
    assert client.get(f"{PATH}abc/{ending}").status_code == 410


@pytest.mark.parametrize("ending", ["", "pobierz/"])
def test_the_page_is_neither_kept_nor_indexed_nor_told_to_others(client, link, said, ending):
    response = client.get(link() + ending)
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"
    response.close()


def test_the_page_costs_a_fixed_number_of_queries(client, link, said, resident, django_assert_num_queries):
    path = link()
    with django_assert_num_queries(16):
        client.get(path)


def test_the_form_costs_no_query(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        client.get(PATH)


def test_the_download_is_only_read(client, link, said):
    assert client.post(f"{link()}pobierz/", {"words": "take", "sure": "1"}).status_code == 405
    assert Contact.objects.exists()
