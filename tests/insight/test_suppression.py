"""Hiding small numbers: what is hidden, and that nobody who subtracts, or knows the rules, gets it back."""

import math
from itertools import product

import pytest

from mapconsult.insight.suppression import _equations, _lines, hide_in_row, hide_in_table, hide_small


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_a_number_below_the_threshold_is_hidden_and_zero_is_not(number, shown):
    assert hide_small(number) == shown


def test_the_threshold_is_a_setting(settings):
    settings.SUPPRESSION_THRESHOLD = 10
    assert hide_small(9) is None


@pytest.mark.parametrize(
    ("counts", "cells"),
    [
        ([5, 9, 0], [5, 9, 0]),
        ([3, 9, 20], [None, None, 20]),
        ([3, 9, 9, 20], [None, None, None, 20]),
        ([1, 1, 9, 20], [None, None, None, 20]),
        ([0, 4, 30], [0, None, None]),
    ],
)
def test_further_numbers_are_hidden_until_no_subtraction_tells(counts, cells):
    row = hide_in_row(counts)
    assert (row.cells, row.total) == (cells, sum(counts))


def test_a_small_total_hides_everything_but_zeros():
    row = hide_in_row([1, 0, 3])
    assert (row.cells, row.total) == ([None, 0, None], None)


def test_a_total_is_hidden_where_it_would_tell_the_only_number():
    row = hide_in_row([4, 0, 0], total=9)
    assert (row.cells, row.total) == ([None, 0, 0], None)


def test_whoever_knows_the_rules_finds_two_rows_at_least_behind_every_hidden_number():
    behind = {}
    for counts in product(range(8), repeat=3):
        row = hide_in_row(counts, threshold=3)
        behind.setdefault((*row.cells, row.total), []).append(counts)
    for shown, rows in behind.items():
        for place, cell in enumerate(shown[:-1]):
            assert cell is not None or len({counts[place] for counts in rows}) > 1, shown


TABLES = [
    [[12, 9, 3], [4, 0, 0], [9, 0, 9]],
    [[3, 4, 0], [4, 30, 6], [0, 6, 0]],
    [[12, 1, 0], [0, 30, 7], [12, 1, 0], [30, 12, 5]],
    [[0, 1, 7], [1, 12, 30], [9, 1, 0], [2, 2, 1]],
    [[1, 4, 7], [6, 3, 12], [1, 1, 9]],
    [[40, 40, 40], [40, 2, 40], [40, 40, 40]],
    [[5, 0], [0, 1]],
]


@pytest.mark.parametrize("rows", TABLES)
def test_no_number_of_a_table_follows_from_its_lines_nor_is_shown_to_be_small(rows):
    for least, most in _attack(hide_in_table(rows)):
        assert least < most
        assert most >= 5


def test_a_table_without_small_numbers_is_shown_with_all_totals():
    table = hide_in_table([[5, 8], [0, 9]])
    assert table.rows == [[5, 8], [0, 9]]
    assert (table.row_totals, table.column_totals, table.total) == ([13, 9], [5, 17], 22)


def test_totals_of_persons_need_not_add_up():
    table = hide_in_table([[6, 2], [7, 9]], totals=([7, 12], [10, 10], 15))
    assert table.rows[0][1] is None
    assert None in table.rows[0][:1] + table.row_totals[:1]


def _attack(table):
    """(least, most) of every hidden number of the table, from nothing but what it shows: no rule of the
    project, and no number it hides."""
    from scipy.optimize import linprog

    grid = [[*row, total] for row, total in zip(table.rows, table.row_totals, strict=True)]
    grid.append([*table.column_totals, table.total])
    places = {(row, column): cell for row, line in enumerate(grid) for column, cell in enumerate(line)}
    hidden = {place for place, cell in places.items() if cell is None}
    sums, known = _equations(places, hidden, _lines(grid))
    for number in range(len(hidden)):
        one = [place == number for place in range(len(hidden))]
        ends = [
            linprog([way * weight for weight in one], A_eq=sums, b_eq=known, bounds=(1, None))
            for way in (1, -1)
        ]
        yield [round(end.x[number]) if end.status == 0 else math.inf for end in ends]
