"""Own areas of what people say."""

from django.contrib.gis.geos import MultiPolygon, Polygon

from geo.models import Layer, LayerArea, LayerPart
from geo.models.layer import MOST_OWN_AREAS
from mapconsult.consultations.models import OwnLayer
from tests.insight.places import RYNEK

BOX = Polygon.from_bbox((16.0, 53.4, 16.2, 53.7))


def test_a_remark_is_taken_however_many_layers_lie_there(say):
    layers = Layer.objects.bulk_create([Layer(name=str(number)) for number in range(MOST_OWN_AREAS + 1)])
    whole = {"code": "1", "name": "1", "geometry": MultiPolygon(BOX), "outline": MultiPolygon(BOX)}
    areas = LayerArea.objects.bulk_create([LayerArea(layer=layer, **whole) for layer in layers])
    LayerPart.objects.bulk_create([LayerPart(area=area, geometry=BOX) for area in areas])
    [remark] = say(RYNEK)
    assert sorted(remark.own_areas) == [area.pk for area in areas][:MOST_OWN_AREAS]


def test_nobody_finds_out_where_the_areas_of_another_organisation_lie(client, say, url, stranger):
    layer = Layer.objects.create(name="Obwody")
    shape = MultiPolygon(BOX)
    area = LayerArea.objects.create(layer=layer, code="1", name="1", geometry=shape, outline=shape)
    own = OwnLayer.objects.create(layer=layer, organisation=stranger.memberships.get().organisation)
    assert client.get(f"{url}?own_area={area.pk}").status_code == 400
    own.organisation = say(RYNEK)[0].consultation.host
    own.save()
    assert client.get(f"{url}?own_area={area.pk}").status_code == 200
