"""Classes of a choropleth: which values one colour stands for, by mapclassify."""

from dataclasses import dataclass
from threading import Lock

from django.utils.translation import gettext_lazy as _

QUANTILE, EQUAL, JENKS = "quantile", "equal", "jenks"
CLASSINGS = [
    (QUANTILE, _("equally many areas in each class")),
    (EQUAL, _("equally wide classes")),
    (JENKS, _("natural breaks (Jenks)")),
]
FEWEST, MOST, USUAL = 2, 7, 5
# Natural breaks are sought from random beginnings: always the same ones, so that a map keeps its classes.
SEED = 1
_alone = Lock()


@dataclass(frozen=True)
class Class:
    """Values from `low` to `high`, both of which occur, and how many areas have one."""

    low: float
    high: float
    areas: int


@dataclass(frozen=True)
class Classes:
    """The classes of all positive values; areas with zero, and those whose value is unknown, stand apart."""

    classes: list[Class]
    zeros: int
    unknown: int


def classes_of(values, classing=QUANTILE, number=USUAL):
    """Classes of numbers (None: unknown), at most so many: fewer where equal values would be parted."""
    positive = sorted(value for value in values if value)
    unknown = sum(value is None for value in values)
    zeros = len(values) - len(positive) - unknown
    return Classes(_classes(positive, classing, number), zeros, unknown)


def _classes(values, classing, number):
    distinct = sorted({*values})
    ends = distinct if len(distinct) <= number else _ends(values, classing, number)
    found, rest = [], values
    for end in ends:
        inside = [value for value in rest if value <= end]
        rest = rest[len(inside) :]
        if inside:
            found.append(Class(inside[0], inside[-1], len(inside)))
    return found


def _ends(values, classing, number):
    """The upper ends of the classes, ascending."""
    # A second and 100 MB, for the processes that are asked for classes.
    import numpy
    from mapclassify import EqualInterval, NaturalBreaks, Quantiles
    from threadpoolctl import threadpool_limits

    ways = {QUANTILE: Quantiles, EQUAL: EqualInterval, JENKS: NaturalBreaks}
    # On several cores scikit-learn's threads wait for each other seventy times longer than one works alone.
    with _alone, threadpool_limits(1):
        numpy.random.seed(SEED)
        ends = ways[classing](numpy.array(values, float), k=number).bins
    # Whatever was rounded, the largest value belongs to the last class.
    return [*(float(end) for end in ends[:-1]), values[-1]]
