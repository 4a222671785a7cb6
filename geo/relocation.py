"""Gives every located row its areas again after boundaries or layers have changed. Set-wise, and nearly all
of it while writers go on writing."""

from dataclasses import dataclass

from django.apps import apps
from django.db import connection

from geo.locate import located, sql
from geo.located import Located
from geo.locks import hold_exclusive

POINTS = """
    SELECT {key} AS key, point, district_id AS old_district_id, gmina_id AS old_gmina_id,
        powiat_id AS old_powiat_id, voivodeship_id AS old_voivodeship_id, own_areas AS old_own_areas
    FROM {table} WHERE {where}
"""
EVERY_ROW = "true"
# Every transaction before the horizon had ended when it was asked for, so what it wrote was seen. A row of
# a later one may have come since and is looked at again; once too often does no harm.
HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::xid::text"
SINCE = "age(xmin) <= age('{horizon}'::xid)"


@dataclass(frozen=True)
class Moved:
    """How many rows of a model changed their areas: in all, by level, and into none."""

    name: str
    rows: int
    district: int
    gmina: int
    powiat: int
    voivodeship: int
    outside: int


def located_models():
    return [model for model in apps.get_models() if issubclass(model, Located) and not model._meta.proxy]


def relocate(where=EVERY_ROW):
    """Locate every row of every located model by the boundaries and layers that this transaction sees; a list
    of Moved. `where` is SQL that says which rows may have moved, by their point and own_areas.

    The differences are computed while others write. Then the writers are held back until the commit, what
    they have written since is added, and only rows that differ are updated.
    """
    with connection.cursor() as cursor:
        tables = [_Table(cursor, model, where) for model in located_models()]
        for table in tables:
            table.find_moved()
        hold_exclusive()
        return [table.move() for table in tables]


class _Table:
    """The re-location of one model's table."""

    def __init__(self, cursor, model, where):
        quote = connection.ops.quote_name
        self.cursor, self.where = cursor, where
        self.name = str(model._meta.verbose_name_plural)
        self.names = {
            "table": quote(model._meta.db_table),
            "key": quote(model._meta.pk.column),
            "moved": quote(f"moved_{model._meta.db_table}"),
        }

    def find_moved(self):
        self.cursor.execute(HORIZON)
        self.horizon = self.cursor.fetchone()[0]
        # From an earlier activation in the same transaction.
        self._run("DROP TABLE IF EXISTS {moved}")
        self._run("CREATE TEMP TABLE {moved} ON COMMIT DROP AS " + self._select(self.where))

    def move(self):
        since = SINCE.format(horizon=self.horizon)
        rows = "(SELECT {key} FROM {table} WHERE " + since + ")"  # nosec B608
        self._run("DELETE FROM {moved} WHERE key IN " + rows)  # nosec B608
        self._run("INSERT INTO {moved} " + self._select(f"({self.where}) AND {since}"))
        self._run(sql("count_moved"))
        counts = self.cursor.fetchone()
        self._run(sql("update_moved"))
        return Moved(self.name, *counts)

    def _select(self, where):
        points = POINTS.format(where=where, **self.names)
        return sql("select_moved").format(located=located(points))

    def _run(self, statement):
        self.cursor.execute(statement.format(**self.names))
