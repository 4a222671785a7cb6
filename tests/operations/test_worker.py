"""The worker as it is run: without its database, and told to stop."""

import contextlib
import signal

import psycopg2
import pytest

from mapconsult.jobs import JOBS

FINISHED = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'SUCCESSFUL'"
WAITING = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%limitcount%'"
UNFINISHED = "SELECT status FROM django_tasks_database_dbtaskresult WHERE status <> 'SUCCESSFUL'"


@pytest.fixture
def worker(installation):
    """A worker that finds every job due."""
    change(installation, "DELETE FROM django_tasks_database_dbtaskresult")
    process = installation.start("manage.py", "worker")
    yield process
    process.kill()
    process.wait()


def change(installation, sql):
    with contextlib.closing(connect(installation)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(sql)


def connect(installation):
    return psycopg2.connect(installation.environment["DATABASE_URL"].replace("postgis:", "postgresql:"))


def test_it_waits_for_a_database_that_is_away(installation, worker):
    installation.wait(lambda: installation.query(FINISHED) == [(len(JOBS),)])
    installation.kill_database()
    installation.start_database()
    change(installation, "UPDATE django_tasks_database_dbtaskresult SET status = 'READY'")
    installation.wait(lambda: installation.query(FINISHED) == [(len(JOBS),)])
    assert worker.poll() is None


def test_told_to_stop_it_finishes_the_task_in_progress(installation, worker):
    with contextlib.closing(connect(installation)) as connection, connection.cursor() as cursor:
        cursor.execute("LOCK accounts_limitcount")
        installation.wait(lambda: installation.query(WAITING))
        worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert ("RUNNING",) not in installation.query(UNFINISHED)
    assert ("FAILED",) not in installation.query(UNFINISHED)
