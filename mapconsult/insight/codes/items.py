"""The remarks and open answers that a coder goes through, each with the codes that it has."""

from collections import Counter
from dataclasses import dataclass, field

from mapconsult.accounts.roles import Right
from mapconsult.feedback.filter_fields import LONGEST_ID
from mapconsult.feedback.models import Answer, Remark
from mapconsult.feedback.paging import after, cursor_at, ordered, parse_cursor
from mapconsult.feedback.serializers import PageQuery
from mapconsult.insight.codes.coding import column_of
from mapconsult.insight.models import Code, Coding

PAGE = 25


@dataclass
class Item:
    """A remark or an answer with the codes of one coder and those of the others."""

    row: Remark | Answer
    own: set[int] = field(default_factory=set)
    # [(code, how many other coders gave it)]
    others: list[tuple[Code, int]] = field(default_factory=list)
    # The coder has read it and noted that none fits.
    is_noted: bool = False

    @property
    def key(self):
        """What the forms call it: remark-12, answer-5."""
        return f"{column_of(type(self.row)._default_manager)}-{self.row.pk}"

    @property
    def said(self):
        return self.row.body if isinstance(self.row, Remark) else self.row.text

    @property
    def is_none(self):
        return self.is_noted and not self.own


def open_answers(consultation, standing):
    """The answers in words to the survey of a consultation, for whoever reads all of it: a guest of one area
    cannot be shown them, for nobody knows where they belong."""
    answers = Answer.objects.filter(submission__consultation=consultation).exclude(text="")
    answers = answers.select_related("question", "submission").order_by("-pk")
    return answers if standing.may_everywhere(Right.READ) else answers.none()


def page_of(items, cursor):
    """([row], the cursor of the next page or None), the newest first."""
    if column_of(items) == "remark":
        rows = list(after(ordered(items), _position(cursor)).with_names()[: PAGE + 1])
        following = cursor_at(rows[PAGE - 1]) if len(rows) > PAGE else None
    else:
        earlier = items.filter(pk__lt=int(cursor)) if is_id(cursor) else items
        rows = list(earlier[: PAGE + 1])
        following = str(rows[PAGE - 1].pk) if len(rows) > PAGE else None
    return rows[:PAGE], following


def is_id(text):
    """Whether a text of an address or a form can be the id of a row."""
    return bool(text) and text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID


def _position(cursor):
    asked = PageQuery(data={"cursor": cursor} if cursor else {})
    return parse_cursor(cursor) if cursor and asked.is_valid() else None


def with_codings(rows, *, codes, by, hide_others):
    """[Item] of rows of one model, given the codes of their consultation. One query."""
    items = {row.pk: Item(row) for row in rows}
    if not items:
        return []
    column = column_of(type(rows[0])._default_manager)
    codings = Coding.objects.filter(**{f"{column}__in": items})
    if hide_others:
        codings = codings.filter(coder=by)
    others = Counter()
    for pk, code, coder in codings.values_list(column, "code", "coder"):
        if coder != by.pk:
            others[pk, code] += 1
        elif code is None:
            items[pk].is_noted = True
        else:
            items[pk].own.add(code)
    for item in items.values():
        numbers = ((code, others[item.row.pk, code.pk]) for code in codes)
        item.others = [(code, number) for code, number in numbers if number]
    return list(items.values())
