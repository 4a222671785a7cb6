"""What the public is told of persons: of the whole alone, and never so that two answers can be subtracted."""

import pytest

from tests.insight.places import DRAHIMSKA, RYNEK


@pytest.fixture
def spoken(say):
    """Seven persons in Rynek, six in Drahimska."""
    for number in range(7):
        say(RYNEK, device=f"rynek-{number}")
    for number in range(6):
        say(DRAHIMSKA, device=f"drahimska-{number}")


def _persons(answer):
    return answer["persons"], {area["name"]: area["persons"] for area in answer["areas"]}


def test_everybody_is_told_the_persons_of_the_whole_by_its_parts(spoken, counts):
    assert _persons(counts()) == (13, {"Rynek": 7, "Drahimska": 6})


def test_few_persons_without_a_place_hide_those_of_an_area(spoken, say, counts):
    say(None, device="unplaced")
    assert _persons(counts()) == (14, {"Rynek": 7, "Drahimska": None})


def test_few_persons_altogether_are_hidden(say, counts):
    say(RYNEK, device="telephone")
    assert _persons(counts()) == (None, {"Rynek": None, "Drahimska": 0})


@pytest.mark.parametrize(
    "query", ["created_after=2020-01-01", "in_bbox=15,50,17,55", "channel=web", "area=320301", "q=ławka"]
)
def test_the_public_is_told_no_persons_under_a_filter(spoken, counts, query):
    persons, by_area = _persons(counts(query))
    assert persons is None
    assert {*by_area.values()} == {None}


def test_another_level_tells_the_whole_alone(spoken, counts):
    assert _persons(counts("level=gmina")) == (13, {"Czaplinek": None})


def test_officials_are_told_everything(spoken, say, counts, client, official):
    say(None, device="unplaced")
    client.force_login(official)
    assert _persons(counts("channel=web")) == (14, {"Rynek": 7, "Drahimska": 6})


def test_remarks_and_submissions_are_public_anyway(say, counts):
    say(RYNEK, RYNEK, device="telephone")
    assert counts("channel=web")["areas"][1]["count"] == 2
    assert counts("channel=web")["submissions"] == 1
