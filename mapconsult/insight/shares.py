"""Numbers with what they are of a whole: how pages for everybody tell them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """A number called `label`, in per cent of the whole; `query` leads to its remarks in the public list, if
    anything does. `symbol` is the pin of a category."""

    label: str
    number: int
    percent: float | None
    query: str | None = None
    symbol: object = None


def share(part, whole):
    """Per cent with one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def shares(choices, counts):
    """[Share] of the choices that occur in a Counter, the most frequent first."""
    whole = sum(counts.values())
    rows = [Share(label, counts[key], share(counts[key], whole)) for key, label in choices if counts[key]]
    return sorted(rows, key=lambda row: -row.number)
