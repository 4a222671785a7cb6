"""The raw side: SQL by hand, on a connection of its own, without Django in between."""

from functools import cache
from pathlib import Path

import psycopg2
from django.db import connection

SUFFIX = "_bench"


class WrongDatabase(Exception):
    """The bench fills and empties tables: it works in a database made for it alone."""


def check_name():
    """Refuse any database whose name does not say that it is the bench's."""
    name = connection.settings_dict["NAME"]
    if not name.endswith(SUFFIX):
        raise WrongDatabase(f"The database {name!r} is not one of the bench: run bin/bench.")


@cache
def sql(name):
    """The text of one of the bench's SQL files."""
    return (Path(__file__).parent / "sql" / f"{name}.sql").read_text()


def raw_connection():
    """A plain psycopg2 connection in autocommit."""
    plain = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    plain.autocommit = True
    return plain


def vacuum():
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


class Counted:
    """A file that keeps nothing but the number of bytes written to it."""

    def __init__(self):
        self.bytes = 0

    def write(self, data):
        self.bytes += len(data)
        return len(data)
