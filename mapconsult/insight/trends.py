"""How many remarks came when: by day, week, month or year of Europe/Warsaw."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import DateField, Func, IntegerField, Max, Min, Value
from django.db.models.functions import TruncMonth
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

    The finest period that fits into MOST_BARS unless one is asked for; weeks begin on Monday. Two queries.
    """
    by, starts = periods(remarks, by)
    counts = dict(tally(remarks, unit, number=number_in(starts))) if starts else {}
    return by, [Bucket(start, after(start, by), counts.get(number, 0)) for number, start in enumerate(starts)]


def periods(remarks, by=None):
    """(by, the first days of all periods from the first remark to the last). One query, which reads the two
    ends of an index."""
    span = remarks.order_by().aggregate(first=Min("received_at"), last=Max("received_at"))
    if not span["first"]:
        return by or DAY, []
    first, last = timezone.localdate(span["first"]), timezone.localdate(span["last"])
    by = by or fitting(first, last)
    return by, list(starts_of(first, last, by))


def number_in(starts):
    """In which of the periods a remark came, from 0, as an expression: a search among their beginnings, which
    is quicker than to tell the day of each remark in Europe/Warsaw."""
    borders = [timezone.make_aware(datetime.combine(start, time())) for start in starts[1:]]
    template = "%(function)s(%(expressions)s::timestamptz[])"
    return Func(
        "received_at", Value(borders), function="width_bucket", template=template, output_field=IntegerField()
    )


def month():
    """The first day of the month in which a remark came, in Europe/Warsaw, as an expression."""
    return TruncMonth("received_at", tzinfo=timezone.get_default_timezone(), output_field=DateField())


def fitting(first, last):
    """The finest period of which there are at most MOST_BARS from one day to another."""
    days = (last - first).days + 1
    return next((by for by, least in SHORTEST.items() if days <= MOST_BARS * least), YEAR)


def starts_of(first, last, by):
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
