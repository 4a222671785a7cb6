"""How many remarks came when: by day, week or month of Europe/Warsaw."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

# A histogram of more bars than this is not read as one.
MOST_BARS = 62
DAY, WEEK, MONTH = PERIODS = ["day", "week", "month"]


@dataclass(frozen=True)
class Bucket:
    """Remarks received from the day `start` to before the day `end`."""

    start: date
    end: date
    count: int


def trend(remarks, by=None):
    """("day", "week" or "month", [Bucket, ...]) without gaps from the first remark to the last.

    The finest period that fits into MOST_BARS unless one is asked for; weeks begin on Monday.
    """
    days = _days(remarks)
    if not days:
        return by or DAY, []
    by = by or _fitting(min(days), max(days))
    counts = dict.fromkeys(_starts(min(days), max(days), by), 0)
    for day, count in days.items():
        counts[_start(day, by)] += count
    return by, [Bucket(start, _after(start, by), count) for start, count in counts.items()]


def _days(remarks):
    day = TruncDate("received_at", tzinfo=timezone.get_default_timezone())
    return dict(remarks.order_by().values(day=day).annotate(count=Count("*")).values_list("day", "count"))


def _fitting(first, last):
    days = (last - first).days + 1
    if days <= MOST_BARS:
        return DAY
    return WEEK if days <= MOST_BARS * 7 else MONTH


def _starts(first, last, by):
    start = _start(first, by)
    while start <= last:
        yield start
        start = _after(start, by)


def _start(day, by):
    """The first day of the period that a day lies in."""
    if by == MONTH:
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if by == WEEK else day


def _after(start, by):
    """The first day after the period that begins at `start`."""
    if by == MONTH:
        return (start + timedelta(days=31)).replace(day=1)
    return start + timedelta(days=7 if by == WEEK else 1)
