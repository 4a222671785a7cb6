"""A plan drawn elsewhere: what is read, and what is refused with which words."""

import json

import pytest
from django.core.exceptions import ValidationError

from mapconsult.consultations.plans import read_zones

SQUARE = {"type": "Polygon", "coordinates": [[[16.2, 53.5], [16.3, 53.5], [16.3, 53.6], [16.2, 53.5]]]}
BOW_TIE = {
    "type": "Polygon",
    "coordinates": [[[16.2, 53.5], [16.3, 53.6], [16.3, 53.5], [16.2, 53.6], [16.2, 53.5]]],
}
METRES = {"type": "Point", "coordinates": [650000, 300000]}


def plan(geometry=SQUARE, **properties):
    properties = {"name": "Plaża"} | properties
    feature = {"type": "Feature", "geometry": geometry, "properties": properties}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def test_a_zone_without_style_gets_a_quiet_one_and_its_kind_from_its_name():
    [zone] = read_zones(plan())
    assert (zone.name, zone.kind, zone.opacity) == ("Plaża", "plaza", 0.5)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"features": []}',
        '{"features": [5]}',
        plan(name=""),
        plan(geometry=None),
        plan(geometry=BOW_TIE),
        plan(geometry=METRES),
        plan(style={"fill": "url(javascript:0)"}),
        plan(style={"opacity": "half"}),
    ],
)
def test_a_wrong_plan_is_refused(text):
    with pytest.raises(ValidationError):
        read_zones(text)
