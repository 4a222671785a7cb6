"""Parts of a whole with what they are worth: n beside each, an interval, and no per cent of a few."""

import math
from dataclasses import dataclass

# Statistical offices publish no share of fewer than 20 people, and mark shares of fewer than 50 (Eurostat's
# rule for EU-SILC).
LEAST_FOR_PERCENT = 20
FEW = 50
# Of the normal distribution: between -Z and Z lie 95 per cent.
Z = 1.959964


@dataclass(frozen=True)
class Share:
    """A number called `label`, in per cent of the whole (None of a few); `query` leads to its remarks in the
    public list, if anything does. `symbol` is the pin of a category."""

    label: str
    number: int
    percent: float | None
    query: str | None = None
    symbol: object = None


def per_cent(part, whole):
    """With one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def share(part, whole):
    """Per cent for everybody; None where the whole is too small to speak of per cent."""
    return per_cent(part, whole) if whole >= LEAST_FOR_PERCENT else None


def shares(choices, counts):
    """[Share] of the choices that occur in a Counter, the most frequent first."""
    whole = sum(counts.values())
    rows = [Share(label, counts[key], share(counts[key], whole)) for key, label in choices if counts[key]]
    return sorted(rows, key=lambda row: -row.number)


def wilson(part, whole):
    """(low, high) of the share behind `part` of `whole`, from 0 to 1: the score interval at 95 per cent
    (E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, JASA 22, 1927), which
    also holds for shares near nothing and near everything. None of nothing."""
    if not whole:
        return None
    share, square = part / whole, Z * Z / whole
    centre = (share + square / 2) / (1 + square)
    half = Z * math.sqrt(share * (1 - share) / whole + square / whole / 4) / (1 + square)
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True)
class Part:
    """`number` of `whole`, which are persons, respondents or remarks."""

    number: int
    whole: int

    @property
    def percent(self):
        """Whole per cent; None where the whole is too small to speak of per cent."""
        return round(100 * self.number / self.whole) if self.whole >= LEAST_FOR_PERCENT else None

    @property
    def bar(self):
        """The length of its bar in a hundred, whatever the whole."""
        return round(100 * self.number / self.whole) if self.whole else 0


@dataclass(frozen=True)
class Weighed(Part):
    """A share of those who took part beside the share of those who live there."""

    residents: int
    all_residents: int

    @property
    def expected(self):
        """Per cent of the residents."""
        return round(100 * self.residents / self.all_residents, 1) if self.all_residents else None

    @property
    def interval(self):
        """(low, high) in per cent, or None for too few."""
        if self.percent is None:
            return None
        low, high = wilson(self.number, self.whole)
        return math.floor(100 * low), math.ceil(100 * high)

    @property
    def verdict(self):
        """Whether they are "over" or "under" represented, or "fair": the interval holds the share of the
        residents. Empty where nothing can be said."""
        if self.percent is None or not self.all_residents:
            return ""
        low, high = wilson(self.number, self.whole)
        share = self.residents / self.all_residents
        return "over" if share < low else "under" if share > high else "fair"
