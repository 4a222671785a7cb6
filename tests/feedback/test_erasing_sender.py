"""The office erases a sender who asked on paper."""

import logging

import pytest
from django.core.files.base import ContentFile

from mapconsult.feedback.actions import edit_remark
from mapconsult.feedback.models import Contact, Remark, RemarkWords, Scan, Submission
from tests.people import Person

ADDRESS = "/panel/teren-rekreacyjny/uwagi/{}/nadawca/"


@pytest.fixture
def letter(say, resident, settings, tmp_path):
    """A remark of somebody who gave a name and no e-mail, and changed what was said."""
    settings.MEDIA_ROOT = tmp_path
    [remark] = say((16.1, 53.5), body="Mieszkam za kapliczką.")
    edit_remark(remark=remark, body="Proszę o ławkę.", category=None)
    Contact.objects.create(submission=remark.submission, name="Halina Brzozowa", phone="601 234 567")
    Scan(submission=remark.submission).file.save("list.png", ContentFile(b"podpis"))
    Submission.objects.filter(pk=remark.submission_id).update(account=resident, address_key=12)
    return remark


@pytest.fixture
def as_(people):
    def sign_in(who):
        client = Person()
        client.force_login(people[who])
        return client

    return sign_in


def test_nothing_of_the_sender_is_left_and_the_words_stay(as_, letter, tmp_path):
    key = letter.person_key
    answer = as_("coordinator").post(ADDRESS.format(letter.pk))
    assert answer["Location"] == f"/panel/teren-rekreacyjny/uwagi/{letter.pk}/"
    sent = Submission.objects.get()
    assert (sent.account, sent.address_key) == (None, None)
    assert not Contact.objects.exists()
    assert not Scan.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [version.body for version in RemarkWords.objects.all()] == [""]
    remark = Remark.objects.get()
    assert (remark.body, remark.state) == ("Proszę o ławkę.", "published")
    assert remark.person_key == sent.person_key != key


def test_it_asks_first_and_changes_nothing_by_looking(as_, letter):
    page = as_("coordinator").get(ADDRESS.format(letter.pk))
    assert "Tak, usuń dane" in page.text
    assert "Halina" not in page.text
    assert Contact.objects.exists()


def test_others_are_left_alone(as_, letter, say):
    [other] = say((16.1, 53.5))
    Contact.objects.create(submission=other.submission, name="Jan")
    as_("coordinator").post(ADDRESS.format(letter.pk))
    assert [contact.name for contact in Contact.objects.all()] == ["Jan"]


def test_it_is_written_down_who_did_it(as_, letter, caplog, official):
    with caplog.at_level(logging.INFO, "mapconsult.feedback"):
        as_("coordinator").post(ADDRESS.format(letter.pk))
    told = f"User {official.pk} erased the sender of submission {letter.submission_id}"
    assert told in [record.message for record in caplog.records]


@pytest.mark.parametrize("who", ["approver", "moderator", "analyst", "clerk", "guest_partner"])
def test_others_erase_nobody(as_, letter, who):
    assert as_(who).post(ADDRESS.format(letter.pk)).status_code == 403
    assert Contact.objects.exists()


def test_a_guest_may_not_whatever_the_ceiling(letter, let_in):
    client = Person()
    client.force_login(let_in("powiat", "powiat", ceiling="coordinator"))
    assert client.post(ADDRESS.format(letter.pk)).status_code == 403
    assert "/nadawca/" not in client.get(f"/panel/teren-rekreacyjny/uwagi/{letter.pk}/").text
    assert Contact.objects.exists()


def test_only_those_who_may_are_led_there(as_, letter):
    page = f"/panel/teren-rekreacyjny/uwagi/{letter.pk}/"
    assert "/nadawca/" in as_("coordinator").get(page).text
    assert "/nadawca/" not in as_("approver").get(page).text
