"""How sure one may be of what remarks add up to: who stands behind them, and whom they leave out."""

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count

from mapconsult.feedback.models import Channel
from mapconsult.insight.shares import Part, Weighed

TOP = 10


@dataclass(frozen=True)
class Activity:
    """Who said how much: `steps` are (remarks, how many persons said so many), the most active first."""

    steps: list[tuple[int, int]]

    @property
    def persons(self):
        return sum(persons for _said, persons in self.steps)

    @property
    def remarks(self):
        return sum(said * persons for said, persons in self.steps)

    @property
    def once(self):
        """The persons who said one thing."""
        return Part(dict(self.steps).get(1, 0), self.persons)

    @property
    def percentile(self):
        """How many persons are the most active one per cent, at least one."""
        return math.ceil(self.persons / 100)

    @property
    def of_percentile(self):
        """The remarks of the most active one per cent."""
        return Part(self._said_by(self.percentile), self.remarks)

    @property
    def of_top(self):
        """The remarks of the most active ten persons; None when there are hardly more."""
        return Part(self._said_by(TOP), self.remarks) if self.persons >= 2 * TOP else None

    def _said_by(self, number):
        """The remarks of so many persons who said most."""
        found = 0
        for said, persons in self.steps:
            found += said * min(persons, number)
            number -= min(persons, number)
        return found


def activity(remarks):
    """The Activity behind a RemarkQuerySet. One query."""
    try:
        sql, params = remarks.order_by().values_list("person_key").query.sql_with_params()
    except EmptyResultSet:
        return Activity([])
    with connection.cursor() as cursor:
        cursor.execute(_count_activity().format(remarks=sql), params)
        return Activity(cursor.fetchall())


@cache
def _count_activity():
    return (Path(__file__).parent / "sql" / "count_activity.sql").read_text()


@dataclass
class Voices:
    """One row of a comparison of remarks with persons; its ranks, from 1, are put in by `ranked`."""

    key: object
    label: str
    remarks: Part
    persons: Part
    by_remarks: int = 0
    by_persons: int = 0
    # The address of its remarks, under the filters of the page.
    href: str = ""

    @property
    def climbs(self):
        """How many places it gains when each person has one voice; negative: how many it loses."""
        return self.by_remarks - self.by_persons

    @property
    def falls(self):
        return -self.climbs


def ranked(rows):
    """The rows by persons, with both ranks; equal numbers share a rank."""
    for name in ("remarks", "persons"):
        numbers = sorted((getattr(row, name).number for row in rows), reverse=True)
        for row in rows:
            setattr(row, f"by_{name}", numbers.index(getattr(row, name).number) + 1)
    return sorted(rows, key=lambda row: (row.by_persons, row.by_remarks))


def voices_by_category(remarks, categories, activity):
    """[Voices] of the categories that occur, each person once in each; the key None is "no category". One
    query."""
    names = {category.pk: category.name for category in categories} | {None: ""}
    counts = _counted(remarks, "category")
    return _voices([(key, names.get(key, ""), *row) for key, row in counts.items()], activity)


def voices_by_area(counts, activity):
    """[Voices] of the areas of `count_by_area` that somebody spoke of."""
    return _voices(
        [(area.code, area.name, area.count, area.persons) for area in counts.areas if area.count], activity
    )


def _voices(rows, activity):
    remarks, persons = activity.remarks, activity.persons
    return ranked(
        [Voices(key, name, Part(said, remarks), Part(who, persons)) for key, name, said, who in rows]
    )


def by_channel(remarks, activity):
    """[Voices] of the channels that were used. One query."""
    counts = _counted(remarks, "channel")
    rows = [(key, str(label), *counts[key]) for key, label in Channel.choices if key in counts]
    return _voices(rows, activity)


def _counted(remarks, column):
    """{value: (remarks, persons)}"""
    rows = remarks.order_by().values(column)
    rows = rows.annotate(said=Count("*"), persons=Count("person_key", distinct=True))
    return {value: (said, persons) for value, said, persons in rows.values_list(column, "said", "persons")}


@dataclass(frozen=True)
class Represented:
    """The persons of an area beside its residents."""

    code: str
    name: str
    weighed: Weighed

    @property
    def per_1000(self):
        """Persons per 1,000 residents."""
        return (
            round(1000 * self.weighed.number / self.weighed.residents, 1) if self.weighed.residents else None
        )


def represented(counts):
    """[Represented] of the areas of `count_by_area` whose residents are known, those over-represented first.

    The share of an area is that of persons who speak of the areas: who speaks of two counts in both. Spoken
    of, not lived in: nobody is asked where they live.
    """
    areas = [area for area in counts.areas if area.population]
    persons = sum(area.persons for area in areas)
    residents = sum(area.population for area in areas)
    rows = [
        Represented(area.code, area.name, Weighed(area.persons, persons, area.population, residents))
        for area in areas
    ]
    return sorted(rows, key=lambda row: -row.per_1000)
