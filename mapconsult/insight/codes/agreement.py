"""How far two coders agree: per cent agreement and Cohen's kappa for each code.

kappa = (p_o - p_e) / (1 - p_e), where p_o is the share of items on which both say the same, and p_e the share
on which they would say the same by chance, each giving the code as often as they did:
p_e = a1 * b1 + (1 - a1) * (1 - b1) with the shares a1 and b1 of the items that each gave it to.
Jacob Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement 20
(1960), 37-46. The words for what it means are those of J. Richard Landis and Gary G. Koch, The Measurement of
Observer Agreement for Categorical Data, Biometrics 33 (1977), 159-174, table on p. 165: steps of convenience,
as they say themselves.
"""

from dataclasses import dataclass
from itertools import combinations

from django.db.models import Exists, OuterRef
from django.utils.translation import pgettext_lazy

from mapconsult.accounts.models import User
from mapconsult.insight.models import Code, Coding

# Below this many items kappa depends on single ones.
FEW = 30
# The least kappa of each word, the best first; below zero it is less than chance.
STRENGTHS = [
    (0.81, pgettext_lazy("agreement", "almost perfect")),
    (0.61, pgettext_lazy("agreement", "substantial")),
    (0.41, pgettext_lazy("agreement", "moderate")),
    (0.21, pgettext_lazy("agreement", "fair")),
    (0.0, pgettext_lazy("agreement", "slight")),
]


@dataclass(frozen=True)
class Agreement:
    """One code as two coders gave it to the items that both went through."""

    both: int
    only_first: int
    only_second: int
    neither: int

    @property
    def n(self):
        return self.both + self.only_first + self.only_second + self.neither

    @property
    def only_one(self):
        return self.only_first + self.only_second

    @property
    def share(self):
        """p_o, in per cent; None without items."""
        return 100 * (self.both + self.neither) / self.n if self.n else None

    @property
    def kappa(self):
        """None where chance alone explains all: without items, or when both always said the same thing."""
        if not self.n:
            return None
        first = (self.both + self.only_first) / self.n
        second = (self.both + self.only_second) / self.n
        by_chance = first * second + (1 - first) * (1 - second)
        return None if by_chance == 1 else (self.share / 100 - by_chance) / (1 - by_chance)

    @property
    def strength(self):
        """What kappa means in a word; it is read as it is shown, with two decimals."""
        if self.kappa is None:
            return ""
        shown = round(self.kappa, 2)
        return next(
            (word for least, word in STRENGTHS if shown >= least),
            pgettext_lazy("agreement", "poor: less than by chance"),
        )


@dataclass(frozen=True)
class Pair:
    """Two coders, how many items both went through, and [(code, Agreement)] of all codes that either gave."""

    first: object
    second: object
    n: int
    codes: list

    @property
    def is_small(self):
        return self.n < FEW


def compare(first, second, item_number):
    """The Agreement of two sets of items that got one code, out of so many that both went through."""
    both = len(first & second)
    only_first, only_second = len(first) - both, len(second) - both
    return Agreement(both, only_first, only_second, item_number - both - only_first - only_second)


def agreements(consultation, *, remarks, answers):
    """[Pair] of all coders who went through the same items, those with most in common first; counted are the
    items of two querysets. Four queries."""
    codes = list(Code.objects.of(consultation))
    given = {}
    for column, rows in {"remark": remarks, "answer": answers}.items():
        others = Coding.objects.filter(**{column: OuterRef(column)}).exclude(coder=OuterRef("coder"))
        codings = Coding.objects.filter(Exists(others), **{f"{column}__in": rows.order_by().values("pk")})
        for coder, pk, code in codings.values_list("coder", column, "code"):
            given.setdefault(coder, {}).setdefault((column, pk), set()).add(code)
    people = User.objects.in_bulk(given)
    pairs = (
        _pair(people[a], people[b], given[a], given[b], codes) for a, b in combinations(sorted(given), 2)
    )
    return sorted((pair for pair in pairs if pair.n), key=lambda pair: -pair.n)


def _pair(first, second, of_first, of_second, codes):
    common = of_first.keys() & of_second.keys()
    rows = []
    for code in codes:
        one, other = ({item for item in common if code.pk in own[item]} for own in (of_first, of_second))
        if one or other:
            rows.append((code, compare(one, other, len(common))))
    return Pair(first, second, len(common), rows)
