"""Pages of remarks in one of some orders, each page starting after the last row of the one before.

A cursor is the keys of that row, so that page 10,000 costs what page 1 does and nothing is shown twice when
new remarks arrive. All keys grow smaller from row to row.
"""

from datetime import UTC, datetime, timedelta

from django.db import models
from django.db.models import BigIntegerField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from geo.grid import tile
from mapconsult.feedback.search import relevance

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# Farther than any place is from another, in squared tiles.
NOWHERE = 2**62


class Order(models.TextChoices):
    NEWEST = "newest", _("newest first")
    SUPPORTED = "supported", _("most supported first")
    NEAREST = "nearest", _("nearest first")
    RELEVANCE = "relevance", _("best match first")


KEYS = {
    Order.NEWEST: ("received_at", "pk"),
    Order.SUPPORTED: ("supports", "received_at", "pk"),
    Order.NEAREST: ("nearness", "pk"),
    Order.RELEVANCE: ("relevance", "received_at", "pk"),
}


def ordered(queryset, order=Order.NEWEST, near=None, words=""):
    """The remarks in an order. `near` is a Point in EPSG:4326, for the nearest; those about no place come
    last. `words` are those that the most relevant are asked for; without any, the newest come first."""
    if order == Order.NEAREST:
        queryset = queryset.annotate(nearness=_nearness(near))
    if order == Order.RELEVANCE:
        queryset = queryset.annotate(relevance=relevance(words))
    return queryset.order_by(*(f"-{key}" for key in KEYS[order]))


def _nearness(near):
    """Minus the squared distance in tiles of the deepest zoom: Mercator is true in all directions, so within
    one consultation this orders as metres do, and it is read from the index."""
    squares = [
        (Cast(F(column), BigIntegerField()) - Value(own)) * (Cast(F(column), BigIntegerField()) - Value(own))
        for column, own in zip(("tile_x", "tile_y"), tile(near.x, near.y), strict=True)
    ]
    distance = Coalesce(squares[0] + squares[1], Value(NOWHERE), output_field=BigIntegerField())
    # Said again, because Django takes the sum of two large numbers for a small one.
    return ExpressionWrapper(Value(0) - distance, output_field=BigIntegerField())


def cursor_at(row, order=Order.NEWEST):
    """The cursor of the page that follows a row of ordered()."""
    return "_".join(str(_number(getattr(row, key))) for key in KEYS[order])


def cursor_of(remark_id, received_at):
    """`<microseconds since 1970>_<id>`."""
    return f"{_number(received_at)}_{remark_id}"


def _number(value):
    return (value - EPOCH) // MICROSECOND if isinstance(value, datetime) else value


def parse_cursor(text, order=Order.NEWEST):
    """The keys that cursor_at() wrote, in a tuple; ValueError for those of another order."""
    keys = KEYS[order]
    numbers = [int(part) for part in text.split("_")]
    if len(numbers) != len(keys):
        raise ValueError(text)
    return tuple(
        EPOCH + number * MICROSECOND if key == "received_at" else number
        for key, number in zip(keys, numbers, strict=True)
    )


def after(queryset, cursor, order=Order.NEWEST):
    """The rows of ordered() that follow a parsed cursor; all of them without one."""
    if not cursor:
        return queryset
    later, equal = Q(pk__in=[]), Q()
    for key, value in zip(KEYS[order], cursor, strict=True):
        later |= equal & Q(**{f"{key}__lt": value})
        equal &= Q(**{key: value})
    if order == Order.RELEVANCE:
        # There is no index of it, and every mention computes it again.
        return queryset.filter(later)
    # The first condition bounds the range of an index, the second leaves out what was shown of that value.
    return queryset.filter(**{f"{KEYS[order][0]}__lte": cursor[0]}).filter(later)
