"""What the database itself refuses of consultations."""

from datetime import timedelta

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import IntegrityError

from mapconsult.consultations.border import Border
from mapconsult.consultations.models import Category, ChangeCounter, PlanLayer

BOX = MultiPolygon(Polygon.from_bbox((16.0, 53.4, 16.4, 53.7)), srid=4326)


def test_closing_comes_after_opening(consultation):
    consultation.closes_at = consultation.opens_at - timedelta(days=1)
    with pytest.raises(IntegrityError, match="consultation_closes_after_opening"):
        consultation.save()


def test_the_extent_does_not_cross_itself(consultation):
    bow_tie = Polygon(((16, 53), (17, 54), (17, 53), (16, 54), (16, 53)))
    consultation.extent = MultiPolygon(bow_tie, srid=4326)
    with pytest.raises(IntegrityError, match="consultation_extent_valid"):
        consultation.save()


def test_a_colour_is_hexadecimal(consultation):
    with pytest.raises(IntegrityError, match="category_color_hex"):
        Category.objects.create(consultation=consultation, slug="a", name="A", color="red")


def test_an_image_layer_needs_file_and_corners(consultation):
    with pytest.raises(IntegrityError, match="planlayer_image_complete"):
        PlanLayer.objects.create(consultation=consultation, kind="image", name="Szkic")


def test_a_wms_layer_needs_address_and_layers(consultation):
    with pytest.raises(IntegrityError, match="planlayer_wms_complete"):
        PlanLayer.objects.create(consultation=consultation, kind="wms", name="Orto")


def test_every_bump_is_counted_whatever_its_shard(consultation):
    for _ in range(40):
        ChangeCounter.bump(consultation.pk)
    assert type(consultation).objects.with_change().get(pk=consultation.pk).change == 40


@pytest.mark.parametrize(
    ("place", "metres", "azimuth"),
    [
        (Point(16.2, 53.71), 1112, 180),
        (Point(16.2, 53.39), 1112, 0),
        (Point(16.41, 53.5), 661, 270),
        (Point(15.99, 53.71), 1294, 149.4),
    ],
)
def test_the_border_is_told_by_distance_and_direction(place, metres, azimuth):
    border = Border.near(place, BOX)
    assert border.metres == pytest.approx(metres, rel=0.01)
    assert border.azimuth == pytest.approx(azimuth, abs=0.5)
