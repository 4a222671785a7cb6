"""Pages of remarks, newest first, each starting after the last row of the one before.

A cursor is that row's moment and id, so that page 10,000 costs what page 1 does and nothing is
shown twice when new remarks arrive.
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def cursor_of(remark_id, received_at):
    """`<microseconds since 1970>_<id>`."""
    return f"{(received_at - EPOCH) // MICROSECOND}_{remark_id}"


def parse_cursor(text):
    """(moment, id) of what cursor_of made."""
    microseconds, remark_id = map(int, text.split("_"))
    return EPOCH + microseconds * MICROSECOND, remark_id


def after(queryset, cursor):
    """The rows that follow a parsed cursor; all of them without one."""
    if not cursor:
        return queryset
    moment, remark_id = cursor
    # The first condition bounds the index range, the second leaves out what was shown of that moment.
    return queryset.filter(received_at__lte=moment).exclude(received_at=moment, pk__gte=remark_id)
