import pytest

from geo.grid import tile
from geo.models import Boundary
from geo.tiles import mvt
from mapconsult.feedback.models import Remark

AT = 16.1, 53.5


def drawn(z=12, **options):
    x, y = tile(*AT, z)
    return mvt(Remark.objects.all(), z=z, x=x, y=y, **options)


def test_a_tile_holds_its_rows_and_their_properties(say):
    say(AT)
    content = drawn(properties=["state", "kind"], layer="remarks")
    for word in (b"remarks", b"state", b"published", b"kind"):
        assert word in content


def test_a_tile_takes_one_query(say, django_assert_num_queries):
    say(AT)
    with django_assert_num_queries(1):
        drawn()


def test_a_tile_without_rows_is_empty(say):
    say((16.3, 53.6))
    assert drawn() == b""


def test_only_the_rows_of_the_queryset_are_drawn(say):
    say(AT)
    x, y = tile(*AT, 12)
    assert mvt(Remark.objects.none() | Remark.objects.filter(state="hidden"), z=12, x=x, y=y) == b""


def test_a_row_stands_in_one_of_four_neighbours(say):
    say(AT)
    x, y = tile(*AT, 12)
    quarters = [
        mvt(Remark.objects.all(), z=13, x=2 * x + right, y=2 * y + down)
        for right in (0, 1)
        for down in (0, 1)
    ]
    assert sum(quarter != b"" for quarter in quarters) == 1


def test_shapes_are_drawn_in_every_tile_they_touch(gmina):
    x, y = tile(*AT, 9)
    boundaries = Boundary.objects.filter(area=gmina)
    assert mvt(boundaries, z=9, x=x, y=y, geometry="outline", properties=["name"]) != b""
    assert mvt(boundaries, z=9, x=x - 9, y=y, geometry="outline") == b""


@pytest.mark.parametrize("place", [(-1, 0, 0), (31, 0, 0), (2, 4, 0), (2, 0, -1)])
def test_there_is_no_such_tile(db, place):
    z, x, y = place
    with pytest.raises(ValueError, match="no tile"):
        mvt(Remark.objects.all(), z=z, x=x, y=y)
