"""Where a point lies. Czaplinek: 16.0-16.4 E, 53.4-53.7 N, districts meeting at 16.2; Złocieniec is west."""

from django.contrib.gis.geos import GEOSGeometry, LineString, Point

from geo.locate import Place, locate
from geo.models import Area, Level


def point(lon, lat):
    return Point(lon, lat, srid=4326)


def codes(geometry):
    return list(Area.objects.covering(geometry).order_by("level").values_list("code", flat=True))


def test_all_levels_in_one_query(gmina, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert codes(point(16.1, 53.5)) == ["PL", "32", "3203", "320301", "320301-rynek"]


def test_the_sea_belongs_to_nobody(gmina):
    assert codes(point(16.1, 55.5)) == []


def test_a_shared_border_belongs_to_the_lowest_code(gmina, other_gmina):
    assert codes(point(16.0, 53.5))[3] == "320301"


def test_a_corner_of_three_districts_belongs_to_the_lowest_code(gmina, make_area):
    make_area(Level.DISTRICT, "320301-a", "A", gmina, (16.1, 53.6, 16.3, 53.7), gmina)
    assert codes(point(16.2, 53.6))[4] == "320301-a"


def test_the_outer_border_belongs_to_the_area(gmina):
    assert codes(point(16.4, 53.7))[3] == "320301"


def test_a_district_is_one_of_the_gmina_that_won(gmina, other_gmina, make_area):
    make_area(Level.DISTRICT, "320306-a", "A", other_gmina, (15.8, 53.4, 16.1, 53.7), other_gmina)
    assert codes(point(16.05, 53.5))[3:] == ["320301", "320301-rynek"]


def test_a_hole_is_outside(gmina, reshape):
    hole = "(16.2 53.5, 16.3 53.5, 16.3 53.6, 16.2 53.5)"
    reshape(gmina, f"MULTIPOLYGON(((16 53.4, 16.4 53.4, 16.4 53.7, 16 53.7, 16 53.4), {hole}))")
    assert codes(point(16.28, 53.53)) == ["PL", "32", "3203"]


def test_every_part_of_a_multipolygon_counts(gmina, reshape):
    west = "((16 53.4, 16.1 53.4, 16.1 53.5, 16 53.4))"
    east = "((16.3 53.6, 16.4 53.6, 16.4 53.7, 16.3 53.6))"
    reshape(gmina, f"MULTIPOLYGON({west}, {east})")
    assert codes(point(16.39, 53.62))[3:] == ["320301", "320301-drahimska"]
    assert codes(point(16.2, 53.55)) == ["PL", "32", "3203"]


def test_ancestors_come_by_parentage_not_by_shape(gmina, powiat, reshape):
    reshape(powiat, "MULTIPOLYGON(((20 50, 21 50, 21 51, 20 50)))")
    assert codes(point(16.1, 53.5))[2] == "3203"


def test_the_country_alone_is_an_answer(poland):
    assert codes(point(16.1, 53.5)) == ["PL"]


def test_what_is_not_in_force_covers_nothing(gmina):
    gmina.boundaries.update(is_current=False)
    assert codes(point(16.1, 53.5)) == ["PL", "32", "3203"]


def test_a_line_counts_at_its_point_on_surface(gmina):
    line = LineString((15.0, 53.5), (16.3, 53.5), (17.6, 53.5), srid=4326)
    assert codes(line)[4] == "320301-drahimska"


def test_many_places_in_one_query_and_in_order(gmina, django_assert_num_queries):
    rynek = gmina.children.get(code="320301-rynek")
    polygon = GEOSGeometry("SRID=4326;POLYGON((16.21 53.5, 16.22 53.5, 16.22 53.6, 16.21 53.5))")
    with django_assert_num_queries(1):
        sea, nowhere, town, plot = locate([point(16, 55.5), None, point(16.1, 53.5), polygon])
    assert sea == nowhere == Place()
    assert (town.district_id, town.gmina_id) == (rynek.pk, gmina.pk)
    assert (town.powiat_id, town.voivodeship_id) == (gmina.parent_id, gmina.parent.parent_id)
    assert plot.district_id == gmina.children.get(code="320301-drahimska").pk


def test_no_places_are_no_places(db):
    assert locate([]) == []
