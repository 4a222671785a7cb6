"""Giving every remark its areas anew, as an activation does, beside one UPDATE of all rows."""

import time
from dataclasses import dataclass

from django.db import connection, transaction

from bench.database import sql, vacuum
from geo.actions import activate
from geo.locate import located
from geo.models import Edition, Level

SHIFTED = "bench, shifted:"
POINTS = "SELECT id AS key, point FROM feedback_remark"


@dataclass(frozen=True)
class Relocation:
    """Seconds of one UPDATE, of an activation that changes nothing, and of one that moves `moved` remarks."""

    raw: float
    nothing: float
    much: float
    moved: int


def measure():
    """The gminas as they are, then shifted by three kilometres, then put back."""
    edition = Edition.objects.filter(level=Level.GMINA).exclude(source__startswith=SHIFTED).latest("pk")
    shifted = _shifted(edition)
    _activate(edition)
    raw = _update_all()
    vacuum()
    nothing, _ = _activate(edition)
    much, moved = _activate(shifted)
    vacuum()
    _activate(edition)
    vacuum()
    return Relocation(raw, nothing, much, moved)


def _activate(edition):
    began = time.perf_counter()
    moved = activate(edition=edition, by="the bench").moved
    return time.perf_counter() - began, sum(model.rows for model in moved)


def _shifted(edition):
    """An edition in which every gmina lies a little further east; made once."""
    name = f"{SHIFTED} {edition.pk}"
    found = Edition.objects.filter(source=name).first()
    if found is None:
        found = Edition.objects.create(
            level=edition.level, territory=edition.territory, source=name, file_name="", sha256=""
        )
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql("insert_shifted"), {"edition": edition.pk, "shifted": found.pk})
    return found


def _update_all():
    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(sql("update_all").replace("{located}", located(POINTS)))
        return time.perf_counter() - began
