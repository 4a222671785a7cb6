"""Plan layers: what lies on the map for people to talk about."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mapconsult.accounts.roles import Right
from mapconsult.consultations import actions
from mapconsult.consultations.layer_forms import FORMS
from mapconsult.consultations.models import PlanLayer
from mapconsult.consultations.origins import let_in_pictures
from mapconsult.consultations.panel.finding import find
from mapconsult.consultations.permissions import standing
from mapconsult.consultations.serializers import PlanLayerSerializer

page = require_http_methods(["GET", "POST"])


@login_required
@page
def layers(request, slug):
    """The layers as they lie one over the other, with a map of them; a button moves one up or down."""
    consultation = _find(request, slug)
    if request.method == "POST":
        number = request.POST.get("layer", "")
        found = get_object_or_404(consultation.layers, pk=number if number.isdecimal() else None)
        actions.move_layer(layer=found, step=-1 if request.POST.get("move") == "up" else 1)
        return redirect("consultations:layers", slug)
    found = list(consultation.layers.all())
    config = _map(consultation, found)
    context = {"consultation": consultation, "layers": found, "kinds": PlanLayer.Kind, "map": config}
    response = render(request, "consultations/panel/layers.html", context)
    let_in_pictures(response, [layer["url"] for layer in config["layers"]])
    return response


def _find(request, slug):
    consultation = find(request, slug)
    standing(request.user, consultation).require(Right.PLAN, everywhere=True)
    return consultation


def _map(consultation, layers):
    """What js/consultations/layers.js draws."""
    for layer in layers:
        layer.consultation = consultation
    return {
        "box": consultation.extent.extent,
        "layers": PlanLayerSerializer(layers, many=True).data,
    }


@login_required
@page
def new_layer(request, slug, kind):
    """Lay a plan, an image or a map service on the map, above those that are there."""
    consultation = _find(request, slug)
    if kind not in FORMS:
        raise Http404
    return _write(request, consultation, PlanLayer(consultation=consultation, kind=kind))


@login_required
@page
def layer(request, slug, pk):
    """Change a layer, or replace its file."""
    consultation = _find(request, slug)
    return _write(request, consultation, get_object_or_404(consultation.layers, pk=pk))


def _write(request, consultation, found):
    stored = found.name if found.pk else None
    form = FORMS[found.kind](request.POST or None, request.FILES or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.save_layer(layer=form.save(commit=False), zones=form.cleaned_data.get("plan"))
        messages.success(request, _("Saved."))
        return redirect("consultations:layers", consultation.slug)
    others = [layer for layer in consultation.layers.all() if layer.pk != found.pk]
    config = _map(consultation, others)
    context = {"consultation": consultation, "stored": stored, "layer": found, "form": form, "map": config}
    response = render(request, "consultations/panel/layer.html", context)
    let_in_pictures(response, [layer["url"] for layer in config["layers"]])
    return response


@login_required
@page
def delete_layer(request, slug, pk):
    """Take a layer off the map for good, once this is confirmed."""
    consultation = _find(request, slug)
    found = get_object_or_404(consultation.layers, pk=pk)
    if request.method == "POST":
        actions.delete_layer(layer=found)
        messages.success(request, _("“%(name)s” is taken off the map.") % {"name": found})
        return redirect("consultations:layers", slug)
    context = {"consultation": consultation, "layer": found}
    return render(request, "consultations/panel/layer_delete.html", context)
