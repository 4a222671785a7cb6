"""How many exports run at once: a few in each web process, so that residents find a free thread, and a few in
all of them together, so that they find a free database."""

import threading
from contextlib import contextmanager

from django.db import connection, transaction

IN_ONE_PROCESS = 2
IN_ALL = 4
# The first number of these locks among PostgreSQL's advisory locks: "exp".
ROOM = 0x657870
# A reader who takes nothing for so long loses the transaction, and with it the slot.
LONGEST_PAUSE = "60s"
TAKE = """
    SELECT set_config('idle_in_transaction_session_timeout', %s, true)
    FROM generate_series(1, %s) AS slot WHERE pg_try_advisory_xact_lock(%s, slot) LIMIT 1
"""

_free_here = threading.BoundedSemaphore(IN_ONE_PROCESS)


class AllTaken(Exception):
    """As many exports run as may."""


@contextmanager
def slot():
    """A transaction that counts among the exports under way until it ends. Raises AllTaken, never waits."""
    if not _free_here.acquire(blocking=False):
        raise AllTaken
    try:
        with transaction.atomic():
            _take_one_of_all()
            yield
    finally:
        _free_here.release()


def _take_one_of_all():
    """The locks end with the transaction, whichever way: a dead process keeps none."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [LONGEST_PAUSE, IN_ALL, ROOM])
        if cursor.fetchone() is None:
            raise AllTaken
