"""What those who follow something are told: once a day at most, and never when there is nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.gis.geos import Point

from mapconsult.accounts.models import OutgoingMail
from mapconsult.consultations.models import Consultation
from mapconsult.feedback.actions import moderate
from mapconsult.feedback.deciding import decide
from mapconsult.feedback.digest import send_due
from mapconsult.feedback.models import Remark, Reply, Subscription
from mapconsult.feedback.talk import moderate_replies, reply

DAY = timedelta(days=1)


@pytest.fixture
def follow(consultation):
    """Follow the consultation, or what is given, since two days ago."""

    def follow(email="kasia@dom.example", **what):
        since = datetime.now(UTC) - 2 * DAY
        what = what or {"consultation": consultation}
        times = {"confirmed_at": since, "told_until": since, "looked_at": since}
        return Subscription.objects.create(email=email, site="https://konsultacje.example", **times, **what)

    return follow


def told():
    return [mail.text for mail in OutgoingMail.objects.order_by("pk")]


def test_new_remarks_are_told_with_their_addresses(follow, say):
    follow()
    [remark] = say((16.1, 53.5), body="Ławka nad jeziorem")
    send_due()
    [text] = told()
    assert "Ławka nad jeziorem" in text
    assert f"https://konsultacje.example{remark.get_absolute_url()}" in text


def test_a_draft_is_told_to_nobody(follow, say):
    follow(place=Point(16.1, 53.5, srid=4326), radius=500)
    say((16.1, 53.5))
    Consultation.objects.update(state=Consultation.State.DRAFT)
    send_due()
    assert told() == []


def test_what_was_there_before_is_not_told(follow, say):
    say((16.1, 53.5), days=3)
    follow()
    assert send_due() == 0


def test_nothing_is_told_twice_or_more_than_once_a_day(follow, say):
    follow()
    say((16.1, 53.5))
    now = datetime.now(UTC)
    assert [send_due(now), send_due(now), send_due(now + DAY)] == [1, 0, 0]
    say((16.1, 53.5), body="Jeszcze jedno")
    assert send_due(datetime.now(UTC) + timedelta(hours=1)) == 0
    assert send_due(datetime.now(UTC) + 2 * DAY) == 1


def test_what_a_moderator_lets_out_is_told_then(follow, say, official):
    [remark] = say((16.1, 53.5), days=3)
    Remark.objects.filter(pk=remark.pk).update(state="pending")
    follow()
    assert send_due() == 0
    moderate(remarks=Remark.objects.filter(pk=remark.pk), state="published", by=official)
    assert send_due(datetime.now(UTC) + DAY) == 1


def test_what_comes_while_mails_are_written_is_told_by_the_next_alone(follow, say):
    follow()
    begun = datetime.now(UTC)
    say((16.1, 53.5))
    assert [send_due(begun), send_due(begun + DAY)] == [0, 1]


def test_a_reply_that_a_moderator_lets_out_is_told_then(follow, say, official):
    [remark] = say((16.1, 53.5), days=5)
    follow(remark=remark)
    made, _ = reply(remark=remark, body="Popieram.", person_key=1, held=True)
    Reply.objects.update(received_at=datetime.now(UTC) - 3 * DAY)
    assert send_due() == 0
    moderate_replies(replies=Reply.objects.filter(pk=made.pk), state="published", by=official)
    assert send_due(datetime.now(UTC) + DAY) == 1


def test_what_nobody_sees_is_not_told(follow, say):
    follow()
    [remark] = say((16.1, 53.5))
    Remark.objects.filter(pk=remark.pk).update(state="hidden")
    assert send_due() == 0


def test_answers_of_the_office_are_told_once_they_are_approved(follow, say, official):
    [remark] = say((16.1, 53.5), days=5)
    follow(remark=remark)
    assert send_due() == 0
    decide(remark=remark, outcome="accepted", justification="Będzie ławka.", by=official)
    assert send_due(datetime.now(UTC) + DAY) == 1
    assert "uwzględniona" in told()[0]


def test_only_what_is_near_a_place_is_told(follow, say):
    follow(place=Point(16.1, 53.5, srid=4326), radius=500)
    say((16.106, 53.5), body="o czterysta metrów")
    say((16.11, 53.5), body="o siedemset metrów")
    send_due()
    [text] = told()
    assert "o czterysta metrów" in text
    assert "siedemset" not in text


def test_the_end_is_told_once_before_it_comes(follow, consultation):
    follow()
    type(consultation).objects.update(closes_at=datetime.now(UTC) + 2 * DAY)
    now = datetime.now(UTC)
    assert [send_due(now), send_due(now + DAY)] == [1, 0]
    assert "kończy się" in told()[0]


def test_a_beginning_and_an_end_are_told(follow, consultation):
    follow()
    now = datetime.now(UTC)
    type(consultation).objects.update(opens_at=now - timedelta(hours=2), closes_at=now - timedelta(hours=1))
    send_due(now)
    assert "zaczęły się" in told()[0]
    assert "zakończyły" in told()[0]


def test_a_beginning_names_the_last_day(follow, consultation):
    follow()
    now, midnight = datetime.now(UTC), datetime(2031, 5, 31, 22, tzinfo=UTC)
    type(consultation).objects.update(opens_at=now - timedelta(hours=2), closes_at=midnight)
    send_due(now)
    assert "31 maja 2031" in told()[0]


def test_every_mail_has_its_end(follow, say):
    subscription = follow()
    say((16.1, 53.5))
    send_due()
    mail = OutgoingMail.objects.get()
    assert mail.unsubscribe.startswith("https://konsultacje.example/nie-sledz/")
    assert mail.unsubscribe in mail.text
    assert mail.to == subscription.email


def test_many_remarks_are_counted_and_ten_named(follow, say):
    follow()
    say(*[(16.1, 53.5)] * 12)
    send_due()
    assert "12 nowych uwag" in told()[0]
    assert told()[0].count("/uwagi/") == 10


def test_a_digest_costs_a_fixed_number_of_queries(follow, say, django_assert_max_num_queries):
    follow()
    say(*[(16.1, 53.5)] * 3)
    with django_assert_max_num_queries(16):
        send_due()
