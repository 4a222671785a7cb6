"""When a consultation takes remarks, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from mapconsult.consultations.models import Consultation
from mapconsult.consultations.timing import timing

WARSAW = ZoneInfo("Europe/Warsaw")


def at(*parts):
    return datetime(*parts, tzinfo=WARSAW)


@pytest.fixture
def may():
    """Open from 4 May 2026 until the end of 31 May."""
    return Consultation(state="published", opens_at=at(2026, 5, 4), closes_at=at(2026, 6, 1))


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (at(2025, 12, 31, 12), "zaczynają się 4 maja 2026, za 124 dni"),
        (at(2026, 5, 2, 12), "zaczynają się 4 maja, za 2 dni"),
        (at(2026, 5, 3, 23), "zaczynają się jutro"),
        (at(2026, 5, 4), "jeszcze 27 dni, do 31 maja"),
        (at(2026, 5, 30, 12), "do jutra"),
        (at(2026, 5, 31, 23, 59), "dziś ostatni dzień"),
        (at(2026, 6, 1), "zakończyły się 31 maja"),
        (at(2027, 6, 1), "zakończyły się 31 maja 2026"),
    ],
)
def test_words_in_polish(may, now, words):
    assert timing(may, now) == words


def test_what_closes_in_the_afternoon_ends_that_day(may):
    may.closes_at = at(2026, 5, 31, 15)
    assert timing(may, at(2026, 5, 31, 9)) == "dziś ostatni dzień"


def test_words_in_english(may):
    with translation.override("en"):
        assert timing(may, at(2026, 5, 21)) == "10 more days, until 31 May"


def test_a_draft_says_so(may):
    may.state = "draft"
    assert timing(may, at(2026, 5, 10)) == "widzi je tylko Twoja organizacja"
