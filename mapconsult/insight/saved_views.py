"""Pages of saved views: list, save, rename, share, delete. Without JavaScript, too."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mapconsult.accounts.roles import Right
from mapconsult.consultations.models import Collaboration
from mapconsult.insight.models import SavedView
from mapconsult.insight.page import ResultsPage
from mapconsult.insight.permissions import official_reading
from mapconsult.insight.view_forms import SavedViewForm

page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def said(request, slug):
    """What an address filters by, in words, for a page whose filters change without loading it again."""
    context = ResultsPage(request, slug).words()
    return render(request, "insight/_said.html", context)


@login_required
@page
def views(request, slug):
    """One's own views and those that colleagues share; saving one leads back to what it shows."""
    reading = official_reading(request, slug)
    consultation = reading.consultation
    view = SavedView(consultation=consultation, owner=request.user)
    form = SavedViewForm(request.POST or None, instance=view, initial={"query": request.GET.urlencode()})
    if request.method == "POST" and form.is_valid():
        view.organisation_id = _organisation(request.user, consultation)
        form.save()
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
        return redirect(_address(view))
    rows = SavedView.objects.of(consultation).visible_to(request.user).select_related("owner")
    context = {"consultation": consultation, "form": form, "rows": [(row, _address(row)) for row in rows]}
    return render(request, "insight/views.html", context)


@login_required
@page
def view(request, slug, pk):
    """Another name for one's own view, or other people to see it."""
    found = _own(request, slug, pk)
    form = SavedViewForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("insight:views", slug)
    context = {"consultation": found.consultation, "view": found, "form": form}
    return render(request, "insight/view.html", context)


@login_required
@page
def view_delete(request, slug, pk):
    """Delete one's own view, once this is confirmed."""
    found = _own(request, slug, pk)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("The view “%(name)s” is deleted.") % {"name": found.name})
        return redirect("insight:views", slug)
    return render(request, "insight/view_delete.html", {"consultation": found.consultation, "view": found})


def _own(request, slug, pk):
    consultation = official_reading(request, slug).consultation
    found = get_object_or_404(SavedView.objects.of(consultation).filter(owner=request.user), pk=pk)
    found.consultation = consultation
    return found


def _address(view):
    query = QueryDict(view.query).urlencode()
    return reverse("insight:results", args=[view.consultation.slug]) + (query and f"?{query}")


def _organisation(user, consultation):
    """In which a person reads a consultation: the host, else a guest; the administrators' is the host."""
    readers = user.organisations_with(Right.READ)
    if user.administers or consultation.host_id in readers:
        return consultation.host_id
    guests = Collaboration.objects.filter(consultation=consultation, organisation__in=readers)
    return guests.order_by("pk").values_list("organisation", flat=True).first()
