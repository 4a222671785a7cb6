"""Writers of located rows against activations: advisory locks, held to the end of the transaction."""

from django.db import connection

# The first number is this room's among advisory locks, the second tells its locks apart.
ROOM = 0x67656F
WRITERS = 1
ACTIVATIONS = 2


def _lock(function, key):
    if not connection.in_atomic_block:
        raise RuntimeError("An advisory lock of a transaction needs a transaction.")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [ROOM, key])


def hold_shared():
    """For whoever writes located rows: take it before asking for their areas, and before locking any of them.
    No activation can commit between the two, and writers do not wait for one another."""
    _lock("pg_advisory_xact_lock_shared", WRITERS)


def hold_exclusive():
    """For activation: waits for the writers under way and keeps new ones waiting until the commit."""
    _lock("pg_advisory_xact_lock", WRITERS)


def hold_activations():
    """One activation, import or change of populations at a time."""
    _lock("pg_advisory_xact_lock", ACTIVATIONS)
