"""Rows that stand on the map, by the example of remarks."""

import pytest
from django.contrib.gis.geos import GEOSGeometry, Point
from django.db import transaction

from geo.grid import tile
from geo.located import settle
from geo.locks import hold_shared
from mapconsult.feedback.models import Remark


def test_a_row_knows_its_tile(say, gmina):
    (remark,) = say((16.1, 53.5))
    remark.refresh_from_db()
    assert (remark.tile_x, remark.tile_y) == tile(16.1, 53.5)


def test_a_polygon_counts_at_its_point_on_surface(say):
    (remark,) = say(GEOSGeometry("SRID=4326;POLYGON((16.1 53.5, 16.2 53.5, 16.2 53.6, 16.1 53.5))"))
    remark.refresh_from_db()
    assert (remark.tile_x, remark.tile_y) == tile(*remark.geometry.point_on_surface.coords)
    assert remark.point.within(remark.geometry)


def test_no_place_has_no_tile_and_no_area(say):
    (remark,) = say(None)
    remark.refresh_from_db()
    assert (remark.point, remark.tile_x, remark.tile_y, remark.gmina) == (None,) * 4


def test_a_height_is_dropped(say):
    (remark,) = say(GEOSGeometry("SRID=4326;POINT Z (16.1 53.5 140)"))
    remark.refresh_from_db()
    assert remark.geometry.coords == (16.1, 53.5)


def test_settling_many_takes_two_queries(gmina, django_assert_num_queries):
    rows = [Remark(geometry=Point(16 + n / 10, 53.5, srid=4326)) for n in range(1, 4)] + [Remark()]
    with transaction.atomic(), django_assert_num_queries(2):
        settle(rows)
    assert [row.gmina_id for row in rows] == [gmina.pk] * 3 + [None]
    assert rows[0].powiat_id == gmina.parent_id


@pytest.mark.django_db(transaction=True)
def test_the_writers_lock_needs_a_transaction():
    with pytest.raises(RuntimeError, match="needs a transaction"):
        hold_shared()
