"""Agreement of two coders, against tables that were worked out by hand."""

import pytest

from mapconsult.feedback.models import Remark
from mapconsult.insight.codes.agreement import Agreement, agreements, compare
from mapconsult.insight.codes.coding import give, note_none
from mapconsult.insight.models import Coding
from tests.insight.coded import make_code
from tests.insight.places import RYNEK


def test_kappa_of_a_table():
    # Observed 35 of 50 = 0.7; by chance 25/50 * 30/50 + 25/50 * 20/50 = 0.5; (0.7 - 0.5) / (1 - 0.5) = 0.4.
    found = Agreement(both=20, only_first=5, only_second=10, neither=15)
    assert found.n == 50
    assert found.share == pytest.approx(70)
    assert found.kappa == pytest.approx(0.4)
    assert found.strength == "słaba"


def test_kappa_where_both_agree_less_than_by_chance():
    # Observed 0; by chance 1/2 * 1/2 + 1/2 * 1/2 = 0.5; (0 - 0.5) / 0.5 = -1.
    found = Agreement(both=0, only_first=5, only_second=5, neither=0)
    assert found.kappa == pytest.approx(-1)
    assert found.strength == "gorsza niż przypadkowa"


@pytest.mark.parametrize("table", [(0, 0, 0, 0), (10, 0, 0, 0), (0, 0, 0, 10)])
def test_kappa_says_nothing_where_nobody_could_differ(table):
    assert Agreement(*table).kappa is None


@pytest.mark.parametrize(("both", "word"), [(10, "prawie pełna"), (9, "znaczna"), (8, "umiarkowana")])
def test_kappa_is_said_in_a_word(both, word):
    """Each gave it to 10 of 20 items: kappa is 1, 0.8 and 0.6, which the scale still calls moderate."""
    found = Agreement(both=both, only_first=10 - both, only_second=10 - both, neither=both)
    assert found.strength == word


def test_sets_are_compared_among_what_both_have_read():
    assert compare({1, 2, 3}, {2, 3, 4}, 10) == Agreement(both=2, only_first=1, only_second=1, neither=6)


def test_only_what_both_went_through_is_compared(say, consultation, official, stranger):
    say(*[RYNEK] * 4)
    remarks, code = Remark.objects.order_by("pk"), make_code(consultation, "Cień")
    first = remarks.filter(pk__in=remarks[:2].values("pk"))
    give(code=code, items=first, by=official)
    give(code=code, items=remarks.filter(pk=remarks[0].pk), by=stranger)
    note_none(item=remarks[1], by=stranger, consultation=consultation)
    note_none(item=remarks[2], by=stranger, consultation=consultation)
    [pair] = agreements(consultation, remarks=remarks, answers=Coding.objects.none())
    assert pair.n == 2
    assert pair.codes == [(code, Agreement(both=1, only_first=1, only_second=0, neither=0))]
    assert pair.is_small
