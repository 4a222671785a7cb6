"""Layers of own areas: what they change on the map."""

import pytest
from django.contrib.gis.geos import Point

from geo.layers.actions import delete_layer, load_layer, rename_layer
from geo.layers.files import read_upload
from geo.layers.read import guess, read_layer
from geo.locate import locate
from geo.models import Layer, LayerArea, Revision
from mapconsult.feedback.models import Remark
from tests.geo.layers import EAST, WARDS, WEST, feature, geojson

IN_WEST, IN_EAST, IN_NEITHER = (16.1, 53.5), (16.25, 53.5), (16.35, 53.5)


def load(content, layer=None):
    frame = read_upload(content, "x.geojson")
    layer = layer or Layer(name="Obwody")
    moved = load_layer(layer=layer, rows=read_layer(frame, guess(frame)).rows, file_name="x.geojson")
    return layer, moved


@pytest.fixture
def wards(db):
    return load(WARDS)[0]


def areas(remarks):
    """{remark: codes of its own areas}, as stored."""
    codes = dict(LayerArea.objects.values_list("pk", "code"))
    stored = Remark.objects.in_bulk([remark.pk for remark in remarks])
    return [[codes[key] for key in stored[remark.pk].own_areas] for remark in remarks]


def test_what_is_said_knows_its_own_areas(wards, say):
    assert areas(say(IN_WEST, IN_EAST, IN_NEITHER, None)) == [["1"], ["2"], [], []]


def test_what_was_said_before_is_given_them(say):
    said = say(IN_WEST, IN_EAST, IN_NEITHER, None)
    _layer, moved = load(WARDS)
    assert areas(said) == [["1"], ["2"], [], []]
    assert moved[0].rows == 2


def test_several_layers_stand_beside_each_other(wards, say):
    load(geojson(feature((16.0, 53.4, 16.4, 53.7), kod="SP1", nazwa="Szkoła")))
    assert areas(say(IN_WEST, IN_NEITHER)) == [["1", "SP1"], ["SP1"]]


def test_of_two_that_share_a_border_the_lowest_code_has_it(wards, say):
    assert areas(say((16.2, 53.5))) == [["1"]]


def test_a_new_file_moves_what_lies_elsewhere_now_and_keeps_ids(wards, say):
    said = say(IN_WEST, IN_EAST, IN_NEITHER)
    known = dict(wards.areas.values_list("code", "pk"))
    load(geojson(feature(EAST, kod="1", nazwa="Jeden"), feature((16.3, 53.4, 16.4, 53.7), kod="3")), wards)
    assert areas(said) == [[], ["1"], ["3"]]
    assert wards.areas.get(code="1").pk == known["1"]
    assert list(wards.areas.values_list("code", "name")) == [("3", "3"), ("1", "Jeden")]


def test_the_same_file_again_writes_no_row(wards, say):
    (said,) = say(IN_WEST)
    written = lambda: Remark.objects.extra(select={"x": "xmin::text"}).get(pk=said.pk).x  # noqa: E731
    before = written()
    assert load(WARDS, wards)[1][0].rows == 0
    assert written() == before


def test_a_deleted_layer_leaves_nothing_behind(wards, say):
    load(geojson(feature(WEST, kod="SP1", nazwa="Szkoła")))
    said = say(IN_WEST, IN_EAST)
    delete_layer(layer=wards)
    assert areas(said) == [["SP1"], []]
    assert LayerArea.objects.get().code == "SP1"


def test_every_change_tells_the_caches(wards):
    before = Revision.current()
    rename_layer(layer=wards, name="Okręgi")
    load(WARDS, wards)
    delete_layer(layer=wards)
    assert Revision.current() == before + 3


def test_locating_names_own_areas(wards):
    place, nowhere = locate([Point(*IN_WEST, srid=4326), None])
    assert place.own_areas == [wards.areas.get(code="1").pk]
    assert nowhere.own_areas == []


def test_sizes_residents_and_outlines_are_told_as_of_areas(wards, gmina):
    found = wards.areas.with_outline().with_population().with_km2().get(code="1")
    assert (found.population, found.population_year) == (1200, None)
    assert found.outline.num_points == 5
    # 0.2 degrees of longitude (13.26 km) by 0.3 of latitude (33.38 km).
    assert found.km2 == pytest.approx(442, abs=1)
    assert type(gmina).objects.with_km2().get(pk=gmina.pk).km2 == pytest.approx(2 * 442, abs=2)


def test_names_stand_in_the_order_of_their_numbers(db):
    boxes = {"Obwód 10": WEST, "Obwód 2": EAST, "Łąki": (16.3, 53.4, 16.4, 53.7)}
    layer, _moved = load(geojson(*[feature(shape, nazwa=name) for name, shape in boxes.items()]))
    assert [area.name for area in layer.areas.all()] == ["Łąki", "Obwód 2", "Obwód 10"]


def test_a_layer_knows_how_many_may_share_its_places(wards):
    over_it, _moved = load(geojson(feature((16.1, 53.4, 16.4, 53.7), nazwa="Szkoła")))
    load(geojson(feature((15.8, 53.4, 15.9, 53.7), nazwa="Dalej")))
    assert (wards.companions(), over_it.companions(), Layer(pk=0).companions()) == (2, 2, 0)


def test_detailed_shapes_are_cut_small(db):
    west = [[16, 53.4 + number / 1000] for number in range(300)]
    ring = [*west, [16.2, 53.7], [16.2, 53.4], [16, 53.4]]
    layer, _moved = load(geojson(feature({"type": "Polygon", "coordinates": [ring]}, nazwa="Brzeg")))
    assert layer.areas.get().parts.count() > 1
