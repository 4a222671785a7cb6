"""Heat: cells with exact counts, finer with the zoom, bounded in number."""

import pytest

from mapconsult.insight import heat
from tests.insight.places import DRAHIMSKA, RYNEK, SEA

BOX = "in_bbox=16.0,53.4,16.4,53.7"


@pytest.fixture
def ask(client, consultation):
    return lambda query="": client.get(f"/api/v1/consultations/{consultation.slug}/heat/?{query}").json()


def corners(cell):
    west, south = cell["geometry"]["coordinates"][0][0]
    east, north = cell["geometry"]["coordinates"][0][2]
    return west, south, east, north


def test_remarks_of_one_cell_are_counted_together(say, ask):
    say(RYNEK, RYNEK, DRAHIMSKA)
    cells = ask(f"{BOX}&zoom=12")["features"]
    assert sorted(cell["properties"]["count"] for cell in cells) == [1, 2]


def test_a_cell_is_a_box_around_its_remarks(say, ask):
    say(RYNEK)
    [cell] = ask(f"{BOX}&zoom=12")["features"]
    west, south, east, north = corners(cell)
    assert west < RYNEK[0] < east
    assert south < RYNEK[1] < north
    assert cell["geometry"]["coordinates"][0][4] == [west, south]


def test_cells_refine_with_the_zoom(say, ask):
    near = (RYNEK[0] + 0.002, RYNEK[1])
    say(RYNEK, near)
    assert len(ask(f"{BOX}&zoom=8")["features"]) == 1
    assert len(ask("in_bbox=16.09,53.49,16.11,53.51&zoom=15")["features"]) == 2


def test_the_number_of_cells_is_bounded_however_deep_the_zoom(say, ask, monkeypatch):
    monkeypatch.setattr(heat, "MOST_CELLS", 4)
    say(*[(16.02 + step / 50, 53.5) for step in range(18)])
    assert 0 < len(ask(f"{BOX}&zoom=20")["features"]) <= 4


def test_what_has_no_place_is_told_beside_the_cells(say, ask):
    say(RYNEK, SEA, None)
    answer = ask("in_bbox=16.0,53.4,16.4,53.7&zoom=10")
    assert (answer["total"], answer["unplaced"]) == (2, 1)


def test_the_total_is_the_same_at_every_zoom(say, ask):
    say(RYNEK, RYNEK, DRAHIMSKA, None)
    totals = {zoom: ask(f"zoom={zoom}")["total"] for zoom in range(0, 21, 4)}
    assert set(totals.values()) == {4}


@pytest.mark.parametrize("query", ["zoom=-1", "zoom=25", "zoom=near"])
def test_a_wrong_zoom_is_named(client, consultation, query):
    response = client.get(f"/api/v1/consultations/{consultation.slug}/heat/?{query}")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == ["zoom"]


def test_a_view_costs_three_queries(client, say, consultation, django_assert_num_queries):
    say(RYNEK, DRAHIMSKA)
    with django_assert_num_queries(3):
        client.get(f"/api/v1/consultations/{consultation.slug}/heat/?{BOX}&zoom=12")


def test_a_person_counts_once_in_each_cell(client, official, say, ask):
    say(RYNEK, RYNEK, DRAHIMSKA, None, device="telephone")
    say(RYNEK, device="tablet")
    client.force_login(official)
    answer = ask(f"{BOX}&zoom=12&unit=persons")
    assert sorted(cell["properties"]["count"] for cell in answer["features"]) == [1, 2]
    assert (answer["total"], answer["unplaced"]) == (2, 1)


def test_the_public_cannot_count_persons(client, consultation):
    response = client.get(f"/api/v1/consultations/{consultation.slug}/heat/?unit=persons")
    assert [error["field"] for error in response.json()["errors"]] == ["unit"]
