"""The code book of a consultation: which codes there are, and how often they were given."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, OuterRef

from mapconsult.consultations.rows import COLOURS
from mapconsult.insight.models import Code, Coding


@dataclass
class Entry:
    """A code with the numbers of remarks and of open answers that somebody gave it to."""

    code: Code
    remarks: int = 0
    answers: int = 0


def code_book(consultation, remarks, answers):
    """[Entry] in their order; counted are the items of two querysets. Three queries."""
    entries = {code.pk: Entry(code) for code in Code.objects.of(consultation)}
    given = Coding.objects.filter(code__in=entries).order_by().values_list("code")
    for column, items in {"remark": remarks, "answer": answers}.items():
        within = given.filter(**{f"{column}__in": items.order_by().values("pk")})
        for code, number in within.annotate(number=Count(column, distinct=True)):
            setattr(entries[code], f"{column}s", number)
    return list(entries.values())


def next_colour(consultation):
    """In turn, as categories get theirs; a code is never told by its colour alone."""
    return COLOURS[Code.objects.of(consultation).count() % len(COLOURS)]


@transaction.atomic
def save_code(*, code):
    """Keep a new or changed code; a new one stands at the end of the code book."""
    if not code.pk:
        last = Code.objects.of(code.consultation).order_by("-order").values_list("order", flat=True).first()
        code.order = 0 if last is None else last + 1
        code.color = code.color or next_colour(code.consultation)
    code.save()
    code.consultation.bump()
    return code


@transaction.atomic
def merge(*, code, into):
    """Make all that was given one code the other, whoever gave it; the one is gone then."""
    given = Coding.objects.filter(code=code)
    for column in ("remark", "answer"):
        same = Coding.objects.filter(code=into, **{column: OuterRef(column)}, coder=OuterRef("coder"))
        given.filter(Exists(same)).delete()
    given.update(code=into)
    delete_code(code=code)


@transaction.atomic
def delete_code(*, code):
    """Delete a code, with all that was given of it."""
    consultation = code.consultation
    code.delete()
    consultation.bump()
