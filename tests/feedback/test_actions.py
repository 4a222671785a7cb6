"""Persons, tokens, and changes of one's own remark."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from mapconsult.accounts.tokens import token_digest
from mapconsult.consultations.models import Category, Phase
from mapconsult.feedback import identity
from mapconsult.feedback.actions import ConsultationClosed, edit_remark, moderate, withdraw
from mapconsult.feedback.deciding import approve, propose
from mapconsult.feedback.models import Remark, Submission

HERE = (16.25, 53.56)


def test_one_device_is_one_person(say):
    [first], [second], [other] = say(HERE, device="a"), say(HERE, device="a"), say(HERE, device="b")
    assert first.person_key == second.person_key != other.person_key


def test_without_a_device_each_submission_is_a_person(say):
    [first, same], [other] = say(HERE, HERE), say(HERE)
    assert first.person_key == same.person_key != other.person_key


def test_a_person_cannot_be_followed_between_consultations(consultation):
    other = type(consultation)(pk=consultation.pk + 1)
    assert identity.person_key(consultation, device="a") != identity.person_key(other, device="a")


def test_a_remark_keeps_the_phase_that_was_running(consultation, say):
    now = timezone.now()
    begin, turn, end = now - timedelta(days=9), now - timedelta(days=4), now + timedelta(days=1)
    needs = Phase.objects.create(consultation=consultation, name="Potrzeby", opens_at=begin, closes_at=turn)
    draft = Phase.objects.create(consultation=consultation, name="Projekt", opens_at=turn, closes_at=end)
    phases = [Remark.objects.get(pk=say(HERE, days=days)[0].pk).phase for days in (9.5, 5, 0)]
    assert phases == [None, needs, draft]


def test_key_and_token_are_not_stored(client, consultation):
    key = uuid.uuid4()
    body = {"key": str(key), "remarks": [{"geometry": None, "category": None, "body": "Ławka"}]}
    url = f"/api/v1/consultations/{consultation.slug}/submissions/"
    token = client.post(url, body, content_type="application/json").json()["edit_url"].split("/")[-2]
    submission = Submission.objects.get()
    stored = " ".join(map(str, vars(submission).values()))
    assert not any(secret in stored for secret in (str(key), key.hex, token))
    assert submission.token_digest == token_digest(token)


def test_an_edit_changes_the_words_and_the_change_counter(say, consultation, playground):
    [remark] = say(HERE)
    before = _change(consultation)
    edit_remark(remark=remark, body="Dwie ławki", category=playground)
    remark.refresh_from_db()
    assert (remark.body, remark.category, remark.edited_at is None) == ("Dwie ławki", playground, False)
    assert _change(consultation) == before + 1


def test_where_moderators_read_first_they_read_new_words_again(say, consultation):
    consultation.moderation = "before"
    consultation.save()
    [remark] = say(HERE)
    moderate(remarks=Remark.objects.all(), state="published", by=None)
    edit_remark(remark=Remark.objects.get(), body="Dwie ławki", category=None)
    assert Remark.objects.get(pk=remark.pk).state == "pending"


@pytest.mark.parametrize(("flag", "state"), [("unproven", "pending"), ("duplicate", "published")])
def test_new_words_of_a_remark_that_was_held_wait_again(say, flag, state):
    [remark] = say(HERE)
    Remark.objects.update(flags=[flag])
    edit_remark(remark=remark, body="Dwie ławki", category=None)
    assert Remark.objects.get().state == state


def test_an_edit_of_a_hidden_remark_shows_it_to_nobody(say, resident):
    [remark] = say(HERE)
    moderate(remarks=Remark.objects.all(), state="hidden", by=None)
    edit_remark(remark=remark, body="Dwie ławki", category=None)
    assert not Remark.objects.visible_to(resident).exists()


def test_saving_the_same_words_changes_nothing(say, consultation):
    [remark] = say(HERE)
    before = _change(consultation)
    edit_remark(remark=remark, body=remark.body, category=None)
    assert (Remark.objects.get().edited_at, _change(consultation)) == (None, before)


def test_a_withdrawn_remark_is_kept_but_not_shown(say, consultation, resident):
    [remark] = say(HERE)
    withdraw(remark=remark)
    assert Remark.objects.get().state == "withdrawn"
    assert not Remark.objects.visible_to(resident).exists()


def test_nothing_is_edited_after_closing(say, consultation):
    [remark] = say(HERE)
    consultation.closes_at = remark.received_at
    consultation.save()
    remark = Remark.objects.get()
    with pytest.raises(ConsultationClosed):
        edit_remark(remark=remark, body="Za późno", category=None)
    with pytest.raises(ConsultationClosed):
        withdraw(remark=remark)


def test_moderating_leaves_withdrawn_remarks_alone(say, official):
    say(HERE)
    withdraw(remark=say(HERE)[0])
    assert len(moderate(remarks=Remark.objects.all(), state="hidden", by=official)) == 1
    assert set(Remark.objects.values_list("state", flat=True)) == {"hidden", "withdrawn"}


def test_a_decision_stands_on_the_remark(say, official):
    [remark] = say(HERE)
    approve(
        disposition=propose(remark=remark, outcome="accepted", justification="Dodamy ławkę.", by=official),
        by=official,
    )
    remark.refresh_from_db()
    assert (remark.outcome, remark.disposition.justification) == ("accepted", "Dodamy ławkę.")


def _change(consultation):
    return type(consultation).objects.with_change().get(pk=consultation.pk).change


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "lost"}, "remark_choices_known"),
        ({"outcome": "perhaps"}, "remark_choices_known"),
        ({"body": ""}, "remark_body_said"),
    ],
)
def test_the_database_itself_refuses_what_no_remark_can_be(say, change, constraint):
    say(HERE)
    with pytest.raises(IntegrityError, match=constraint):
        Remark.objects.update(**change)


@pytest.mark.django_db(transaction=True)
def test_the_category_of_a_remark_is_of_its_own_consultation(say, consultation):
    say(HERE)
    consultation.pk, consultation.slug = None, "inne"
    consultation.save()
    foreign = Category.objects.create(consultation=consultation, slug="a", name="A", color="#000000")
    with pytest.raises(IntegrityError, match="remark_category_of_consultation"):
        Remark.objects.update(category=foreign)
