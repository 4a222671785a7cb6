"""What is counted: remarks, or persons, of whom each counts once in every group ("one voice per person")."""

from functools import cache
from pathlib import Path

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from mapconsult.insight.disclosure import PERSONS

REMARKS = "remarks"
UNITS = [(REMARKS, _("remarks")), (PERSONS, _("persons"))]


def tally(remarks, unit, **keys):
    """Rows (*keys, count) of a RemarkQuerySet grouped by expressions, in one query. Persons of the groups do
    not add up to the persons of all."""
    rows = remarks.order_by().annotate(**keys)
    if unit == REMARKS:
        return rows.values(*keys).annotate(count=Count("*")).values_list(*keys, "count")
    once = rows.values_list(*keys, "person_key").distinct()
    sql, params = once.query.sql_with_params()
    names = ", ".join(connection.ops.quote_name(key) for key in keys)
    with connection.cursor() as cursor:
        cursor.execute(_count_once().format(keys=names, once=sql), params)
        return cursor.fetchall()


def number_of(remarks, unit):
    """How many in all, in one query."""
    if unit == REMARKS:
        return remarks.count()
    return remarks.order_by().aggregate(persons=Count("person_key", distinct=True))["persons"]


@cache
def _count_once():
    return (Path(__file__).parent / "sql" / "count_once.sql").read_text()
