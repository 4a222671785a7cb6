"""A resident and a moderator who change one remark at the same moment: nothing that either did is lost."""

import time
from threading import Thread

import pytest
from django.db import connection, connections, transaction

from mapconsult.feedback.actions import RemarkWithdrawn, edit_remark, moderate, withdraw
from mapconsult.feedback.deciding import DecidedMeanwhile, approve, approve_all, propose
from mapconsult.feedback.models import Disposition, Remark, RemarkStatus, RemarkWords

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 10


@pytest.fixture
def meanwhile():
    """Begin something on a connection of its own; the result waits for it, and gives what it raised."""

    def begin(work):
        raised = []

        def run():
            try:
                work()
            except Exception as error:
                raised.append(error)
            finally:
                connections.close_all()

        thread = Thread(target=run, daemon=True)
        thread.start()

        def wait():
            thread.join(SECONDS)
            assert not thread.is_alive()
            return raised

        return wait

    return begin


def wait_for_a_lock():
    """Until another connection waits for a row that this one holds."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
    raise AssertionError("nobody waits")


def state(remark):
    return Remark.objects.values_list("state", "body").get(pk=remark.pk)


def told(consultation):
    return sum(consultation.changes.values_list("value", flat=True))


def hide(remark):
    moderate(remarks=Remark.objects.filter(pk=remark.pk), state="hidden", by=None)


def test_an_edit_waits_and_leaves_the_state_set_meanwhile(say, meanwhile):
    [remark] = say((16.25, 53.56))
    with transaction.atomic():
        hide(remark)
        wait = meanwhile(lambda: edit_remark(remark=remark, body="Kosz", category=None))
        wait_for_a_lock()
    assert wait() == []
    assert state(remark) == ("hidden", "Kosz")
    assert RemarkWords.objects.get().body == "Proszę o ławkę."


def test_what_is_withdrawn_meanwhile_is_not_edited(say, meanwhile):
    [remark] = say((16.25, 53.56))
    with transaction.atomic():
        withdraw(remark=remark)
        wait = meanwhile(lambda: edit_remark(remark=remark, body="Kosz", category=None))
        wait_for_a_lock()
    assert [type(error) for error in wait()] == [RemarkWithdrawn]
    assert state(remark) == ("withdrawn", "Proszę o ławkę.")


def test_what_is_withdrawn_meanwhile_is_not_moderated(say, meanwhile):
    [remark] = say((16.25, 53.56))
    with transaction.atomic():
        withdraw(remark=remark)
        wait = meanwhile(lambda: hide(remark))
        wait_for_a_lock()
    assert wait() == []
    assert state(remark)[0] == "withdrawn"


def test_withdrawing_wins_over_moderating_that_came_first(say, meanwhile):
    [remark] = say((16.25, 53.56))
    with transaction.atomic():
        hide(remark)
        wait = meanwhile(lambda: withdraw(remark=remark))
        wait_for_a_lock()
    assert wait() == []
    assert list(RemarkStatus.objects.order_by("pk").values_list("state", flat=True)) == [
        "published",
        "hidden",
    ]
    assert state(remark)[0] == "withdrawn"


def test_what_is_approved_meanwhile_is_not_taken_back_by_a_proposal(say, meanwhile, official):
    [remark] = say((16.25, 53.56))
    proposal = propose(remark=remark, outcome="accepted", justification="Tak.", by=official)
    read = Remark.objects.get(pk=remark.pk)
    with transaction.atomic():
        approve(disposition=proposal, by=official)
        wait = meanwhile(lambda: propose(remark=read, outcome="rejected", justification="Nie.", by=official))
        wait_for_a_lock()
    assert [type(error) for error in wait()] == [DecidedMeanwhile]
    assert Remark.objects.get().outcome == Disposition.objects.get().outcome == "accepted"


def test_approving_many_tells_caches_once(say, consultation, official):
    """In one transaction, a second of the counter's rows might be held by whoever waits for the first."""
    remarks = say((16.25, 53.56), (16.25, 53.56), (16.25, 53.56))
    proposals = [
        propose(remark=one, outcome="accepted", justification="Tak.", by=official) for one in remarks
    ]
    before = told(consultation)
    approve_all(dispositions={one.pk: one.decided_at for one in proposals}, by=official)
    assert told(consultation) == before + 1
