"""Mail waits in the database, is sent by the worker, and leaves nothing behind."""

import logging
import smtplib
from datetime import timedelta
from pathlib import Path

import allauth
import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.template.loader import get_template
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from mapconsult.accounts import mail, mail_files
from mapconsult.accounts.models import OutgoingMail
from mapconsult.accounts.tasks import WAITS, deliver

TO = "mieszkanka@czaplinek.example"
TEMPLATE = "accounts/mail/login_code.txt"


def write():
    with translation.override("pl"):
        mail.send(to=TO, template=TEMPLATE, context={"code": "AB<CD", "site": "mapconsult.example"})
    return OutgoingMail.objects.get()


@pytest.fixture
def broken(monkeypatch):
    def refuse(self, fail_silently=False):
        raise smtplib.SMTPRecipientsRefused({TO: (550, b"no")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)


@pytest.mark.django_db
def test_the_first_line_is_the_subject_and_nothing_is_escaped_for_html():
    deliver.call(write().pk)
    [sent] = django_mail.outbox
    assert (sent.to, sent.subject) == ([TO], "Twój kod do zalogowania w serwisie mapconsult.example")
    assert "AB<CD" in sent.body
    assert sent.subject not in sent.body


@pytest.mark.django_db
def test_a_line_break_in_a_name_breaks_no_header_off():
    mail.send(to=TO, template=TEMPLATE, context={"code": "1", "site": "a\rBcc: b@c.example"})
    deliver.call(OutgoingMail.objects.get().pk)
    assert django_mail.outbox[0].subject.endswith("a Bcc: b@c.example")


@pytest.mark.django_db
def test_nothing_of_a_mail_remains_once_it_is_sent():
    deliver.call(write().pk)
    assert not OutgoingMail.objects.exists()
    assert TO not in str(DBTaskResult.objects.values())


@pytest.mark.django_db
def test_what_was_rolled_back_is_told_to_nobody():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_a_mail_is_sent_once():
    number = write().pk
    deliver.call(number)
    deliver.call(number)
    assert len(django_mail.outbox) == 1


@pytest.mark.django_db
def test_a_mail_that_cannot_be_sent_is_tried_again_later(broken):
    waiting = write()
    deliver.call(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.attempts == 1
    again = DBTaskResult.objects.order_by("enqueued_at").last()
    assert again.run_after > timezone.now() + WAITS[0] - timedelta(seconds=10)


@pytest.mark.django_db
def test_a_mail_is_given_up_at_last_and_no_log_tells_to_whom(broken, caplog):
    number = write().pk
    with caplog.at_level(logging.WARNING):
        for _ in range(len(WAITS) + 1):
            deliver.call(number)
    assert not OutgoingMail.objects.exists()
    assert "given up" in caplog.text
    assert TO not in caplog.text


def test_files_of_mail_are_readable_by_their_owner_alone(tmp_path):
    message = django_mail.EmailMessage("Kod", "AB-CD", to=[TO])
    mail_files.EmailBackend(file_path=tmp_path).send_messages([message])
    [path] = tmp_path.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"AB-CD" in path.read_bytes()


def allauths():
    """The mails of django-allauth, by the names under which it asks for them."""
    folder = Path(allauth.__file__).parent / "templates"
    subjects = [*folder.glob("account/email/*_subject.txt"), *folder.glob("mfa/email/*_subject.txt")]
    return sorted(path.name.removesuffix("_subject.txt") for path in subjects)


# Asked for by nothing as it is set up here: links instead of codes, and what is written nowhere.
UNUSED = {"email_confirm", "password_reset_key"}


@pytest.mark.parametrize("name", sorted(set(allauths()) - UNUSED))
def test_every_mail_of_signing_in_is_written_by_us(name):
    rendered = get_template(f"accounts/mail/{name}.txt").render(
        {"site": "mapconsult.example", "code": "AB-CD"}
    )
    subject, _, text = rendered.partition("\n")
    assert "mapconsult.example" in subject
    assert text.strip()
