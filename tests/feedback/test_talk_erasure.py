"""What others said about a remark, given out and erased with the persons."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from mapconsult.accounts.models import User
from mapconsult.feedback import talk
from mapconsult.feedback.dossier import gather
from mapconsult.feedback.erasure import erase_due, erase_person
from mapconsult.feedback.identity import person_key
from mapconsult.feedback.models import AbuseReport, Remark, Reply, Support


@pytest.fixture
def spoken(say, consultation, resident):
    """A resident with an account who supported, replied to and reported a remark; the reply."""
    EmailAddress.objects.filter(user=resident).update(verified=True)
    [remark] = say((16.25, 53.56))
    who = {"remark": remark, "person_key": person_key(consultation, account=resident)}
    talk.support(**who)
    talk.report(**who, reason="spam", words="Mieszkam obok i wiem.", account=resident)
    return talk.reply(**who, body="Mieszkam za kapliczką.", account=resident)[0]


def test_a_person_is_given_their_replies(spoken, resident):
    found = gather(resident.email)
    assert [row["body"] for row in found[Reply]] == ["Mieszkam za kapliczką."]
    assert [row["words"] for row in found[AbuseReport]] == ["Mieszkam obok i wiem."]


def test_a_person_is_cut_off_and_the_words_stay(spoken, resident, consultation):
    erase_person(email=resident.email)
    left = Reply.objects.get()
    assert (left.body, left.account, left.state) == ("Mieszkam za kapliczką.", None, "published")
    keys = {left.person_key, Support.objects.get().person_key}
    assert person_key(consultation, account=resident) not in keys
    assert len(keys) == 1
    assert not AbuseReport.objects.exists()


def test_the_words_go_on_request_while_the_consultation_goes_on(spoken, resident):
    erase_person(email=resident.email, words=True)
    left = Reply.objects.get()
    assert "kapliczką" not in left.body
    assert (left.state, Remark.objects.get().reply_count) == ("withdrawn", 0)
    assert Remark.objects.get().supports == 1


def test_after_closing_the_words_belong_to_the_record(spoken, resident, consultation):
    consultation.closes_at = timezone.now() - timedelta(days=1)
    consultation.save()
    erase_person(email=resident.email, words=True)
    assert Reply.objects.get().body == "Mieszkam za kapliczką."


def test_the_account_goes_too(spoken, resident):
    erase_person(email=resident.email, account=True)
    assert not User.objects.filter(pk=resident.pk).exists()
    assert Reply.objects.get().account is None


def test_the_calendar_cuts_replies_off_and_drops_reports(spoken, consultation):
    consultation.closes_at = timezone.now() - timedelta(days=1)
    consultation.save()
    erase_due(timezone.now() + timedelta(days=consultation.retention_months * 31 + 5))
    assert (Reply.objects.get().account, AbuseReport.objects.count()) == (None, 0)
    assert Remark.objects.get().supports == 1


def test_no_mark_is_left_that_nobody_could_dismiss(spoken, resident):
    assert Remark.objects.get().flags == ["reported"]
    erase_person(email=resident.email)
    assert Remark.objects.get().flags == []


def test_what_is_reported_after_the_calendar_has_erased_goes_as_well(spoken, consultation):
    consultation.closes_at = timezone.now() - timedelta(days=1)
    consultation.save()
    later = timezone.now() + timedelta(days=consultation.retention_months * 31 + 5)
    erase_due(later)
    talk.report(remark=spoken.remark, reason="spam", words="Jestem z numeru 5.", person_key=9)
    assert (erase_due(later), AbuseReport.objects.count()) == (1, 0)


def test_what_the_office_said_stays_the_offices(spoken, consultation, official):
    EmailAddress.objects.filter(user=official).update(verified=True)
    said = {"remark": spoken.remark, "body": "Dziękujemy.", "person_key": 5, "account": official}
    talk.reply(**said, office=consultation.host)
    erase_person(email=official.email, words=True)
    assert Reply.objects.exclude(office=None).get().body == "Dziękujemy."
