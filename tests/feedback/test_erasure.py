"""Erasing persons: by the calendar, and at their request."""

import os
import subprocess
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.gis.geos import GEOSGeometry
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mapconsult.accounts.erasure import erase_account
from mapconsult.accounts.models import Invitation, OutgoingMail, User
from mapconsult.feedback.actions import Origin, RemarkDraft, SubmissionDraft, edit_remark, submit
from mapconsult.feedback.deciding import approve, propose
from mapconsult.feedback.erasure import erase_due, erase_person
from mapconsult.feedback.models import Contact, Remark, Scan, Submission

EMAIL = "Anna.Zielonka@poczta.example"
PERSON = {"name": "Anna Zielonka", "email": EMAIL, "address": "Brzozowa 14", "phone": "601 234 567"}
EARLIER, LATER, LETTER = "Mieszkam tuż za kapliczką.", "Proszę o ławkę.", "skan-podpisu-Zielonki"
STRINGS = [*PERSON.values(), EMAIL.lower(), EARLIER, LATER, LETTER]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def said(consultation, resident):
    """A submission of a person with everything that can be known of one."""

    def said(account=None, contact=PERSON):
        key = uuid.uuid4()
        place = "SRID=4326;POINT(16.25 53.56)"
        drafts = [RemarkDraft(body=EARLIER, geometry=GEOSGeometry(place))]
        draft = SubmissionDraft(key=key, body_digest="", remarks=drafts, contact=contact)
        origin = Origin(account=account, device="a", address_key=12)
        submission, _ = submit(consultation=consultation, draft=draft, origin=origin)
        Scan(submission=submission).file.save("list.png", ContentFile(LETTER.encode()))
        Submission.objects.filter(pk=submission.pk).update(address_key=12)
        edit_remark(remark=submission.remarks.get(), body=LATER, category=None)
        return submission

    return said


def end(consultation, days):
    """Let the consultation have ended so many days ago."""
    closes_at = timezone.now() - timedelta(days=days)
    opens_at = closes_at - timedelta(days=21)
    type(consultation).objects.filter(pk=consultation.pk).update(
        opens_at=opens_at, closes_at=closes_at, retention_months=1
    )


def kept_of(submission):
    submission.refresh_from_db()
    files = Contact.objects.count(), Scan.objects.count()
    return (*files, submission.account, submission.address_key)


def test_persons_are_erased_when_their_time_is_over(consultation, said, media, resident):
    submission = said(account=resident)
    end(consultation, days=32)
    assert erase_due() == 1
    assert kept_of(submission) == (0, 0, None, None)
    assert not [path for path in media.rglob("*") if path.is_file()]
    consultation.refresh_from_db()
    assert consultation.contacts_erased_at


def test_before_that_nobody_is_erased(consultation, said):
    said()
    end(consultation, days=27)
    assert erase_due() == 0
    assert (Contact.objects.count(), Scan.objects.count()) == (1, 1)


def test_what_was_said_stays_and_persons_can_still_be_counted(consultation, said):
    said(), said()
    before = Remark.objects.all().totals()
    end(consultation, days=32)
    erase_due()
    assert Remark.objects.all().totals() == before
    assert {*Remark.objects.values_list("body", flat=True)} == {LATER}


def test_erasing_again_changes_nothing_until_somebody_is_entered_late(consultation, said):
    submission = said()
    end(consultation, days=32)
    assert [erase_due(), erase_due()] == [1, 0]
    Contact.objects.create(submission=submission, name="Spóźniony")
    assert [erase_due(), erase_due()] == [1, 0]
    assert not Contact.objects.exists()


def test_one_drops_ones_person_and_keeps_ones_words(said, media):
    submission = said()
    key = submission.remarks.get().person_key
    erase_person(email=EMAIL.upper())
    remark = submission.remarks.get()
    assert kept_of(submission) == (0, 0, None, None)
    assert (remark.body, remark.state) == (LATER, "published")
    assert remark.person_key == submission.person_key != key


def test_one_takes_ones_words_away_while_the_consultation_is_open(said):
    submission = said()
    erase_person(email=EMAIL, words=True)
    remark = submission.remarks.get()
    assert (remark.body, remark.state) == ("Autor poprosił o usunięcie tego tekstu.", "withdrawn")
    assert (remark.geometry, remark.tile_x, remark.gmina) == (None, None, None)


def test_the_record_of_an_ended_consultation_keeps_its_words(said, consultation):
    submission = said()
    end(consultation, days=1)
    erase_person(email=EMAIL, words=True)
    assert (submission.remarks.get().body, kept_of(submission)[0]) == (LATER, 0)


