"""What the database itself refuses."""

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db import IntegrityError
from django.utils import timezone

from geo.models import Area, Boundary, BoundaryPart, Edition, Level, Population


def edition(level, territory, **fields):
    return Edition.objects.create(
        level=level, territory=territory, source="test", file_name="x", sha256="", **fields
    )


def boundary(edition, area, wkt="POLYGON((16 53, 17 53, 17 54, 16 53))", **fields):
    shape = MultiPolygon(Polygon.from_ewkt(f"SRID=4326;{wkt}"), srid=4326)
    fields = {"level": area.level, "name": area.name, "geometry": shape, "outline": shape} | fields
    return Boundary.objects.create(edition=edition, area=area, **fields)


def test_a_gmina_stands_under_a_powiat_not_under_a_voivodeship(voivodeship):
    with pytest.raises(IntegrityError, match="geo_area_parent_one_up"):
        Area.objects.create(level=Level.GMINA, code="320399", name="x", parent=voivodeship)


def test_only_a_country_has_no_parent(poland):
    with pytest.raises(IntegrityError, match="geo_area_country_alone_has_no_parent"):
        Area.objects.create(level=Level.VOIVODESHIP, code="02", name="x")


def test_a_country_has_no_parent(poland):
    with pytest.raises(IntegrityError, match="geo_area_country_alone_has_no_parent"):
        Area.objects.create(level=Level.COUNTRY, code="XX", name="x", parent=poland)


def test_a_code_stands_once_at_a_level(gmina, powiat):
    with pytest.raises(IntegrityError, match="geo_area_level_code"):
        Area.objects.create(level=Level.GMINA, code=gmina.code, name="x", parent=powiat)


@pytest.mark.parametrize("code", ["3203", "3203013", "32030a", ""])
def test_a_gmina_has_six_digits(powiat, code):
    with pytest.raises(IntegrityError, match="geo_area_code_shape"):
        Area.objects.create(level=Level.GMINA, code=code, name="x", parent=powiat)


@pytest.mark.parametrize("code", ["320301", "320301-", "320301-Rynek", "32030-rynek"])
def test_a_district_has_a_register_code_or_a_slug(gmina, code):
    with pytest.raises(IntegrityError, match="geo_area_code_shape"):
        Area.objects.create(level=Level.DISTRICT, code=code, name="x", parent=gmina)


def test_one_edition_is_current_for_a_level_and_territory(gmina, powiat):
    with pytest.raises(IntegrityError, match="geo_edition_one_current"):
        edition(Level.GMINA, powiat, is_current=True, activated_at=timezone.now())


def test_a_current_edition_was_activated(poland):
    with pytest.raises(IntegrityError, match="geo_edition_current_was_activated"):
        edition(Level.GMINA, poland, is_current=True)


def test_the_territory_of_an_edition_lies_above_its_level(gmina):
    with pytest.raises(IntegrityError, match="geo_edition_territory_above_level"):
        edition(Level.GMINA, gmina)


def test_an_edition_tells_the_true_level_of_its_territory(powiat):
    with pytest.raises(IntegrityError, match="geo_edition_territory_level"):
        Edition.objects.filter(level=Level.POWIAT).update(territory_level=Level.VOIVODESHIP)


def test_a_boundary_is_valid(gmina, powiat):
    bow_tie = "POLYGON((16 53, 17 54, 17 53, 16 54, 16 53))"
    with pytest.raises(IntegrityError, match="geo_boundary_valid"):
        boundary(edition(Level.GMINA, powiat), gmina, bow_tie)


def test_a_boundary_has_the_level_of_its_area(gmina, powiat):
    with pytest.raises(IntegrityError, match="geo_boundary_area_level"):
        boundary(edition(Level.POWIAT, powiat.parent), gmina, level=Level.POWIAT)


def test_a_boundary_has_the_level_of_its_edition(gmina, powiat):
    with pytest.raises(IntegrityError, match="geo_boundary_edition_level"):
        boundary(edition(Level.POWIAT, powiat.parent), gmina)


def test_an_area_has_one_current_boundary(gmina, poland):
    with pytest.raises(IntegrityError, match="geo_boundary_one_current"):
        boundary(edition(Level.GMINA, poland), gmina, is_current=True)


def test_parts_follow_their_boundary(gmina):
    gmina.boundaries.update(is_current=False)
    assert not BoundaryPart.objects.filter(area=gmina, is_current=True).exists()


def test_a_part_cannot_say_otherwise_than_its_boundary(gmina):
    with pytest.raises(IntegrityError, match="geo_boundarypart_repeats"):
        BoundaryPart.objects.filter(area=gmina).update(is_current=False)


def test_a_part_is_small(gmina):
    round_shape = gmina.boundaries.get().geometry.centroid.buffer(0.1, quadsegs=40)
    with pytest.raises(IntegrityError, match="geo_boundarypart_small"):
        BoundaryPart.objects.filter(area=gmina).update(geometry=round_shape)


def test_an_area_has_one_population_a_year(gmina):
    with pytest.raises(IntegrityError, match="geo_population_area_year"):
        Population.objects.create(area=gmina, year=2018, number=1)


def test_a_population_is_not_negative(gmina):
    with pytest.raises(IntegrityError, match="number_check"):
        Population.objects.create(area=gmina, year=2019, number=-1)


def test_an_unknown_level_is_named():
    with pytest.raises(ValueError, match="no level 'sołectwo'; known: country, voivodeship"):
        Level.named("sołectwo")
