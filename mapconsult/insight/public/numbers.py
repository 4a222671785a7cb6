"""What the page of public results tells: the numbers of one filter state, small ones of persons hidden."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from geo.models import Level
from mapconsult.consultations.pins import NO_CATEGORY, pins
from mapconsult.feedback.models import Remark
from mapconsult.insight.asked import scopes_of
from mapconsult.insight.counts import Counts, count_by_area
from mapconsult.insight.disclosure import hide_persons
from mapconsult.insight.scope import LEVELS, Scope
from mapconsult.insight.shares import Share, share
from mapconsult.insight.trends import Bucket, trend


@dataclass(frozen=True)
class Where:
    """The areas of one level with their Counts; persons are None where they are not told (disclosure.py)."""

    scope: Scope
    level: Level
    levels: list
    counts: Counts

    @property
    def offered(self):
        """The levels that tell the territory apart, and its own."""
        return [level for level in self.levels if level >= self.scope.territory.level]

    @property
    def spoken(self):
        """The areas with remarks, the most first."""
        return [area for area in self.counts.areas if area.count]

    @property
    def silent(self):
        """Those without, by name."""
        return sorted((area for area in self.counts.areas if not area.count), key=lambda area: area.name)

    @property
    def has_residents(self):
        """Whether the residents of any area are known, so that there are rates."""
        return any(area.population for area in self.counts.areas)


def where(reading, *, outlines=False):
    """Counts by area at the level that is asked for, else at that of the parts of what is asked about."""
    whole, scope = scopes_of(reading)
    level = _level(reading.request.GET.get("level")) or scope.next_level()
    counts = count_by_area(reading.remarks, scope=scope, level=level, outlines=outlines)
    hide_persons(counts, reading=reading, scope=scope)
    counts.areas.sort(key=lambda area: -area.count)
    return Where(scope, level, whole.levels, counts)


def _level(key):
    """None for what is no level."""
    return next((level for level in LEVELS if level.key == key), None)


@dataclass(frozen=True)
class Told:
    """What people spoke about, and what became of it. `due` is what an office answers."""

    categories: list[Share]
    outcomes: list[Share]
    due: int
    decided: int
    answers: int


def told(reading):
    """Categories and decisions, by one index-only scan."""
    by_category, outcomes, answers = Counter(), Counter(), 0
    groups = reading.remarks.order_by().values_list("category", "outcome", "kind")
    for category, outcome, kind, number in groups.annotate(number=Count("*")):
        by_category[category] += number
        if kind == Remark.Kind.ANSWER:
            answers += number
        else:
            outcomes[outcome] += number
    due, undecided = outcomes.total(), outcomes.pop("", 0)
    categories = _categories(reading, by_category)
    return Told(categories, _outcomes(reading, outcomes, due), due, due - undecided, answers)


def _categories(reading, counts):
    """Those of the consultation, the most frequent first; a category that was not chosen leads nowhere."""
    categories = list(reading.consultation.categories.all())
    symbols, whole = pins(categories), counts.total()
    rows = [
        Share(
            category.name,
            counts[category.pk],
            share(counts[category.pk], whole),
            linked(reading, category=category.pk),
            symbols[category.pk],
        )
        for category in categories
    ]
    if counts[None]:
        percent = share(counts[None], whole)
        rows.append(Share(_("without a category"), counts[None], percent, symbol=NO_CATEGORY))
    return sorted(rows, key=lambda row: -row.number)


def _outcomes(reading, counts, due):
    return [
        Share(label, counts[value], share(counts[value], due), linked(reading, outcome=value))
        for value, label in Remark.Outcome.choices
        if counts[value]
    ]


def linked(reading, **changes):
    """The query of the public list under the filters of a page, with others in their place."""
    query = reading.request.GET.copy()
    query.pop("level", None)
    for name, value in changes.items():
        query[name] = value
    return query.urlencode()


@dataclass(frozen=True)
class Bar:
    """A day, week or month as a bar, in per cent of a picture that all of them fill; and its bucket."""

    left: float
    width: float
    height: float
    bucket: Bucket

    @property
    def top(self):
        return round(100 - self.height, 2)


def when(remarks):
    """What _public_when.html draws: {"by", "bars", "first", "last", "most"}, the buckets of trends.trend."""
    by, buckets = trend(remarks)
    if not buckets:
        return {"by": by, "bars": []}
    most, step = max(bucket.count for bucket in buckets), 100 / len(buckets)
    bars = [
        Bar(round(step * place, 3), round(0.85 * step, 3), round(100 * bucket.count / most, 2), bucket)
        for place, bucket in enumerate(buckets)
    ]
    return {"by": by, "bars": bars, "first": buckets[0], "last": buckets[-1], "most": most}
