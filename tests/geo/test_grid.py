import pytest
from django.db import connection

from geo import grid
from geo.located import TILE_X, TILE_Y

PLACES = [
    (16.2293, 53.5588),
    (0, 0),
    (-180, 85.06),
    (180, -85.06),
    (14.12, 54.0),
    (24.15, 49.0),
    (-0.001, 51.5),
]


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
def test_python_and_the_database_tell_the_same_tile(place):
    point = "ST_SetSRID(ST_MakePoint(%s, %s), 4326)"
    formulas = [formula.replace("%(expressions)s", point) for formula in (TILE_X, TILE_Y)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(formulas)}", [*place] * sum(formula.count("%s") // 2 for formula in formulas)
        )
        assert cursor.fetchone() == grid.tile(*place)


def test_a_known_tile():
    assert grid.tile(16.2293, 53.5588, 10) == (558, 330)


def test_a_coarser_tile_is_a_shift_of_the_finer():
    x, y = grid.tile(16.2293, 53.5588)
    assert (x >> grid.shift(10), y >> grid.shift(10)) == grid.tile(16.2293, 53.5588, 10)


@pytest.mark.parametrize("place", [(-181, 91), (181, -91), (0, 90), (0, -90)])
def test_what_lies_beyond_the_projection_is_clamped(place):
    x, y = grid.tile(*place, 4)
    assert 0 <= x <= 15
    assert 0 <= y <= 15


def test_the_corner_of_a_tile_lies_in_it():
    lon, lat = grid.lonlat(558.001, 330.001, 10)
    assert grid.tile(lon, lat, 10) == (558, 330)


def test_the_box_of_the_whole_world():
    assert grid.tile_bounds(0, 0, 0) == (-180, pytest.approx(-85.0511288), 180, pytest.approx(85.0511288))


def test_a_cell_goes_round_against_the_clock():
    cell = grid.cell(0, 0, 1)
    assert cell["coordinates"][0][:3] == [[-180, 0], [0, 0], [0, pytest.approx(85.0511288)]]
    assert cell["coordinates"][0][0] == cell["coordinates"][0][-1]


def test_a_range_holds_both_ends():
    assert grid.tile_range((-1, -1, 1, 1), 1) == ((0, 1), (0, 1))


def test_a_point_is_a_range_of_one():
    (left, right), (top, bottom) = grid.tile_range((16.2, 53.5, 16.2, 53.5))
    assert (left, top) == (right, bottom) == grid.tile(16.2, 53.5)


def test_cells_are_as_fine_as_asked_if_they_are_few():
    assert grid.cell_zoom((16.0, 53.4, 16.4, 53.7), zoom=10, most=100) == 10


def test_cells_coarsen_until_they_are_few():
    box = (16.0, 53.4, 16.4, 53.7)
    zoom = grid.cell_zoom(box, zoom=20, most=100)
    assert grid.cell_count(box, zoom) <= 100 < grid.cell_count(box, zoom + 1)


def test_one_cell_is_the_least():
    assert grid.cell_zoom((-180, -85, 180, 85), zoom=20, most=1) == 0
