"""A plan drawn elsewhere: a GeoJSON FeatureCollection becomes the zones of a layer."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mapconsult.consultations.models import COLOUR, Zone
from mapconsult.consultations.shapes import parse, read_shape

# What a zone looks like that brings no style of its own.
STYLE = {"fill": "#a3b8a0", "stroke": "#5d7a59", "opacity": 0.5}


def read_zones(text):
    """Unsaved zones from GeoJSON in EPSG:4326, one a feature; ValidationError says which feature is wrong.

    Properties: `name`, `kind` (an entry of the legend, else made of the name) and `style` with fill,
    stroke and opacity.
    """
    try:
        features = parse(text)["features"]
    except (KeyError, TypeError):
        raise ValidationError(_("The file is not a GeoJSON FeatureCollection.")) from None
    if not isinstance(features, list) or not features:
        raise ValidationError(_("The plan has no features."))
    return [_zone(feature, number) for number, feature in enumerate(features, start=1)]


@transaction.atomic
def replace_zones(layer, zones):
    """Give a layer these zones instead of those it had."""
    layer.zones.all().delete()
    for zone in zones:
        zone.layer = layer
    Zone.objects.bulk_create(zones)
    layer.consultation.bump()


def _zone(feature, number):
    try:
        properties = feature.get("properties") or {}
        name = str(properties.get("name") or "").strip()
        style = STYLE | (properties.get("style") or {})
        opacity = float(style["opacity"])
    except (AttributeError, KeyError, TypeError, ValueError):
        raise ValidationError(_("Feature %(number)d cannot be read.") % {"number": number}) from None
    if not name:
        raise ValidationError(_("Feature %(number)d has no name.") % {"number": number})
    try:
        geometry = read_shape(feature.get("geometry"))
    except ValueError:
        text = _("The shape of “%(name)s” is not valid in EPSG:4326.")
        raise ValidationError(text % {"name": name}) from None
    if not re.match(COLOUR, str(style["fill"])) or not re.match(COLOUR, str(style["stroke"])):
        raise ValidationError(_("The colours of “%(name)s” must be like #0072b2.") % {"name": name})
    kind = slugify(str(properties.get("kind") or name))[:30]
    return Zone(
        name=name[:100],
        kind=kind,
        geometry=geometry,
        fill=style["fill"],
        stroke=style["stroke"],
        opacity=min(max(opacity, 0), 1),
    )
