"""Many remarks that belong together: one sender, one address on one day, or the same words again."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, Min, Q
from django.db.models.functions import MD5

from mapconsult.feedback.models import RemarkKind, RemarkState
from mapconsult.feedback.querysets import SAMENESS

# From how many on a moderator is told. Thirty people may sit behind the address of one office.
MANY = {"person": 20, "address": 40, "text": 5}
MOST_GROUPS = 10
# A digest of the words takes the memory of a sort that the words themselves would overflow.
KEYS = {kind: F(column) for kind, column in SAMENESS.items()} | {"text": MD5("body")}


@dataclass(frozen=True)
class Flood:
    """A group above the threshold: its kind, one of its remarks, and what a moderator asks first."""

    kind: str
    remark_id: int
    count: int
    published: int
    first: datetime
    last: datetime

    @property
    def group(self):
        """The value of the filter `group` that lists it."""
        return f"{self.kind}-{self.remark_id}"


def floods(remarks):
    """The largest groups of each kind among the remarks that one reader sees; [Flood], one query a kind."""
    return [flood for kind in KEYS for flood in _floods(remarks, kind)]


def _floods(remarks, kind):
    # A survey itself asks for several places, and for short words.
    groups = (
        remarks.exclude(kind=RemarkKind.ANSWER)
        .order_by()
        .annotate(key=KEYS[kind])
        .filter(key__isnull=False)
        .values("key")
        .annotate(
            count=Count("pk"),
            published=Count("pk", filter=Q(state=RemarkState.PUBLISHED)),
            remark_id=Min("pk"),
            first=Min("received_at"),
            last=Max("received_at"),
        )
        .filter(count__gte=MANY[kind])
        .order_by("-count", "remark_id")
    )
    fields = ["remark_id", "count", "published", "first", "last"]
    return [Flood(kind, *row) for row in groups.values_list(*fields)[:MOST_GROUPS]]
