"""An organisation's own layers of areas: electoral wards, school catchments, planning zones."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.gis.geos import GeometryCollection
from django.db.models import Count, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from geo.boundaries.errors import BadInput
from geo.fields import from_shapely
from geo.layers.actions import rename_layer
from geo.layers.files import read_upload
from geo.models import Area
from mapconsult.accounts.permissions import find_organisation
from mapconsult.accounts.roles import Right
from mapconsult.consultations import own_layer_actions as actions
from mapconsult.consultations.models import LayerFile, OwnLayer
from mapconsult.consultations.own_layer_forms import ColumnsForm, FileForm, NameForm, NewLayerForm
from mapconsult.consultations.sketch import sketch

page = require_http_methods(["GET", "POST"])
# More shapes than this nobody tells apart in a drawing, and more rows nobody reads through.
MOST_DRAWN, MOST_LISTED = 600, 20


def _find(request, slug):
    return find_organisation(user=request.user, slug=slug, right=Right.PLAN)


def _find_layer(organisation, pk):
    return get_object_or_404(organisation.own_layers.select_related("layer"), pk=pk)


def _status(*forms):
    return 422 if any(form.errors for form in forms) else 200


@login_required
@page
def own_layers(request, slug):
    """The layers there are, files on their way, and a form for a new one."""
    organisation = _find(request, slug)
    form = NewLayerForm(request.POST or None, request.FILES or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        file = actions.receive(organisation=organisation, name=name, **form.received())
        return redirect("consultations:own-layer-file", slug, file.pk)
    layers = OwnLayer.objects.filter(organisation=organisation).select_related("layer")
    layers = layers.annotate(areas=Count("layer__areas"), km2=Sum("layer__areas__km2"))
    files = LayerFile.objects.filter(organisation=organisation).defer("content")
    context = {
        "organisation": organisation,
        "layers": layers,
        "files": files,
        "waiting": any(file.state == LayerFile.State.WAITING for file in files),
        "form": form,
    }
    return render(request, "consultations/panel/own_layers.html", context, status=_status(form))


@login_required
@page
def own_layer(request, slug, pk):
    """The areas of a layer; another name, or a newer file."""
    organisation = _find(request, slug)
    found = _find_layer(organisation, pk)
    sent = request.method == "POST" and ("file" if "replace" in request.POST else "name")
    naming = NameForm(
        request.POST if sent == "name" else None,
        organisation=organisation,
        own_layer=found,
        initial={"name": found.layer.name},
    )
    replacing = FileForm(*([request.POST, request.FILES] if sent == "file" else []))
    if sent == "name" and naming.is_valid():
        rename_layer(layer=found.layer, name=naming.cleaned_data["name"])
        messages.success(request, _("The name is changed."))
        return redirect("consultations:own-layer", slug, pk)
    if sent == "file" and replacing.is_valid():
        file = actions.receive(organisation=organisation, own_layer=found, **replacing.received())
        return redirect("consultations:own-layer-file", slug, file.pk)
    areas = list(found.layer.areas.defer("geometry"))
    context = {
        "organisation": organisation,
        "own": found,
        "areas": areas,
        "sketch": _sketch(organisation, [area.outline for area in areas]),
        "form": replacing if sent == "file" else naming,
        "naming": naming,
        "replacing": replacing,
    }
    status = _status(naming, replacing)
    return render(request, "consultations/panel/own_layer.html", context, status=status)


@login_required
@page
def own_layer_file(request, slug, pk):
    """What a file holds: its columns are chosen, what is wrong is shown, and it is loaded or thrown away."""
    organisation = _find(request, slug)
    files = LayerFile.objects.select_related("organisation", "own_layer__layer")
    file = get_object_or_404(files.exclude(state=LayerFile.State.WAITING), organisation=organisation, pk=pk)
    if "discard" in request.POST:
        file.delete()
        messages.success(request, _("The file is thrown away."))
        return redirect("consultations:own-layers", slug)
    frame = read_upload(bytes(file.content), file.file_name)
    form = ColumnsForm(request.POST if "show" in request.POST else None, instance=file, frame=frame)
    if form.is_bound and form.is_valid():
        form.save()
        return redirect("consultations:own-layer-file", slug, pk)
    reading, error = _read(file, frame)
    if "load" in request.POST and reading:
        actions.load_later(file=file)
        messages.success(request, _("The areas are being loaded. That may take a minute."))
        return redirect("consultations:own-layers", slug)
    context = {"organisation": organisation, "file": file, "form": form, "reading": reading, "wrong": error}
    context |= _preview(file, reading) if reading else {}
    return render(request, "consultations/panel/own_layer_file.html", context, status=_status(form))


def _read(file, frame):
    """(LayerReading, None), or (None, why there is none)."""
    try:
        return actions.read(file, frame), None
    except BadInput as error:
        return None, str(error)


def _preview(file, reading):
    codes = {row.code for row in reading.rows}
    known = file.own_layer.layer.areas.values_list("code", "name") if file.own_layer else []
    count = len(reading.rows)
    return {
        "rows": reading.rows[:MOST_LISTED],
        "rest": max(count - MOST_LISTED, 0),
        "vanishing": [name for code, name in known if code not in codes],
        "sketch": _sketch(file.organisation, [from_shapely(row.geometry) for row in reading.rows]),
        "load_words": ngettext("Load %(count)d area", "Load %(count)d areas", count) % {"count": count},
    }


def _sketch(organisation, shapes):
    """A drawing of the areas on the organisation's territory; None of so many that it would show nothing."""
    if not 0 < len(shapes) <= MOST_DRAWN:
        return None
    territory = Area.objects.with_outline().get(pk=organisation.territory_id)
    return sketch(territory.outline or GeometryCollection(shapes).envelope, shapes, numbered=False)


@login_required
@page
def delete_own_layer(request, slug, pk):
    """Take a layer away for good, once this is confirmed."""
    organisation = _find(request, slug)
    found = _find_layer(organisation, pk)
    if request.method == "POST":
        actions.take_away(own_layer=found)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": found})
        return redirect("consultations:own-layers", slug)
    context = {"organisation": organisation, "own": found}
    return render(request, "consultations/panel/own_layer_delete.html", context)
