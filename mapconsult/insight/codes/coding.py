"""Giving codes and taking them away: every coder their own, to one remark or open answer or to many at once.

`items` is always a queryset of remarks, or of answers, of one consultation that the coder may read.
"""

from django.db import transaction

from mapconsult.feedback.models import Remark
from mapconsult.insight.models import Coding

# More than this is not one slip of the hand that could be undone (as in feedback/panel/undo.py).
MOST = 20_000
BATCH = 5_000


class TooMany(Exception):
    """More than MOST items at once."""


def column_of(items):
    """The column of Coding that holds the items of a queryset."""
    return "remark" if items.model is Remark else "answer"


@transaction.atomic
def give(*, code, items, by):
    """Give a code to the items that the coder has not given it to yet; returns their ids. Raises TooMany."""
    column = column_of(items)
    own = Coding.objects.filter(code=code, coder=by, **{f"{column}__isnull": False})
    new = _few(items.exclude(pk__in=own.values(column)))
    rows = [Coding(code=code, coder=by, **{f"{column}_id": pk}) for pk in new]
    Coding.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    if new:
        code.consultation.bump()
    return new


@transaction.atomic
def take(*, code, items, by):
    """Take away what the coder gave, and nobody else's; returns the ids of the items. Raises TooMany."""
    column = column_of(items)
    own = Coding.objects.filter(code=code, coder=by, **{f"{column}__in": items.values("pk")})
    given = _few(items.filter(pk__in=own.values(column)))
    Coding.objects.filter(code=code, coder=by, **{f"{column}__in": given}).delete()
    if given:
        code.consultation.bump()
    return given


@transaction.atomic
def note_none(*, item, by, consultation):
    """Note that the coder has read an item and none of the codes fits: those that they gave it go."""
    of_item = {column_of(type(item)._default_manager.all()): item}
    Coding.objects.filter(coder=by, **of_item).delete()
    Coding.objects.create(coder=by, **of_item)
    consultation.bump()


@transaction.atomic
def forget_none(*, item, by, consultation):
    """Take that note back: the coder has not gone through the item."""
    of_item = {column_of(type(item)._default_manager.all()): item}
    Coding.objects.filter(code=None, coder=by, **of_item).delete()
    consultation.bump()


def not_gone_through(items, by):
    """Those to which the coder has neither given a code nor noted that none fits."""
    column = column_of(items)
    own = Coding.objects.filter(coder=by, **{f"{column}__isnull": False})
    return items.exclude(pk__in=own.values(column))


def _few(items):
    pks = list(items.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(pks) > MOST:
        raise TooMany
    return pks
