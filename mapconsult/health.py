"""Health of the process (/healthz) and readiness to serve (/readyz)."""

from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

# A task that has waited longer than this says that no worker takes tasks.
LONGEST_WAIT = timedelta(minutes=5)


@never_cache
@require_safe
def healthz(request):
    """The process answers; asks nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request):
    """Database, migrations, cache and worker, each with its state; 503 when one of them is not ready."""
    try:
        checks = {name: check() for name, check in CHECKS.items()}
    except Error:
        checks = dict.fromkeys(CHECKS, "unknown") | {"database": "unavailable"}
    ready = all(state == "ok" for state in checks.values())
    return JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)


def _database():
    connection.ensure_connection()
    return "ok"


def _cache():
    """Without its table nobody can sign in: attempts are counted there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [settings.CACHES["default"]["LOCATION"]])
        return "ok" if cursor.fetchone()[0] else "no table: run createcachetable"


def _migrations():
    executor = MigrationExecutor(connection)
    return "pending" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"


def _worker():
    now = timezone.now()
    ready = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - LONGEST_WAIT)
    # a task that was put off, such as a mail to be tried again, waits only since its time came
    overdue = ready.exclude(run_after__range=(now - LONGEST_WAIT, now))
    return "not taking tasks" if overdue.exists() else "ok"


CHECKS = {"database": _database, "migrations": _migrations, "cache": _cache, "worker": _worker}
