"""The observatory over time: consultations by the year or month in which they opened."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from mapconsult.insight.observatory.numbers import Total

YEAR, MONTH = PERIODS = ["year", "month"]
# Longer than this is looked at by years, unless months are asked for.
MOST_MONTHS = 36


@dataclass(frozen=True)
class Period:
    """`start` is its first day; `total` sums the consultations that opened in it, and what came of it."""

    start: date
    total: Total


def over_time(observed, by=None):
    """("year" or "month", [Period, ...]) from the first to the last, empty ones too."""
    opened = [(timezone.localdate(one.consultation.opens_at), one.numbers) for one in observed]
    if not opened:
        return by or YEAR, []
    first, last = min(day for day, _ in opened), max(day for day, _ in opened)
    if by is None:
        by = MONTH if _number(last) - _number(first) < MOST_MONTHS else YEAR
    several = {start: [] for start in _starts(first, last, by)}
    for day, numbers in opened:
        several[_start(day, by)].append(numbers)
    return by, [Period(start, Total.of(members)) for start, members in several.items()]


def _start(day, by):
    return day.replace(day=1) if by == MONTH else day.replace(month=1, day=1)


def _number(day):
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _starts(first, last, by):
    step = 1 if by == MONTH else 12
    months = range(_number(_start(first, by)), _number(last) + 1, step)
    return [date(number // 12, number % 12 + 1, 1) for number in months]
