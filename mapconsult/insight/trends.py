"""How many remarks came when: by day, week, month or year of Europe/Warsaw."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField
from django.db.models.functions import Trunc, TruncDate
from django.utils import timezone

from mapconsult.insight.units import REMARKS, tally

# A histogram of more bars than this is not read as one.
MOST_BARS = 62
DAY, WEEK, MONTH, YEAR = PERIODS = ["day", "week", "month", "year"]
# How many days the longest of them has at least.
SHORTEST = {DAY: 1, WEEK: 7, MONTH: 28}


@dataclass(frozen=True)
class Bucket:
    """Remarks received from the day `start` to before the day `end`."""

    start: date
    end: date
    count: int


def trend(remarks, by=None, unit=REMARKS):
    """("day", "week", "month" or "year", [Bucket, ...]) without gaps from the first remark to the last.

    The finest period that fits into MOST_BARS unless one is asked for; weeks begin on Monday. One query, one
    more for persons.
    """
    days = dict(tally(remarks, REMARKS, day=period(DAY)))
    if not days:
        return by or DAY, []
    by = by or fitting(min(days), max(days))
    counts = dict.fromkeys(starts(min(days), max(days), by), 0)
    if unit == REMARKS:
        for day, count in days.items():
            counts[start_of(day, by)] += count
    else:
        counts |= dict(tally(remarks, unit, start=period(by)))
    return by, [Bucket(start, after(start, by), count) for start, count in counts.items()]


def period(by):
    """The first day of the period in which a remark came, in Europe/Warsaw, as an expression."""
    zone = timezone.get_default_timezone()
    if by == DAY:
        return TruncDate("received_at", tzinfo=zone)
    return Trunc("received_at", by, tzinfo=zone, output_field=DateField())


def fitting(first, last):
    """The finest period of which there are at most MOST_BARS from one day to another."""
    days = (last - first).days + 1
    return next((by for by, least in SHORTEST.items() if days <= MOST_BARS * least), YEAR)


def starts(first, last, by):
    """The first days of all periods from one day to another."""
    start = start_of(first, by)
    while start <= last:
        yield start
        start = after(start, by)


def start_of(day, by):
    """The first day of the period that a day lies in."""
    if by == YEAR:
        return day.replace(month=1, day=1)
    if by == MONTH:
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if by == WEEK else day


def after(start, by):
    """The first day after the period that begins at `start`."""
    if by == YEAR:
        return start.replace(year=start.year + 1)
    if by == MONTH:
        return (start + timedelta(days=31)).replace(day=1)
    return start + timedelta(days=7 if by == WEEK else 1)
