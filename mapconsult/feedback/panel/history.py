"""The page of a consultation's history: who changed what, and when."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mapconsult.accounts.history import newest, read
from mapconsult.accounts.models import User
from mapconsult.accounts.roles import Right
from mapconsult.consultations.models import Consultation
from mapconsult.consultations.permissions import standing
from mapconsult.feedback.history import events_of
from mapconsult.feedback.paging import EPOCH, MICROSECOND

PAGE = 50
AUTHOR = "author"


class HistoryForm(forms.Form):
    """Which changes, whose, and before which of them."""

    kind = forms.ChoiceField(label=_("What"), required=False, widget=forms.Select({"class": "input"}))
    person = forms.ChoiceField(label=_("Who"), required=False, widget=forms.Select({"class": "input"}))
    before = forms.RegexField(
        r"^[0-9]{1,17}_[0-9]{1,2}_[0-9]{1,18}$", required=False, widget=forms.HiddenInput
    )

    def __init__(self, data, *, kinds, people):
        super().__init__(data, label_suffix="")
        self.fields["kind"].choices = [("", _("everything")), *((kind.slug, kind.title) for kind in kinds)]
        names = [(str(user.pk), user.get_full_name() or user.email) for user in people]
        self.fields["person"].choices = [("", _("everybody")), (AUTHOR, _("the author")), *names]

    def clean_before(self):
        if not self.cleaned_data["before"]:
            return None
        microseconds, place, pk = map(int, self.cleaned_data["before"].split("_"))
        return EPOCH + microseconds * MICROSECOND, place, pk

    def narrowed(self, events):
        """The part of {Kind: QuerySet} that is asked for."""
        kind, person = self.cleaned_data["kind"], self.cleaned_data["person"]
        whose = Q()
        if person:
            whose = Q(pgh_context__author=True) if person == AUTHOR else Q(pgh_context__user=int(person))
        return {item: rows.filter(whose) for item, rows in events.items() if kind in ("", item.slug)}


@login_required
@require_safe
def history(request, slug):
    """Newest first. Guests of an area read what happened to its remarks, and nothing else."""
    consultations = Consultation.objects.visible_to(request.user).select_related("host")
    consultation = get_object_or_404(consultations.defer("extent", "text"), slug=slug)
    areas = standing(request.user, consultation).require(Right.HISTORY).areas(Right.HISTORY)
    events = events_of(consultation, areas)
    form = HistoryForm(request.GET, kinds=events, people=_people(consultation))
    context = {"consultation": consultation, "form": form}
    if not form.is_valid():
        return render(request, "feedback/history.html", context, status=400)
    asked = form.narrowed(events)
    keys = newest(asked, limit=PAGE + 1, before=form.cleaned_data["before"])
    context["entries"] = read(asked, keys[:PAGE])
    if len(keys) > PAGE:
        context["older"] = _address(request.GET, *keys[PAGE - 1][:3])
    return render(request, "feedback/history.html", context)


def _people(consultation):
    """Those who work on it now."""
    working = Q(memberships__organisation=consultation.host_id)
    working |= Q(memberships__organisation__collaborations__consultation=consultation)
    return User.objects.filter(working).distinct().order_by("last_name", "first_name", "email")


def _address(query, moment, place, pk):
    """The query of the page that follows a key."""
    query = query.copy()
    query["before"] = f"{(moment - EPOCH) // MICROSECOND}_{place}_{pk}"
    return query.urlencode()
