"""Run background tasks and, by the clock, the jobs of mapconsult/jobs.py."""

import logging
import os
import threading
import time

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV, run_with_reloader
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker

from mapconsult.jobs import enqueue_due
from mapconsult.outage import is_outage

logger = logging.getLogger(__name__)

PAUSE = 2  # seconds, after which a database that was away is asked again
BETWEEN_LOOKS = 30  # seconds between two looks at the clock


class Worker(db_worker.Worker):
    """Waits for a database that is away, where that of django-tasks-db would end."""

    def run(self):
        while self.running:
            try:
                return super().run()
            except (DatabaseError, InterfaceError) as error:
                if not is_outage(error):
                    raise
                logger.error("Outage: %s", type(error.__cause__ or error).__name__)
                connection.close()
                time.sleep(PAUSE)
        return None


class Command(BaseCommand):
    help = "Run background tasks and scheduled jobs until SIGTERM, which lets the task in progress finish."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what is due, then end")

    def handle(self, once, **options):
        worker = Worker(
            queue_names=["*"],
            interval=1,
            batch=once,
            backend_name="default",
            startup_delay=not once,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        if once:
            enqueue_due()
            worker.run()
        elif settings.DEBUG:
            # Signals reach the process that the reloader starts, not the one that watches the files.
            if os.environ.get(DJANGO_AUTORELOAD_ENV) == "true":
                worker.configure_signals()
            run_with_reloader(_work, worker)
        else:
            worker.configure_signals()
            _work(worker)


def _work(worker):
    threading.Thread(target=_watch_the_clock, daemon=True).start()
    worker.run()


def _watch_the_clock():
    while True:
        close_old_connections()
        try:
            enqueue_due()
        except (DatabaseError, InterfaceError) as error:
            logger.error("The clock was not looked at: %s", type(error.__cause__ or error).__name__)
            connection.close()
        time.sleep(BETWEEN_LOOKS)
