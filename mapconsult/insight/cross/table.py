"""A cross table of remarks by two dimensions, each number of it with the filters that lead to its remarks."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from mapconsult.consultations.models import Question
from mapconsult.consultations.models.survey import DECIDING
from mapconsult.insight.cross.dimensions import Answers, Areas, Choices, Codes, Months, Rows
from mapconsult.insight.scope import LEVELS
from mapconsult.insight.units import REMARKS, number_of

WAYS = {
    "category": Rows,
    "kind": Choices,
    "state": Choices,
    "outcome": Choices,
    "channel": Choices,
    "stakeholder": Choices,
    "phase": Rows,
    **{level.key: Areas for level in LEVELS},
    "month": Months,
    "code": Codes,
}
# Not told to the public, so it cannot be counted by in public either.
OFFICIAL = ["stakeholder", "code"]
OF_QUESTION = "question-"
# More is not read as a table.
MOST_CELLS = 5000


@dataclass(frozen=True)
class Value:
    """One row or column, and its total."""

    key: object
    label: str
    n: int


@dataclass(frozen=True)
class Cross:
    """`cells` are {(row key, column key): n}; `left_out` have no value of one of the dimensions. Where a
    remark may have several values, or persons are counted, the numbers do not add up to the totals."""

    rows: list[Value]
    columns: list[Value]
    cells: dict
    total: int
    left_out: int


def dimension_of(reading, name, field):
    """The Dimension of a name. ValidationError, under `field`, for one that there is not for this reader."""
    if name.startswith(OF_QUESTION) and reading.official:
        return Answers(name, reading, _question(reading, name, field))
    known = [key for key in WAYS if reading.official or key not in OFFICIAL]
    if name not in known:
        message = _("There is no dimension “%(name)s”; these there are: %(known)s.")
        raise ValidationError({field: [message % {"name": name, "known": ", ".join(known)}]})
    return WAYS[name](name, reading)


def _question(reading, name, field):
    questions = Question.objects.filter(section__survey__consultation=reading.consultation, kind__in=DECIDING)
    number = name.removeprefix(OF_QUESTION)
    found = questions.filter(pk=number).first() if number.isdigit() and len(number) < 19 else None
    if found is None:
        raise ValidationError({field: [_("The survey has no such question with prepared answers.")]})
    return found


def check_pair(rows, columns):
    """ValidationError for two dimensions that make no table."""
    if rows.name == columns.name or (isinstance(rows, Areas) and isinstance(columns, Areas)):
        raise ValidationError({"columns": [_("Choose something else for the columns than for the rows.")]})


def cross(reading, rows, columns, unit):
    """The Cross of two dimensions. Two queries, and one for the names of each dimension by ids."""
    cells, of_rows, of_columns, total = {}, {}, {}, 0
    for of_row, of_column, row, column, n in _grouped(reading.remarks, rows, columns, unit):
        if of_row and of_column:
            cells[row, column] = n
        elif of_row:
            of_rows[row] = n
        elif of_column:
            of_columns[column] = n
        else:
            total = n
    _check_size(len(of_rows) * len(of_columns))
    is_partial = rows.leaves_out or columns.leaves_out
    left_out = number_of(reading.remarks, unit) - total if is_partial else 0
    return Cross(_values(rows, of_rows), _values(columns, of_columns), cells, total, left_out)


def _check_size(number):
    if number > MOST_CELLS:
        message = _("This table would have %(number)d cells; %(most)d at most can be read. Filter more.")
        raise ValidationError({"rows": [message % {"number": number, "most": MOST_CELLS}]})


def _values(dimension, totals):
    return [Value(key, label, totals.get(key, 0)) for key, label in dimension.named({*totals})]


def _grouped(remarks, rows, columns, unit):
    """Rows of sql/count_cross.sql; without anything but zeros when there are no remarks."""
    keyed = remarks.order_by().annotate(row_keys=rows.column, column_keys=columns.column, remark_id=F("pk"))
    names = ["row_keys", "column_keys", "remark_id", "person_key"]
    sql, params = keyed.values_list(*names).query.sql_with_params()
    is_several = rows.is_several or columns.is_several
    who = "remark_id" if unit == REMARKS else "person_key"
    number = "count(*)" if unit == REMARKS and not is_several else f"count(DISTINCT {who})"
    keys = ", ".join([_key(rows, "row"), _key(columns, "column")])
    with connection.cursor() as cursor:
        cursor.execute(_count_cross().format(number=number, keys=keys, remarks=sql), params)
        return cursor.fetchall()


def _key(dimension, name):
    """A table of values beside each remark; of an array all of them, or one null for an empty one."""
    values = f"(VALUES ({name}_keys))"
    if dimension.is_several:
        values = f"unnest({name}_keys)"
    if dimension.is_several and not dimension.leaves_out:
        values = f"unnest(coalesce(nullif({name}_keys, '{{}}'), ARRAY[NULL]::bigint[]))"
    return f"LATERAL {values} AS of_{name}({name}_key)"


@cache
def _count_cross():
    return (Path(__file__).parent / "sql" / "count_cross.sql").read_text()


def names_of(reading):
    """[(name, label)] of the dimensions that this reader may ask for. One query for officials."""
    known = [key for key in WAYS if reading.official or key not in OFFICIAL]
    names = [(key, _label(WAYS[key](key, reading))) for key in known]
    if not reading.official:
        return names
    questions = Question.objects.filter(section__survey__consultation=reading.consultation, kind__in=DECIDING)
    return names + [(f"{OF_QUESTION}{question.pk}", question.text) for question in questions]


def _label(dimension):
    return dimension.label[:1].upper() + dimension.label[1:]
