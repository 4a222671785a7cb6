"""What the map of the results can show, for the controls beside it (insight/_map.html)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.models import OwnLayer
from mapconsult.insight.classing import CLASSINGS, QUANTILE, USUAL

# What the address says of the map: `a` and `b` are the two queries that the difference compares.
FIELDS = ["map", "level", "layer", "measure", "classing", "classes", "a", "b"]
WAYS = ["areas", "heat", "pins", "hot", "difference"]
MEASURES = [
    ("count", _("How many")),
    ("persons", _("How many persons")),
    ("rate_per_1000", _("Per 1,000 residents")),
    ("per_km2", _("Per km²")),
]
CLASSES = [str(number) for number in range(2, 8)]


def controls(consultation):
    """The choices. One query."""
    layers = OwnLayer.objects.filter(organisation=consultation.host_id).select_related("layer")
    return {"measures": MEASURES, "classings": CLASSINGS, "layers": list(layers)}


def shown(chosen):
    """What the map shows where the address says nothing of it, or nonsense."""
    known = {
        "map": WAYS,
        "measure": [measure for measure, _label in MEASURES],
        "classing": [QUANTILE, *(classing for classing, _label in CLASSINGS)],
        "classes": [str(USUAL), *CLASSES],
    }
    return {name: chosen[name] if chosen[name] in values else values[0] for name, values in known.items()}


def middle(consultation):
    """The day in the middle of the time that a consultation has been open, to compare before and after."""
    begin, end = consultation.opens_at, min(consultation.closes_at, timezone.now())
    return timezone.localdate(begin + (end - begin) / 2).isoformat()
