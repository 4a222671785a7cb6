"""What the maps of officials begin with."""

from django.contrib.gis.db.models import Extent
from django.shortcuts import render

from mapconsult.consultations.models import Zone
from mapconsult.consultations.origins import let_in_pictures
from mapconsult.consultations.serializers import PlanLayerSerializer


def map_config(request, consultation):
    """The layers under the pins, the whole box, and the one to begin with: that of the plan, if any."""
    layers = consultation.layers.select_related("consultation")
    plan = Zone.objects.filter(layer__consultation=consultation).aggregate(box=Extent("geometry"))["box"]
    return {
        "layers": PlanLayerSerializer(layers, many=True, context={"request": request}).data,
        "extent": consultation.extent.extent,
        "start": plan or consultation.extent.extent,
    }


def render_map(request, template, context, status=200):
    """A page with the map of `config`, if any, which may show the pictures of its map services."""
    response = render(request, template, context, status=status)
    if config := context["config"]:
        let_in_pictures(response, [layer["url"] for layer in config["layers"]])
    return response
