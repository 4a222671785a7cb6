"""The e-mail of a sender: asked for, written to, confirmed by a link that expires."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from mapconsult.accounts.models import OutgoingMail
from mapconsult.feedback import contacts, identity
from mapconsult.feedback.actions import moderate
from mapconsult.feedback.links import seal
from mapconsult.feedback.models import Contact, Remark, Submission

ADDRESS = "Anna.Nowak@example.com"


@pytest.fixture
def send(client, consultation):
    """POST a submission of one remark with a contact; `email` is how the consultation asks for it."""

    def send(email="optional", contact=None, key=None):
        type(consultation).objects.filter(pk=consultation.pk).update(email=email)
        remark = {"geometry": None, "category": None, "body": "Ławka"}
        body = {"key": key or str(uuid.uuid4()), "remarks": [remark]}
        if contact is not None:
            body["contact"] = contact
        url = f"/api/v1/consultations/{consultation.slug}/submissions/"
        return client.post(url, body, content_type="application/json")

    return send


def links():
    """(confirming, private) paths of the newest mail."""
    text = OutgoingMail.objects.latest("pk").text
    confirming = re.search(r"http://testserver(/potwierdz/\S+)", text)
    return confirming and confirming[1], re.search(r"http://testserver(/zgloszenie/\S+)", text)[1]


def refused(response):
    assert response.status_code == 400
    assert not Submission.objects.exists()
    return [error["field"] for error in response.json()["errors"]]


def test_what_one_says_of_oneself_is_kept_apart(send):
    told = {"name": "Anna Nowak", "email": ADDRESS, "address": "Rynek 6", "phone": "600", "is_owner": True}
    assert send(contact=told).status_code == 201
    assert Contact.objects.values(*told).get() == told


def test_nobody_has_to_say_who_they_are(send):
    assert send().status_code == 201
    assert send(contact={"email": "", "is_owner": True}).status_code == 201
    assert not Contact.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_a_consultation_that_asks_for_nobody_keeps_nobody(send):
    assert refused(send(email="none", contact={"name": "Anna"})) == ["contact"]
    assert send(email="none").status_code == 201


@pytest.mark.parametrize("contact", [None, {}, {"email": ""}, {"name": "Anna"}])
def test_where_it_is_required_nothing_comes_without_an_email(send, contact):
    assert refused(send(email="required", contact=contact)) == ["contact.email"]


@pytest.mark.parametrize("contact", [{"email": "anna"}, {"name": "x" * 201}, "anna", {"is_owner": "maybe"}])
def test_a_bad_contact_is_named(send, contact):
    assert refused(send(contact=contact))[0].startswith("contact")


def test_an_optional_email_gets_both_links_and_holds_nothing_back(send, client):
    response = send(contact={"email": ADDRESS})
    assert response.json()["remarks"][0]["state"] == "published"
    mail = OutgoingMail.objects.get()
    assert mail.to == ADDRESS
    confirming, private = links()
    assert response.json()["edit_url"].endswith(private)
    assert client.get(confirming).status_code == 200


def test_a_required_email_holds_the_remark_until_it_is_confirmed(send, client):
    assert send(email="required", contact={"email": ADDRESS}).json()["remarks"][0]["state"] == "pending"
    assert Remark.objects.get().flags == ["unconfirmed"]
    client.post(links()[0])
    remark = Remark.objects.get()
    assert (remark.state, remark.flags) == ("published", [])


def test_opening_the_link_alone_confirms_nothing(send, client):
    send(email="required", contact={"email": ADDRESS})
    client.get(links()[0])
    assert Contact.objects.get().confirmed_at is None


def test_what_waits_for_another_reason_goes_on_waiting(send, client, consultation):
    send(email="required", contact={"email": ADDRESS})
    Remark.objects.update(flags=["unconfirmed", "over_cap"])
    client.post(links()[0])
    assert (Remark.objects.get().state, Remark.objects.get().flags) == ("pending", ["over_cap"])


@pytest.mark.parametrize("state", ["hidden", "withdrawn", "published"])
def test_confirming_undoes_no_decision(send, client, state):
    send(email="required", contact={"email": ADDRESS})
    Remark.objects.update(state=state)
    client.post(links()[0])
    assert Remark.objects.get().state == state


def test_where_remarks_are_checked_first_a_confirmed_one_waits_for_that(send, client, consultation):
    type(consultation).objects.update(moderation="before")
    send(email="required", contact={"email": ADDRESS})
    client.post(links()[0])
    assert Remark.objects.get().state == "pending"


def test_a_confirmed_email_is_the_person_from_whatever_device(send, client, consultation):
    for written in (ADDRESS, ADDRESS.lower()):
        client.cookies.clear()
        send(contact={"email": written})
        client.post(links()[0])
    keys = {*Remark.objects.values_list("person_key", flat=True)}
    assert keys == {*Submission.objects.values_list("person_key", flat=True)}
    assert keys == {identity.person_key(consultation, email=ADDRESS)}


def test_one_link_confirms_all_that_one_device_sent_under_the_address(send, client):
    for _ in range(2):
        send(email="required", contact={"email": ADDRESS})
    client.cookies.clear()
    send(email="required", contact={"email": ADDRESS})
    contact = Contact.objects.earliest("pk")
    contacts.confirm(contact=contact)
    assert [*Remark.objects.order_by("pk").values_list("state", flat=True)] == [
        "published",
        "published",
        "pending",
    ]


def test_an_account_stays_the_person(send, client, resident, consultation):
    client.force_login(resident)
    send(contact={"email": ADDRESS})
    client.post(links()[0])
    assert Remark.objects.get().person_key == identity.person_key(consultation, account=resident)


def test_the_address_of_ones_own_account_needs_no_second_confirmation(send, client, resident):
    client.force_login(resident)
    response = send(email="required", contact={"email": resident.email.upper()})
    assert response.json()["remarks"][0]["state"] == "published"
    assert links()[0] is None


def test_readers_learn_that_a_remark_is_published(send, client, consultation):
    send(email="required", contact={"email": ADDRESS})
    url = f"/api/v1/consultations/{consultation.slug}/remarks/"
    before = client.get(url)
    client.post(links()[0])
    after = client.get(url, headers={"if-none-match": before["ETag"]})
    assert (after.status_code, after.json()["numberMatched"]) == (200, 1)


def test_a_link_is_good_for_seven_days(send, client, monkeypatch):
    send(contact={"email": ADDRESS})
    path = links()[0]
    monkeypatch.setattr(contacts, "GOOD_FOR", timedelta(seconds=-1))
    assert client.post(path).status_code == 410
    assert Contact.objects.get().confirmed_at is None


@pytest.mark.parametrize("change", ["other@example.com", None])
def test_a_link_confirms_the_address_it_was_sent_to_alone(send, client, change):
    send(contact={"email": ADDRESS})
    path = links()[0]
    Contact.objects.update(email=change) if change else Contact.objects.all().delete()
    assert client.post(path).status_code == 410


def test_no_other_link_confirms(send, client):
    send(contact={"email": ADDRESS})
    contact = Contact.objects.get()
    forged = seal("another", f"{contact.pk} {contact.email}")
    for token in (forged, "abc", "ąć", "-" * 2000, links()[0].split("/")[2][:-2]):
        assert client.post(f"/potwierdz/{token}/").status_code == 410


def test_a_link_survives_a_new_secret(send, client, settings):
    send(contact={"email": ADDRESS})
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 9
    assert client.get(links()[0]).status_code == 200


def test_the_page_of_a_link_costs_one_query(send, client, django_assert_num_queries):
    send(contact={"email": ADDRESS})
    path = links()[0]
    with django_assert_num_queries(1):
        client.get(path)


def test_the_link_does_not_tell_the_address(send):
    send(contact={"email": ADDRESS})
    assert "nowak" not in links()[0].lower()


def test_the_page_of_a_link_is_neither_kept_nor_indexed_nor_told_to_others(send, client):
    send(contact={"email": ADDRESS})
    response = client.get(links()[0])
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"


def test_confirming_twice_is_no_error(send, client):
    send(contact={"email": ADDRESS})
    assert [client.post(links()[0]).status_code for _ in range(2)] == [302, 302]
    assert "potwierdzony" in client.get(links()[0]).text


def test_the_private_page_sends_a_new_link(send, client):
    send(contact={"email": ADDRESS})
    _, private = links()
    assert client.post(private, {"send_link": "1"}).status_code == 302
    assert OutgoingMail.objects.count() == 2
    client.post(links()[0])
    assert Contact.objects.get().confirmed_at


def test_a_confirmed_address_gets_no_more_links(send, client):
    send(contact={"email": ADDRESS})
    confirming, private = links()
    client.post(confirming)
    client.post(private, {"send_link": "1"})
    assert OutgoingMail.objects.count() == 1


def test_nobody_fills_the_letter_box_of_another(send, client):
    for _ in range(contacts.MAILS_TO_ONE_ADDRESS + 2):
        assert send(contact={"email": ADDRESS}).status_code == 201
    assert OutgoingMail.objects.count() == contacts.MAILS_TO_ONE_ADDRESS


def test_a_repeat_is_written_to_once(send):
    key = str(uuid.uuid4())
    first, second = (send(contact={"email": ADDRESS}, key=key) for _ in range(2))
    assert first.json() == second.json()
    assert OutgoingMail.objects.count() == 1


def test_a_closed_consultation_still_takes_the_confirmation(send, client, consultation):
    send(email="required", contact={"email": ADDRESS})
    type(consultation).objects.update(closes_at=timezone.now())
    client.post(links()[0])
    assert Remark.objects.get().state == "published"


def test_what_a_moderator_has_held_back_is_not_published_by_confirming(client, send, official):
    send("required", {"email": ADDRESS})
    confirming, _private = links()
    for state in ("published", "pending"):
        moderate(remarks=Remark.objects.all(), state=state, by=official)
    client.post(confirming)
    assert (Contact.objects.get().confirmed_at is None, Remark.objects.get().state) == (False, "pending")
