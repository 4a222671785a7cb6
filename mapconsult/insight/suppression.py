"""Small numbers of persons in what is public: hidden, and never to be computed from what is shown.

Cell suppression as statistical offices do it (Willenborg and de Waal, Elements of Statistical Disclosure
Control, 2001, chapter 4; Hundepool et al., Statistical Disclosure Control, 2012, chapter 4). A number from 1
to below the threshold is hidden (primary). What is hidden could be had by subtracting from a total, so
further numbers are hidden beside it (secondary), until each hidden one may be as large as the threshold. A
zero stays: it is about nobody. Where several numbers could be hidden in the same place, all of them are, so
that whoever knows these rules learns nothing from the choice. None is "hidden" everywhere.

Which questions of the public are answered in persons at all: docs/decisions/0017-small-numbers.md.
"""

import math
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Row:
    """Numbers and their total; None where hidden."""

    cells: list[int | None]
    total: int | None


@dataclass(frozen=True)
class Table:
    """Numbers by row and column with all their totals; None where hidden."""

    rows: list[list[int | None]]
    row_totals: list[int | None]
    column_totals: list[int | None]
    total: int | None


def is_small(number, threshold=None):
    """Whether a number of persons is hidden by itself: from 1 to below the threshold."""
    return 0 < number < (threshold or settings.SUPPRESSION_THRESHOLD)


def hide_small(number, threshold=None):
    """A single number of persons for the public: None when it is small."""
    return None if is_small(number, threshold) else number


def hide_in_row(counts, *, total=None, threshold=None):
    """The Row that everybody may see of persons counted apart, such as by category.

    `total` is the number of all of them: their sum when not given. It is less where a person counts in
    several cells; the cells are treated as if they added up, which hides more rather than less.
    """
    line = [*counts, sum(counts) if total is None else total]
    hidden = _hidden([line], threshold or settings.SUPPRESSION_THRESHOLD)
    *cells, total = _shown(line, 0, hidden)
    return Row(cells, total)


def hide_in_table(rows, *, totals=None, threshold=None):
    """The Table that everybody may see of persons counted by two things at once.

    `totals` are (those of the rows, those of the columns, the one of all) where they are not the sums.
    """
    of_rows, of_columns, of_all = totals or _sums(rows)
    grid = [[*row, total] for row, total in zip(rows, of_rows, strict=True)] + [[*of_columns, of_all]]
    hidden = _hidden(grid, threshold or settings.SUPPRESSION_THRESHOLD)
    *body, margin = [_shown(line, place, hidden) for place, line in enumerate(grid)]
    return Table([line[:-1] for line in body], [line[-1] for line in body], margin[:-1], margin[-1])


def _sums(rows):
    columns = [sum(column) for column in zip(*rows, strict=True)]
    return [sum(row) for row in rows], columns, sum(columns)


def _shown(line, row, hidden):
    return [None if (row, column) in hidden else count for column, count in enumerate(line)]


def _hidden(grid, threshold):
    """The places (row, column) to hide in a grid whose last column is the totals, and its last row too if
    there are several. What hides one line may bare another, so until nothing is found any more."""
    places = {(row, column): count for row, line in enumerate(grid) for column, count in enumerate(line)}
    hidden = {place for place, count in places.items() if is_small(count, threshold)}
    lines = _lines(grid)
    while further := _bare(places, hidden, lines, threshold) or _computable(places, hidden, lines, threshold):
        hidden |= further
    return hidden


def _lines(grid):
    """The places of each line whose last is the total of the others."""
    across = [[(row, column) for column in range(len(line))] for row, line in enumerate(grid)]
    return across if len(grid) == 1 else across + [list(line) for line in zip(*across, strict=True)]


def _bare(places, hidden, lines, threshold):
    """What to hide in the lines whose hidden numbers could be had, or nearly, by one subtraction."""
    further = set()
    for line in lines:
        inside = [place for place in line if place in hidden]
        if inside and not _is_vague(inside, places, threshold):
            further |= _smallest(places, hidden, line)
    return further


def _is_vague(inside, places, threshold):
    """Whether one hidden number of a line is at least the threshold beside another one: each of them may
    then be the large one."""
    return len(inside) > 1 and any(places[place] >= threshold for place in inside)


def _smallest(places, hidden, line):
    """The least numbers of a line that are shown and not zero, ties too: they cost least to hide."""
    shown = [place for place in line if place not in hidden and places[place]]
    least = min((places[place] for place in shown), default=0)
    return {place for place in shown if places[place] == least}


def _computable(places, hidden, lines, threshold):
    """What to hide beside a number that all lines together tell, or show to be small: the audit of a
    protected table (Willenborg and de Waal, 4.3). One row needs none: `_is_vague` is as strict."""
    if len(lines) == 1:
        return set()
    for (row, column), (least, most) in _ranges(places, hidden, lines):
        if most < threshold or least == most:
            near = [place for place in places if place[0] == row or place[1] == column]
            return _smallest(places, hidden, near) or _smallest(places, hidden, places)
    return set()


def _ranges(places, hidden, lines):
    """(place, (least, most)) of each hidden number, by linear programming: what it may be, given what is
    shown, that everything adds up, and that nothing hidden is zero."""
    if not hidden:
        return
    import numpy
    from scipy.optimize import linprog

    sums, known = _equations(places, hidden, lines)
    for number, place in enumerate(sorted(hidden)):
        one = numpy.zeros(len(hidden))
        one[number] = 1
        ends = [linprog(way * one, A_eq=sums, b_eq=known, bounds=(1, None)) for way in (1, -1)]
        yield place, [round(end.x[number]) if end.status == 0 else math.inf for end in ends]


def _equations(places, hidden, lines):
    """In each line the hidden numbers, those of totals negative, add up to what is known."""
    signs = [{place: -1 if place == line[-1] else 1 for place in line} for line in lines]
    sums = [[line.get(place, 0) for place in sorted(hidden)] for line in signs]
    known = [-sum(places[p] * sign for p, sign in line.items() if p not in hidden) for line in signs]
    return sums, known
