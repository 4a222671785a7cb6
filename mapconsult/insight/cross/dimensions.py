"""What remarks are told apart by in a table: the values of a dimension, their names, and the filters that
lead to the remarks of one value."""

from dataclasses import dataclass
from datetime import datetime, time

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Case, F, OuterRef, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from geo.models import Area, Level
from mapconsult.feedback.filter_fields import WITHOUT
from mapconsult.feedback.models.answer import AnswerChoice
from mapconsult.insight.models import Code, Coding
from mapconsult.insight.scope import ANCESTORS
from mapconsult.insight.trends import MONTH, after, month

NOWHERE, OUTSIDE = -1, 0


class Dimension:
    """`column` is the value of a remark as an expression; where `is_several`, an array of values. Whoever has
    none of these stands apart, or is left out (`leaves_out`)."""

    is_several = leaves_out = False

    def __init__(self, name, reading):
        self.name, self.reading = name, reading
        self.label = str(reading.filters.filters[name].label) if name in reading.filters.filters else ""

    def named(self, keys):
        """[(key, label)] of those that occur, in their order."""
        raise NotImplementedError

    def narrow(self, query):
        """Narrow a QueryDict to the remarks that are not left out."""

    def ask(self, query, key):
        """Narrow a QueryDict to one of the values."""
        query[self.name] = WITHOUT if key in (None, "") else str(key)


class Rows(Dimension):
    """A foreign key that is a filter by ids: category and phase."""

    @property
    def column(self):
        return F(f"{self.name}_id")

    def named(self, keys):
        model = self.reading.remarks.model._meta.get_field(self.name).related_model
        rows = [(row.pk, str(row)) for row in model.objects.filter(pk__in=keys - {None})]
        return rows + [(None, _("none"))] * (None in keys)


class Choices(Dimension):
    """A column of a few texts."""

    @property
    def column(self):
        return F(self.name)

    def named(self, keys):
        choices = self.reading.filters.filters[self.name].extra["choices"]
        choices = dict(getattr(choices, "choices", choices))
        asked = [(key, "" if key == WITHOUT else key) for key in choices]
        return [(value, str(choices[key])) for key, value in asked if value in keys]


class Areas(Dimension):
    """The areas of a level; remarks in none of them, and those without a place, stand apart."""

    def __init__(self, name, reading):
        super().__init__(name, reading)
        self.level = Level.named(name)
        self.label = str(self.level.label)
        self.found = {}

    @property
    def column(self):
        inside = Coalesce(F(f"{self.level.key}_id"), Value(OUTSIDE), output_field=BigIntegerField())
        nowhere = When(tile_x__isnull=True, then=Value(NOWHERE))
        return Case(nowhere, default=inside, output_field=BigIntegerField())

    def named(self, keys):
        areas = Area.objects.select_related(ANCESTORS).filter(pk__in=keys).order_by("name", "code")
        self.found = {area.pk: area for area in areas}
        apart = [(OUTSIDE, _("in none of them")), (NOWHERE, _("without a place"))]
        return [(pk, area.name) for pk, area in self.found.items()] + [row for row in apart if row[0] in keys]

    def ask(self, query, key):
        if key == NOWHERE:
            query["place"] = WITHOUT
        elif key == OUTSIDE:
            query["place"] = f"outside-{self.level.key}"
        else:
            query.setlist("area", self._both(self.found[key]))

    def _both(self, area):
        """The codes of an area, or of those within it when only these are asked for."""
        asked = self.reading.filters.form.cleaned_data["area"]
        finer = [one.code for one in asked if one.level > area.level and area in _above(one)]
        return finer or [area.code]


def _above(area):
    while area := area.parent:
        yield area


class Months(Dimension):
    """Months of Europe/Warsaw."""

    def __init__(self, name, reading):
        super().__init__(name, reading)
        self.label = _("Month")

    @property
    def column(self):
        return month()

    def named(self, keys):
        return [(key, date_format(key, "F Y")) for key in sorted(keys)]

    def ask(self, query, key):
        asked = self.reading.filters.form.cleaned_data
        query["created_after"] = _narrower(asked["created_after"], key, max)
        query["created_before"] = _narrower(asked["created_before"], after(key, MONTH), min)


def _narrower(moment, day, choose):
    """A day as an address has it, or the moment that is asked for where that is narrower."""
    midnight = timezone.make_aware(datetime.combine(day, time()))
    chosen = choose(moment or midnight, midnight)
    return day.isoformat() if chosen == midnight else chosen.isoformat()


class Answers(Dimension):
    """The answers that senders chose to one question of the survey; who chose none is left out."""

    is_several = leaves_out = True

    def __init__(self, name, reading, question):
        super().__init__(name, reading)
        self.question, self.label = question, question.text
        # Only those that are filtered by, if any are, so that the filters of a cell can say the same.
        asked = self.reading.filters.form.cleaned_data["answer"].get(question.pk)
        choices = question.choices.filter(pk__in=asked) if asked else question.choices.all()
        self.choices = {choice.pk: choice.text for choice in choices}

    @property
    def column(self):
        chosen = AnswerChoice.objects.filter(
            question=self.question, choice__in=[*self.choices], answer__submission=OuterRef("submission_id")
        )
        return ArraySubquery(chosen.order_by().values("choice"))

    def named(self, keys):
        return [(pk, text) for pk, text in self.choices.items() if pk in keys]

    def narrow(self, query):
        self._ask(query, self.choices)

    def ask(self, query, key):
        self._ask(query, [key])

    def _ask(self, query, keys):
        given = {part for item in query.getlist("answer") for part in item.split(",") if part}
        others = given - {str(pk) for pk in self.choices}
        query.setlist("answer", sorted(others, key=int) + [str(key) for key in keys])


class Codes(Dimension):
    """The codes that officials gave."""

    is_several = True

    @property
    def column(self):
        given = Coding.objects.given().filter(remark=OuterRef("pk"))
        asked = [pk for pk in self.reading.filters.form.cleaned_data["code"] if pk != WITHOUT]
        if asked:
            given = given.filter(code__in=asked)
        return ArraySubquery(given.order_by().values("code").distinct())

    def named(self, keys):
        codes = [(code.pk, code.name) for code in Code.objects.filter(pk__in=keys - {None})]
        return codes + [(None, _("without a code"))] * (None in keys)


@dataclass(frozen=True)
class Nothing:
    """A table of one dimension has one column."""

    is_several = leaves_out = False
    name = label = ""
    column = Value(0)

    def named(self, keys):
        return [(0, "")]

    def narrow(self, query):
        """Narrows nothing."""

    def ask(self, query, key):
        """Narrows nothing."""
