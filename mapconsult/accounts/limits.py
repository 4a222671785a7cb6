"""Counting in windows of time, shared by all processes: what rate limits are made of."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mapconsult.accounts.models import LimitCount

# One statement, its rows in the order of their keys, so that two requests never wait for each other in a
# circle. A window that is over begins anew.
COUNT = """
    INSERT INTO accounts_limitcount AS counted (key, count, expires_at)
    SELECT key, amount, expires_at
    FROM unnest(%s::uuid[], %s::int[], %s::timestamptz[]) AS given (key, amount, expires_at)
    ORDER BY key
    ON CONFLICT (key) DO UPDATE SET
        count = excluded.count + CASE WHEN counted.expires_at <= %s THEN 0 ELSE counted.count END,
        expires_at = CASE WHEN counted.expires_at <= %s THEN excluded.expires_at ELSE counted.expires_at END
    RETURNING key::text, count, expires_at
"""

# The rows are locked in the same order. What counts nothing is gone: else whoever is refused again and again
# would fill the table with texts that nobody has stored.
GIVE_BACK = """
    WITH held AS (
        SELECT key, amount, count
        FROM accounts_limitcount JOIN unnest(%s::uuid[], %s::int[]) AS given (key, amount) USING (key)
        ORDER BY key FOR UPDATE OF accounts_limitcount
    ), gone AS (
        DELETE FROM accounts_limitcount USING held
        WHERE accounts_limitcount.key = held.key AND held.count <= held.amount
    )
    UPDATE accounts_limitcount AS counted SET count = counted.count - held.amount
    FROM held WHERE counted.key = held.key AND held.count > held.amount
"""


@dataclass(frozen=True)
class Limit:
    """So many times in so many seconds, for one key (any text: it is kept as a keyed hash alone), and how
    many of them come now."""

    key: str
    number: int
    seconds: int
    amount: int = 1

    @cached_property
    def digest(self):
        mac = salted_hmac("mapconsult.limits", f"{self.seconds}/{self.key}", algorithm="sha256").digest()
        return uuid.UUID(bytes=mac[:16])


@dataclass(frozen=True)
class Counted:
    """How often it has happened in the running window, this time included, and when the window ends."""

    limit: Limit
    count: int
    wait: int  # seconds

    @property
    def before(self):
        return self.count - self.limit.amount

    @property
    def exceeded(self):
        return self.count > self.limit.number


def hit(*limits, now=None):
    """Count the amount of each limit; [Counted] in their order. One statement, outside any transaction of the
    caller's choosing: the row of a busy key is locked for no longer than this."""
    now = now or timezone.now()
    digests = [str(limit.digest) for limit in limits]
    ends = [now + timedelta(seconds=limit.seconds) for limit in limits]
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [digests, [limit.amount for limit in limits], ends, now, now])
        found = {key: (count, ends_at) for key, count, ends_at in cursor.fetchall()}
    return [_counted(limit, *found[str(limit.digest)], now) for limit in limits]


def _counted(limit, count, ends_at, now):
    return Counted(limit, count, max(1, round((ends_at - now).total_seconds())))


def give_back(*limits):
    """Undo a hit() after which nothing was done, so that only what was done counts."""
    with connection.cursor() as cursor:
        cursor.execute(
            GIVE_BACK, [[str(limit.digest) for limit in limits], [limit.amount for limit in limits]]
        )


def forget_expired(now=None):
    """Drop the windows that are over."""
    LimitCount.objects.filter(expires_at__lte=now or timezone.now()).delete()