def test_others_are_left_alone(said):
    other = said(contact=PERSON | {"email": "kto@inny.example"})
    erase_person(email=EMAIL, words=True, account=True)
    assert (kept_of(other)[:2], other.remarks.get().body) == ((1, 1), LATER)


def test_submissions_of_one_person_stay_one_persons(said):
    first, second = said(), said()
    erase_person(email=EMAIL)
    assert first.remarks.get().person_key == second.remarks.get().person_key


def test_readers_learn_that_words_are_gone(said, client, consultation):
    said()
    url = f"/api/v1/consultations/{consultation.slug}/remarks/"
    before = client.get(url)
    erase_person(email=EMAIL, words=True)
    after = client.get(url, headers={"if-none-match": before["ETag"]})
    assert (after.status_code, after.json()["numberMatched"]) == (200, 0)


def test_an_account_goes_only_if_that_is_wanted(said, resident):
    submission = said(account=resident, contact={})
    erase_person(email=resident.email)
    assert User.objects.filter(pk=resident.pk).exists()
    assert kept_of(submission)[2:] == (None, None)
    erase_person(email=resident.email, account=True)
    assert not User.objects.filter(pk=resident.pk).exists()


def test_erasing_an_account_ends_its_sessions(resident, client):
    client.force_login(resident)
    erase_account(resident)
    assert client.get("/konto/zgloszenia/").status_code == 302


def test_who_decided_stays_without_a_name(said, official):
    official.first_name, official.last_name = "Jan", "Urzędowski"
    official.save()
    disposition = propose(
        remark=said().remarks.get(), outcome="accepted", justification="Będzie ławka.", by=official
    )
    approve(disposition=disposition, by=official)
    erase_account(official)
    official.refresh_from_db()
    assert (official.email, official.first_name, official.is_active) == (
        f"{official.pk}@erased.invalid",
        "",
        False,
    )
    assert not official.memberships.exists()
    disposition.refresh_from_db()
    assert disposition.decided_by == official


def everywhere(user, host):
    """Leave the person's traces in every table that could hold some."""
    Invitation.objects.create(
        organisation=host,
        email=EMAIL.lower(),
        role="moderator",
        token_digest=uuid.uuid4(),
        expires_at=timezone.now(),
    )
    OutgoingMail.objects.create(to=EMAIL, subject="Twoje zgłoszenie", text=f"Dzień dobry, {PERSON['name']}")
    LogEntry.objects.create(user=user, object_repr=PERSON["name"], action_flag=2, change_message=EMAIL)
    for status in ("READY", "SUCCESSFUL", "FAILED"):
        DBTaskResult.objects.create(
            status=status,
            args_kwargs={"args": [EMAIL], "kwargs": {"by": PERSON["name"]}},
            task_path="geo.tasks.activate_edition",
            backend_name="default",
            run_after=timezone.now(),
            exception_class_path="",
            traceback=f"ValueError: {EMAIL}" if status == "FAILED" else "",
        )
    session = SessionStore()
    session["account_login"] = {"email": EMAIL}
    session.create()


def dumped():
    """What pg_dump of the server's version writes of the test database."""
    program = Path(f"/usr/lib/postgresql/{connection.pg_version // 10000}/bin/pg_dump")
    if not program.exists():
        pytest.skip(f"{program} is not installed")
    known = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    names["dbname"] = "PGDATABASE"
    access = {variable: str(known[name]) for name, variable in names.items() if known.get(name)}
    done = subprocess.run([program], env=os.environ | access, capture_output=True, check=True, text=True)
    return done.stdout


@pytest.mark.django_db(transaction=True)
def test_afterwards_neither_a_dump_nor_the_media_hold_anything_of_the_person(said, host, official, media):
    user = User.objects.create_user(EMAIL, "haslo-do-konta", first_name="Anna", last_name="Zielonka")
    said(), said(account=user)
    everywhere(official, host)
    found = [text for text in STRINGS if text.lower() in dumped().lower()]
    # The scan lies in the media; everything else is in the dump, else this test would see nothing.
    assert found == [text for text in STRINGS if text != LETTER]
    erase_person(email=EMAIL, words=True, account=True)
    dump = dumped().lower()
    assert [text for text in [*STRINGS, "Zielonka"] if text.lower() in dump] == []
    assert [path for path in media.rglob("*") if path.is_file()] == []
    # Its content is encoded: a dump would not show the address in it.
    assert not Session.objects.exists()
