"""Two questions of a survey beside each other, or a question by the areas in which its respondents marked
places."""

from dataclasses import dataclass

from django.db.models import Count, F, FilteredRelation, Q

from geo.models import Level
from mapconsult.consultations.models import Question
from mapconsult.insight import scope
from mapconsult.insight.shares import Part

Kind = Question.Kind
# Questions whose answers are few enough to be rows or columns.
CROSSED = {Kind.SINGLE, Kind.MULTIPLE, Kind.PLACE, Kind.SCALE}
LEVELS = {level.key: level for level in scope.LEVELS}


@dataclass(frozen=True)
class CrossRow:
    """A row with `number` respondents; the shares of its cells are shares of these."""

    label: str
    number: int
    cells: list[Part]


@dataclass(frozen=True)
class Cross:
    """`columns` are [(label, respondents)], `number` the respondents who stand somewhere in the table."""

    columns: list[tuple[str, int]]
    rows: list[CrossRow]
    number: int


def cross(respondents, rows, columns):
    """The Cross of a Question (`rows`) with another one or with a Level (`columns`). Four queries.

    Respondents count once in a cell, in a row, in a column and in all. Who chose several answers, or marked
    places in several areas, stands in several, so that these need not add up.
    """
    sent, row = _beside(respondents.submissions, "first", rows)
    sent, column = _beside(sent, "second", columns)
    known = sent.filter(**{f"{row}__isnull": False, f"{column}__isnull": False})
    cells = _count(known, row, column)
    of_rows, of_columns = _count(known, row), _count(known, column)
    keys = _keys(columns, of_columns)
    return Cross(
        columns=[(label, of_columns.get((key,), 0)) for key, label in keys],
        rows=[
            CrossRow(label, number, [Part(cells.get((place, key), 0), number) for key, _label in keys])
            for place, label in _keys(rows, of_rows)
            for number in [of_rows.get((place,), 0)]
        ],
        number=known.aggregate(number=Count("pk", distinct=True))["number"],
    )


def _beside(sent, name, asked):
    """The sendings with what they say of one dimension, and the path of its value."""
    if isinstance(asked, Level):
        state = {"remarks__kind": "answer"}
        condition = Q(**state) & ~Q(remarks__state="withdrawn")
        sent = sent.annotate(**{name: FilteredRelation("remarks", condition=condition)})
        return sent, f"{name}__{asked.key}__name"
    sent = sent.annotate(**{name: FilteredRelation("answers", condition=Q(answers__question=asked.pk))})
    return sent, f"{name}__number" if asked.kind == Kind.SCALE else f"{name}__choices__choice"


def _count(known, *paths):
    """{(value, ...): respondents}"""
    named = {f"value_{place}": F(path) for place, path in enumerate(paths)}
    rows = known.values(**named).annotate(respondents=Count("pk", distinct=True))
    return {tuple(row[name] for name in named): row["respondents"] for row in rows}


def _keys(asked, found):
    """[(value, label)] of a dimension, in its order: all answers of a question, or areas with marks."""
    if isinstance(asked, Level):
        return sorted((name, name) for (name,) in found)
    if asked.kind == Kind.SCALE:
        return [(float(step), str(step)) for step in range(asked.least, asked.most + 1)]
    return [(choice.pk, choice.text) for choice in asked.choices.all()]
