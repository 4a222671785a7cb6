"""The observatory: what all consultations that everybody may see add up to.

Persons are counted within one consultation (identity.person_key), so every number here adds up over
consultations, and a person who takes part in two counts twice. Where the results of a consultation hide how
many took part (disclosure.py), its persons are left out of every sum as well: what is hidden follows from
nothing shown.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import Count, F
from django.db.models.functions import Extract, TruncDate
from django.utils import timezone

from geo.models import Area, Revision
from mapconsult.consultations.models import Consultation
from mapconsult.feedback.models import Disposition, Remark
from mapconsult.insight.counts import count_by_consultation
from mapconsult.insight.disclosure import PERSONS
from mapconsult.insight.scope import next_levels
from mapconsult.insight.shares import share
from mapconsult.insight.suppression import hide_in_row
from mapconsult.insight.units import tally

# {consultation id: (change counter, Numbers)}: what has not changed is not counted again. A million remarks
# take a second or two, and of ten years of consultations hardly one changes between two readers.
KEPT, KEPT_SECONDS = f"observatory/{settings.RELEASE}", 30 * 24 * 3600
Outcome = Remark.Outcome
# What is told of a consultation; making rows of all columns takes half of the time.
TOLD = ["slug", "title", "state", "opens_at", "closes_at", "results_public", "host__slug", "host__name"]
TOLD += ["host__territory", "territory__code", "territory__name", "territory__level"]


@dataclass
class Numbers:
    """What is published of one consultation. `persons` are None where they may not be told; `channels` and
    `outcomes` count remarks; `due` are those that an office answers (answers to questions are none); `days`
    is {days from receipt to the decision: remarks}."""

    persons: int | None = 0
    submissions: int = 0
    remarks: int = 0
    placed: int = 0
    due: int = 0
    channels: Counter = field(default_factory=Counter)
    outcomes: Counter = field(default_factory=Counter)
    days: Counter = field(default_factory=Counter)

    @property
    def decided(self):
        return self.outcomes.total()

    @property
    def judged(self):
        """Decided ones that were accepted, partly accepted or rejected: the others needed no resolution."""
        return self.decided - self.outcomes[Outcome.NO_RESOLUTION_NEEDED]

    @property
    def accepted(self):
        return self.outcomes[Outcome.ACCEPTED] + self.outcomes[Outcome.PARTIALLY_ACCEPTED]

    @property
    def accepted_share(self):
        """Accepted ones, wholly or partly, in per cent of `judged`; None where these are few."""
        return share(self.accepted, self.judged)

    @property
    def answered(self):
        """Decisions of which the day is known."""
        return self.days.total()

    @property
    def days_to_answer(self):
        """The median of whole days from receipt to the decision; None when nothing is decided."""
        seen, half = 0, self.answered / 2
        for days, remarks in sorted(self.days.items()):
            seen += remarks
            if seen >= half:
                return days
        return None


@dataclass
class Total(Numbers):
    """The sum of several consultations. `persons` are those of the consultations of which they may be told;
    `untold` is the number of the others."""

    consultations: int = 0
    untold: int = 0

    @classmethod
    def of(cls, several):
        """The sum of Numbers."""
        total = cls()
        for numbers in several:
            total.consultations += 1
            total.persons += numbers.persons or 0
            total.untold += numbers.persons is None
            for name in ["submissions", "remarks", "placed", "due"]:
                setattr(total, name, getattr(total, name) + getattr(numbers, name))
            for name in ["channels", "outcomes", "days"]:
                getattr(total, name).update(getattr(numbers, name))
        return total

    def rate(self, name, residents):
        """`persons` or `remarks` per 1,000 residents; None where either is not known."""
        known = residents and not (name == "persons" and self.untold and not self.persons)
        return round(1000 * getattr(self, name) / residents, 2) if known else None


@dataclass
class Observed:
    """A consultation with its Numbers."""

    consultation: Consultation
    numbers: Numbers


def published(organisation=None):
    """Consultations that everybody may see, the latest first: of all organisations, or of one. One query."""
    found = Consultation.objects.visible_to(AnonymousUser()).with_change().select_related("host", "territory")
    found = found.annotate(revision=Revision.expression())
    if organisation:
        found = found.filter(host=organisation)
    return list(found.only(*TOLD))


def observe(consultations):
    """[Observed] of what `published` gives. One query when nothing has changed since the last reader, else
    some more."""
    numbers = _numbers(consultations)
    return [Observed(one, numbers[one.pk]) for one in consultations]


def by_host(observed):
    """[(Organisation, Total)] in the order of their names."""
    hosts = {one.consultation.host: [] for one in observed}
    for one in observed:
        hosts[one.consultation.host].append(one.numbers)
    return sorted(((host, Total.of(several)) for host, several in hosts.items()), key=lambda row: row[0].name)


def residents_of(organisations):
    """{organisation id: residents of its territory, or None}. One query."""
    areas = Area.objects.filter(pk__in={one.territory_id for one in organisations}).with_population()
    residents = dict(areas.values_list("pk", "population"))
    return {one.pk: residents[one.territory_id] for one in organisations}


def _numbers(consultations):
    """{consultation id: Numbers}; counts those alone that have changed."""
    kept = cache.get(KEPT, {})
    now = {one.pk: (one.change, one.revision, settings.SUPPRESSION_THRESHOLD) for one in consultations}
    changed = [one for one in consultations if kept.get(one.pk, (None,))[0] != now[one.pk]]
    if changed:
        counted = _count(changed)
        kept |= {one.pk: (now[one.pk], counted[one.pk]) for one in changed}
        cache.set(KEPT, kept, KEPT_SECONDS)
    return {one.pk: kept[one.pk][1] for one in consultations}


def _count(consultations):
    """{consultation id: Numbers}, in as many queries for any number of them."""
    remarks = Remark.objects.visible_to(AnonymousUser()).filter(consultation__in=consultations)
    found = {pk: Numbers(**row) for pk, row in count_by_consultation(remarks).items()}
    for pk, row in _rows_of_persons(remarks, consultations).items():
        found[pk].persons = hide_in_row(row, total=found[pk].persons).total
    for pk, kinds in _kinds(remarks).items():
        found[pk] = Numbers(**vars(found[pk]) | kinds)
    for pk, days, number in _waits(remarks):
        found[pk].days[days] += number
    return {one.pk: found.get(one.pk, Numbers()) for one in consultations}


def _rows_of_persons(remarks, consultations):
    """{consultation id: [persons of each area, and of none]}, by the areas that its results are told by. What
    is not said of these must not follow from their total (disclosure.hide_persons)."""
    levels = next_levels({one.territory for one in consultations})
    found = {}
    for level in {*levels.values()}:
        alike = [one for one in consultations if levels[one.territory] == level]
        columns = {"of": F("consultation_id"), "area": F(f"{level.key}_id")}
        for pk, _area, persons in tally(remarks.filter(consultation__in=alike), PERSONS, **columns):
            found.setdefault(pk, []).append(persons)
    return found


def _kinds(remarks):
    """{consultation id: {"due", "channels", "outcomes"}}, by an index-only scan."""
    found = {}
    groups = remarks.order_by().values_list("consultation", "channel", "outcome", "kind")
    for pk, channel, outcome, kind, number in groups.annotate(number=Count("*")):
        one = found.setdefault(pk, {"due": 0, "channels": Counter(), "outcomes": Counter()})
        one["channels"][channel] += number
        one["due"] += number if kind != Remark.Kind.ANSWER else 0
        if outcome:
            one["outcomes"][outcome] += number
    return found


def _waits(remarks):
    """(consultation id, days from receipt to approval, remarks)."""
    decided = Disposition.objects.filter(
        approved_at__isnull=False, remark__in=remarks.order_by().values("pk")
    )
    zone = timezone.get_default_timezone()
    days = TruncDate("approved_at", tzinfo=zone) - TruncDate("remark__received_at", tzinfo=zone)
    rows = decided.values(pk=F("remark__consultation"), days=Extract(days, "day")).annotate(number=Count("*"))
    return rows.order_by().values_list("pk", "days", "number")
