"""What is asked beside the filters, checked: by which areas, in which unit."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from mapconsult.consultations.models import OwnLayer
from mapconsult.insight.disclosure import PERSONS, refuse_persons
from mapconsult.insight.scope import Scope


def asked_of(reading, query_class):
    """The parameters of a query serializer. ValidationError for what makes no sense, and when the public asks
    for persons."""
    query = query_class(data=reading.request.GET)
    query.is_valid(raise_exception=True)
    asked = query.validated_data
    refuse_persons(reading, asked.get("unit"))
    if asked.get("measure") == PERSONS:
        refuse_persons(reading, PERSONS)
    return asked


def scopes_of(reading):
    """(Scope of the territory, Scope of what the filters ask about); filters that make no sense ask about
    nothing. A query, one more under a filter by areas."""
    whole = Scope.of(reading.consultation.territory)
    areas = not reading.errors and reading.filters.form.cleaned_data["area"]
    return whole, Scope.of(whole.territory, areas) if areas else whole


def by_what(reading, level=None, layer=None):
    """(scope, {"level", "layer"}): the areas to count by. An own layer is that of the host; without anything,
    the finest level for which there are areas."""
    scope = Scope.of(reading.consultation.territory, reading.filters.form.cleaned_data["area"])
    if layer:
        return scope, {"level": None, "layer": _layer(reading, layer)}
    return scope, {"level": level or next(iter(scope.levels), scope.own_level), "layer": None}


def _layer(reading, number):
    layers = OwnLayer.objects.filter(organisation=reading.consultation.host_id).select_related("layer")
    own = layers.filter(pk=number).first()
    if own is None:
        message = _("The host has no layer with the number %(number)d.") % {"number": number}
        raise ValidationError({"layer": [message]})
    return own.layer
