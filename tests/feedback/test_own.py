"""Everything that one has sent, for those with an account."""

import uuid

import pytest
from django.utils import timezone

from mapconsult.feedback.actions import Origin, RemarkDraft, SubmissionDraft, submit
from mapconsult.feedback.models import Contact, Remark, Submission

PATH = "/konto/zgloszenia/"


@pytest.fixture
def send(consultation):
    """Store a submission of an account or under an e-mail."""

    def send(account=None, email="", confirmed=True):
        key = uuid.uuid4()
        draft = SubmissionDraft(key=key, body_digest="", remarks=[RemarkDraft(body="Ławka")])
        submission, _ = submit(consultation=consultation, draft=draft, origin=Origin(account=account))
        if email:
            now = timezone.now() if confirmed else None
            Contact.objects.create(submission=submission, email=email, confirmed_at=now)
        return submission

    return send


def listed(client):
    return [*client.get(PATH).context["page"]]


def test_only_the_signed_in_have_a_list(client, db):
    assert client.get(PATH)["Location"].startswith("/konto/logowanie/")


def test_one_sees_what_one_sent_by_account_or_by_confirmed_email(client, resident, official, send):
    mine = send(account=resident), send(email=resident.email.upper())
    send(account=official), send(email="kto@inny.example"), send(email=resident.email, confirmed=False)
    client.force_login(resident)
    assert listed(client) == [*reversed(mine)]


def test_an_address_that_the_account_has_not_confirmed_shows_nothing(client, resident, send):
    send(email=resident.email)
    resident.emailaddress_set.update(verified=False)
    client.force_login(resident)
    assert listed(client) == []


def test_one_changes_ones_own_without_the_link(client, resident, send):
    submission = send(account=resident)
    remark = submission.remarks.get()
    client.force_login(resident)
    path = f"{PATH}{submission.pk}/"
    data = {"remark": remark.pk, f"{remark.pk}-body": "Dwie ławki", f"{remark.pk}-category": ""}
    assert client.post(path, data).status_code == 302
    assert Remark.objects.get().body == "Dwie ławki"


def test_only_the_secret_address_is_called_a_key(client, resident, send):
    submission = send(account=resident)
    client.force_login(resident)
    page = client.get(f"{PATH}{submission.pk}/")
    assert "jedyny klucz" not in page.text
    assert f'href="{PATH}"' in page.text


def test_nobody_opens_what_is_anothers(client, as_each, send, resident):
    path = f"{PATH}{send(account=resident).pk}/"
    codes = as_each(lambda: client.get(path).status_code)
    assert codes == {"nobody": 302, "resident": 200, "stranger": 404, "official": 404}


def test_the_list_comes_in_pages_at_a_fixed_price(client, resident, send, django_assert_num_queries):
    for _ in range(21):
        send(account=resident)
    client.force_login(resident)
    with django_assert_num_queries(6):
        assert len(listed(client)) == 20
    assert len(client.get(f"{PATH}?page=2").context["page"]) == 1
    assert client.get(f"{PATH}?page=x").status_code == 200
    assert Submission.objects.count() == 21


def test_the_list_is_not_kept(client, resident):
    client.force_login(resident)
    assert "no-store" in client.get(PATH)["Cache-Control"]
