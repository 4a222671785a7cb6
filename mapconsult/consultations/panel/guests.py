"""Guests of a consultation: organisations that the host lets in, up to a role and perhaps for one area."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mapconsult.accounts.models import Organisation
from mapconsult.accounts.roles import EXPLAINED, Right, Role
from mapconsult.consultations import actions
from mapconsult.consultations.guest_forms import GuestForm
from mapconsult.consultations.models import Collaboration
from mapconsult.consultations.panel.finding import find
from mapconsult.consultations.permissions import standing

page = require_http_methods(["GET", "POST"])
MOST_FOUND = 20


@login_required
@require_safe
def guests(request, slug):
    """Who is let in, as what. People of the host read all of it, guests what concerns them; a coordinator of
    the host finds an organisation by its name."""
    consultation = find(request, slug)
    standing(request.user, consultation).require(Right.PANEL)
    leads = _leads(request.user, consultation)
    context = {"consultation": consultation, "leads": leads, "rows": _rows(request.user, consultation)}
    context |= _search(request, consultation) if leads else {}
    return render(request, "consultations/panel/guests.html", context)


def _leads(user, consultation):
    """Letting in is for the host alone, whatever a guest is allowed."""
    return Right.PEOPLE in user.rights_in(consultation.host)


def _rows(user, consultation):
    """[(collaboration, what its ceiling means, the reader's own role in it)]"""
    rows = consultation.collaborations.select_related("organisation", "area")
    if not user.rights_in(consultation.host):
        rows = rows.filter(organisation__in=user.granted)
    own = dict(user.memberships.values_list("organisation", "role"))
    return [(row, EXPLAINED[Role(row.ceiling)], _own_role(own.get(row.organisation_id))) for row in rows]


def _own_role(role):
    return role and (Role(role).label, EXPLAINED[Role(role)])


def _others(consultation):
    """Organisations that could be let in."""
    here = consultation.collaborations.values("organisation")
    return Organisation.objects.exclude(pk=consultation.host_id).exclude(pk__in=here)


def _search(request, consultation):
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:100]
    named = _others(consultation).filter(name__unaccent__icontains=text)
    return {"text": text, "found": list(named[:MOST_FOUND]) if text else []}


@login_required
@page
def let_in(request, slug, organisation):
    """Choose what an organisation may do, and let it in."""
    consultation = _find_led(request, slug)
    found = get_object_or_404(_others(consultation), slug=organisation)
    guest = Collaboration(consultation=consultation, organisation=found)
    form = GuestForm(request.POST or None, instance=guest)
    if request.method == "POST" and form.is_valid():
        actions.let_in(collaboration=form.save(commit=False), by=request.user)
        messages.success(request, _("%(name)s works here now.") % {"name": found})
        return redirect("consultations:guests", slug)
    context = {"consultation": consultation, "guest": guest, "form": form}
    return render(request, "consultations/panel/guest.html", context)


@login_required
@page
def guest(request, slug, pk):
    """Another ceiling or area for a guest."""
    consultation, found = _find_guest(request, slug, pk)
    form = GuestForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.change_guest(collaboration=form.save(commit=False))
        messages.success(request, _("Saved."))
        return redirect("consultations:guests", slug)
    context = {"consultation": consultation, "guest": found, "form": form}
    return render(request, "consultations/panel/guest.html", context)


@login_required
@page
def end(request, slug, pk):
    """End the work of a guest, once this is confirmed."""
    consultation, found = _find_guest(request, slug, pk)
    if request.method == "POST":
        actions.end_guest(collaboration=found)
        messages.success(request, _("%(name)s works here no more.") % {"name": found.organisation})
        return redirect("consultations:guests", slug)
    context = {"consultation": consultation, "guest": found}
    return render(request, "consultations/panel/guest_end.html", context)


def _find_guest(request, slug, pk):
    consultation = _find_led(request, slug)
    rows = consultation.collaborations.select_related("organisation", "area")
    return consultation, get_object_or_404(rows, pk=pk)


def _find_led(request, slug):
    consultation = find(request, slug)
    standing(request.user, consultation).require(Right.PANEL)
    if not _leads(request.user, consultation):
        raise PermissionDenied
    return consultation
