"""Classes of a choropleth: which values one colour stands for."""

import pytest

from mapconsult.insight.classing import CLASSINGS, classes_of
from tests.insight.places import DRAHIMSKA, RYNEK

VALUES = [1, 2, 3, 4, 5, 6, 40, 41, 90]


def spans(classes):
    return [(one.low, one.high, one.areas) for one in classes.classes]


@pytest.mark.parametrize(
    ("classing", "expected"),
    [
        ("quantile", [(1, 3, 3), (4, 6, 3), (40, 90, 3)]),
        ("equal", [(1, 6, 6), (40, 41, 2), (90, 90, 1)]),
        ("jenks", [(1, 6, 6), (40, 41, 2), (90, 90, 1)]),
    ],
)
def test_values_are_classed_in_three_ways(classing, expected):
    assert spans(classes_of(VALUES, classing, 3)) == expected


def test_zeros_and_unknown_values_stand_apart():
    found = classes_of([0, 0.0, None, 3, 8], "quantile", 2)
    assert (found.zeros, found.unknown, spans(found)) == (2, 1, [(3, 3, 1), (8, 8, 1)])


@pytest.mark.parametrize("classing", [key for key, _label in CLASSINGS])
def test_equal_values_are_never_parted(classing):
    found = classes_of([1] * 8 + [2, 2, 7], classing, 5)
    assert spans(found) == [(1, 1, 8), (2, 2, 2), (7, 7, 1)]


def test_nothing_has_no_classes():
    assert classes_of([0, None], "jenks", 5).classes == []


def test_natural_breaks_are_the_same_each_time():
    values = [number * number % 101 + 1 for number in range(200)]
    assert classes_of(values, "jenks", 5) == classes_of(values, "jenks", 5)


def test_counts_tell_the_classes_that_are_asked_for(say, counts, client, official):
    say(RYNEK, RYNEK, DRAHIMSKA)
    answer = counts("level=district&measure=count&classing=equal&classes=2")
    assert answer["classes"] == [{"low": 1, "high": 1, "areas": 1}, {"low": 2, "high": 2, "areas": 1}]
    assert (answer["measure"], answer["zeros"], answer["unknown"]) == ("count", 0, 0)
    assert "classes" not in counts("level=district")


def test_areas_without_residents_are_in_no_class_of_rates(say, counts):
    say(RYNEK)
    answer = counts("level=district&measure=rate_per_1000")
    assert (answer["classes"], answer["unknown"]) == ([], 2)


@pytest.mark.parametrize("query", ["classes=1", "classes=8", "classing=best", "measure=likes", "layer=9999"])
def test_what_cannot_be_classed_is_refused_by_name(client, consultation, query):
    response = client.get(f"/api/v1/consultations/{consultation.slug}/counts/?{query}")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [query.partition("=")[0]]
