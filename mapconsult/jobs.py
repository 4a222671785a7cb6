"""What the worker does by the clock. Backups are the operator's own (docs/operations.md)."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from mapconsult.accounts import addresses, limits
from mapconsult.accounts.models import Invitation
from mapconsult.accounts.tracking import acting_command
from mapconsult.feedback import digest, erasure
from mapconsult.insight import analyses

# Any number that no other advisory lock of the project has.
LOCK = 7261
# Longer than any pause between two runs of a job: the finished tasks tell when it ran.
FINISHED_KEPT_DAYS = 2
# An invitation that has expired is shown as such for a while.
INVITATIONS_KEPT = timedelta(days=7)
LONGEST_TASK = timedelta(hours=1)
MOST_ATTEMPTS = 3


@task()
def erase_persons():
    """Of every consultation whose time to keep them is over."""
    with acting_command("erase_persons"):
        return erasure.erase_due()


@task()
def clear_sessions():
    """Sessions that have expired, and the list of devices that goes with them."""
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@task()
def forget_addresses():
    """Counts of limits whose window is over, and the salts of past days; and whatever has expired in the
    cache, where the limits of signing in are counted: Django leaves it until the cache is full."""
    limits.forget_expired()
    addresses.forget_old_salts()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache WHERE expires < %s", [timezone.now()])


@task()
def forget_invitations():
    """Invitations that nobody has accepted in time."""
    Invitation.objects.filter(expires_at__lte=timezone.now() - INVITATIONS_KEPT).delete()


@task()
def forget_finished_tasks():
    """What tasks were given, and what they answered."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=FINISHED_KEPT_DAYS, verbosity=0)


@task()
def take_up_lost_tasks():
    """Tasks whose worker was killed amid them run again; what was lost three times over is given up."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LONGEST_TASK)
    often = lost.filter(**{f"worker_ids__{MOST_ATTEMPTS - 1}__isnull": False})
    often.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    lost.update(status=TaskResultStatus.READY)


@task()
def send_digests():
    """What is new, to those who follow it; each of them once a day at most."""
    return digest.send_due()


@task()
def forget_analyses():
    """What the worker found for officials, once it is old."""
    analyses.forget_old()


@dataclass(frozen=True)
class Job:
    """A task without arguments, and how often it is due."""

    task: Task
    every: timedelta


JOBS = [
    Job(erase_persons, timedelta(days=1)),
    Job(clear_sessions, timedelta(days=1)),
    Job(forget_invitations, timedelta(days=1)),
    Job(forget_finished_tasks, timedelta(days=1)),
    Job(forget_analyses, timedelta(days=1)),
    Job(send_digests, timedelta(hours=1)),
    Job(forget_addresses, timedelta(hours=1)),
    Job(take_up_lost_tasks, timedelta(minutes=10)),
]


@transaction.atomic
def enqueue_due(now=None):
    """Enqueue each job that is due, once, whichever workers ask; the queue itself tells when it last was."""
    now = now or timezone.now()
    if not _is_first_to_ask():
        return
    paths = [job.task.module_path for job in JOBS]
    enqueued = DBTaskResult.objects.filter(task_path__in=paths).order_by()
    last = dict(enqueued.values_list("task_path").annotate(Max("enqueued_at")))
    for job in JOBS:
        if job.task.module_path not in last or last[job.task.module_path] <= now - job.every:
            job.task.enqueue()


def _is_first_to_ask():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]
