"""Scheduled jobs: each is enqueued when it is due, once, and does its part."""

from datetime import timedelta

import psycopg2
import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from mapconsult import jobs
from mapconsult.accounts.models import DailySalt, Invitation, LimitCount

PATHS = sorted(job.task.module_path for job in jobs.JOBS)


def enqueued():
    return sorted(DBTaskResult.objects.values_list("task_path", flat=True))


def test_every_job_is_enqueued_once(db):
    jobs.enqueue_due()
    jobs.enqueue_due()
    assert enqueued() == PATHS


def test_a_job_is_due_again_when_its_time_is_over(db):
    jobs.enqueue_due()
    jobs.enqueue_due(timezone.now() + timedelta(minutes=20))
    assert enqueued() == sorted([*PATHS, "mapconsult.jobs.take_up_lost_tasks"])


def test_looking_at_the_clock_costs_two_queries(db, django_assert_num_queries):
    jobs.enqueue_due()
    # and two for the savepoint within the transaction of the test
    with django_assert_num_queries(4):
        jobs.enqueue_due()


def test_of_two_workers_that_ask_at_once_one_enqueues(db):
    """The other one holds the lock."""
    with psycopg2.connect(**connection.get_connection_params()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [jobs.LOCK])
        jobs.enqueue_due()
    other.close()
    assert enqueued() == []


@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_what_is_due():
    call_command("worker", once=True)
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {TaskResultStatus.SUCCESSFUL}
    assert enqueued() == PATHS


def test_what_is_over_is_forgotten(db, host):
    now = timezone.now()
    DailySalt.objects.create(day=now.date() - timedelta(days=9), salt=b"x" * 32)
    LimitCount.objects.create(key="00000000-0000-0000-0000-000000000001", count=1, expires_at=now)
    for number, days in enumerate([8, 6]):
        Invitation.objects.create(
            organisation=host,
            email=f"osoba{number}@example.com",
            role="clerk",
            token_digest=f"00000000-0000-0000-0000-00000000000{number}",
            expires_at=now - timedelta(days=days),
        )
    for job in (jobs.forget_addresses, jobs.forget_invitations):
        job.call()
    assert (DailySalt.objects.count(), LimitCount.objects.count()) == (0, 0)
    assert Invitation.objects.get().email == "osoba1@example.com"


def test_what_has_expired_in_the_cache_is_thrown_away(db):
    cache.set("kept", 1, 60)
    cache.set("over", 1, -60)
    jobs.forget_addresses.call()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache WHERE expires < now()")
        assert cursor.fetchone() == (0,)
    assert cache.get("kept")


@pytest.mark.parametrize(
    ("hours", "workers", "state"),
    [
        (2, ["a"], TaskResultStatus.READY),
        (2, ["a", "b", "c"], TaskResultStatus.FAILED),
        (0, ["a"], TaskResultStatus.RUNNING),
    ],
    ids=["lost", "lost too often", "running"],
)
def test_a_task_whose_worker_was_killed_runs_again(db, hours, workers, state):
    jobs.forget_addresses.enqueue()
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - timedelta(hours=hours),
        worker_ids=workers,
    )
    jobs.take_up_lost_tasks.call()
    assert DBTaskResult.objects.get().status == state


def test_finished_tasks_are_kept_longer_than_any_job_pauses(db):
    assert timedelta(days=jobs.FINISHED_KEPT_DAYS) > max(job.every for job in jobs.JOBS)


def test_a_task_for_later_does_not_make_the_worker_look_absent(client, db):
    jobs.forget_addresses.using(run_after=timezone.now() + timedelta(hours=1)).enqueue()
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=1))
    assert client.get("/readyz").json()["checks"]["worker"] == "ok"
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(minutes=6))
    assert client.get("/readyz").json()["checks"]["worker"] == "not taking tasks"
