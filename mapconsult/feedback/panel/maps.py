"""What the maps of officials begin with."""

from django.contrib.gis.db.models import Extent

from mapconsult.consultations.models import Zone
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
