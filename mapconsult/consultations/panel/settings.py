"""Writing a consultation, and showing it to everybody."""

from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from geo.levels import Level
from mapconsult.accounts.models import Organisation
from mapconsult.accounts.roles import Right
from mapconsult.consultations import actions
from mapconsult.consultations.forms import ConsultationForm
from mapconsult.consultations.models import Consultation
from mapconsult.consultations.panel.finding import find
from mapconsult.consultations.permissions import right_to_write, standing
from mapconsult.consultations.readiness import doubts, missing
from mapconsult.consultations.rows import formsets

page = require_http_methods(["GET", "POST"])
# About 20 m: to show where the extent is, not to decide by.
DRAWN_PRECISION = 0.0002
LONGEST_PREVIEW = 200_000


@login_required
@page
def new(request):
    """A draft for one of the organisations in which one may write."""
    hosts = Organisation.objects.order_by("name")
    if not request.user.administers:
        hosts = hosts.filter(pk__in=request.user.organisations_with(Right.EDIT))
    hosts = list(hosts.select_related("territory"))
    if not hosts:
        raise PermissionDenied if request.user.granted else Http404
    first = {"host": hosts[0].pk, "territory": hosts[0].territory_id}
    return _write(request, Consultation(), hosts=hosts, initial=first)


@login_required
@page
def settings(request, slug):
    """Everything about a consultation but its plan layers and guests."""
    with transaction.atomic():
        consultation = find(request, slug, lock=request.method == "POST")
        held = standing(request.user, consultation)
        held.require(right_to_write(consultation), everywhere=True)
        return _write(request, consultation, hosts=[consultation.host])


def _write(request, consultation, *, hosts, initial=None):
    # The forms change their instance even by what they refuse; the page shows what is stored.
    data, instance = (request.POST or None), copy(consultation)
    form = ConsultationForm(data, request.FILES or None, instance=instance, initial=initial, hosts=hosts)
    rows = formsets(instance, data)
    if data is not None and all([form.is_valid(), *(formset.is_valid() for formset in rows)]):
        written = actions.write(form=form, formsets=rows)
        messages.success(request, _("Saved."))
        for doubt in doubts(written):
            messages.warning(request, doubt)
        return redirect("consultations:settings", written.slug)
    phases, categories = rows
    context = {
        "consultation": consultation if consultation.pk else None,
        "form": form,
        "phases": phases,
        "categories": categories,
        "wrong": data is not None,
        "map": _map(consultation, form),
    }
    return render(request, "consultations/panel/settings.html", context)


def _map(consultation, form):
    """What js/consultations/settings.js draws: the stored extent, and where each territory's outline is."""
    shape = consultation.extent and consultation.extent.simplify(DRAWN_PRECISION, preserve_topology=True)
    areas = form.fields["territory"].queryset.values_list("pk", "level", "code")
    return {
        "extent": {"type": shape.geom_type, "coordinates": shape.coords} if shape else None,
        "areas": {str(pk): [Level(level).key, code] for pk, level, code in areas},
    }


@login_required
@page
def state(request, slug):
    """Publish or archive, with what is missing and what may be an oversight."""
    consultation = find(request, slug)
    held = standing(request.user, consultation)
    right = Right.PUBLISH if request.method == "POST" else right_to_write(consultation)
    held.require(right, everywhere=True)
    if request.method == "POST":
        _change_state(request, consultation)
        return redirect("consultations:state", slug)
    context = {
        "consultation": consultation,
        "missing": missing(consultation),
        "doubts": doubts(consultation),
        "may_publish": held.may_everywhere(Right.PUBLISH),
    }
    return render(request, "consultations/panel/state.html", context)


def _change_state(request, consultation):
    try:
        if "publish" in request.POST:
            actions.publish(consultation=consultation)
            messages.success(request, _("Published: everybody sees it now."))
        elif "archive" in request.POST:
            actions.archive(consultation=consultation)
            messages.success(request, _("Archived: it takes no remarks and stays readable."))
    except actions.NotReady:
        messages.error(request, _("Not published: something is missing, see below."))


@login_required
@require_POST
def preview(request):
    """A text as residents will see it; nothing is stored."""
    if not (request.user.administers or request.user.granted):
        raise Http404
    text = request.POST.get("text", "")[:LONGEST_PREVIEW]
    return render(request, "consultations/panel/preview.html", {"text": text})
