"""Pages for residents: a consultation with its map and remarks, and the private page of a submission."""

from django.conf import settings
from django.contrib import messages
from django.contrib.gis.db.models import Extent
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_safe

from mapconsult.accounts.limits import Limit, hit
from mapconsult.consultations.models import GeometryKind, Zone
from mapconsult.consultations.origins import let_in_pictures
from mapconsult.consultations.pins import NO_CATEGORY, pins
from mapconsult.consultations.serializers import ConsultationDetailSerializer
from mapconsult.consultations.survey_minutes import survey_minutes
from mapconsult.consultations.timing import last_day
from mapconsult.feedback import own_photos
from mapconsult.feedback.actions import ConsultationClosed, RemarkWithdrawn, edit_remark, withdraw
from mapconsult.feedback.chosen import chosen
from mapconsult.feedback.contacts import may_write, site_of, write
from mapconsult.feedback.forms import RemarkForm
from mapconsult.feedback.history import earlier_versions
from mapconsult.feedback.links import conceal
from mapconsult.feedback.models import BODY_LENGTH, Stakeholder, Submission, SubmissionForm
from mapconsult.feedback.own_photos import PhotoForm
from mapconsult.feedback.reading import Reading
from mapconsult.feedback.survey_own import own_answers

PAGE = 20
# More changes of one submission than a person makes in an hour.
EDITS, HOUR = 60, 3600
# About 2 m: enough to draw a border and to warn; the server decides by the real one.
DRAWN_PRECISION = 0.00002
# What the script of the page needs of the API's answer; the rest stands in the HTML.
TOLD = ["slug", "title", "state", "categories", "layers"]


@require_safe
def consultation(request, slug):
    """The resident's page. Without JavaScript it is the text and a paged list under the same filters."""
    reading = Reading(request, slug)
    found = reading.consultation
    found.refresh_from_db(fields=["extent", "text"])
    data = ConsultationDetailSerializer(found, context={"request": request}).data
    symbols = pins(found.categories.all())
    remarks, total, following = reading.page(PAGE)
    context = {
        "consultation": found,
        "official": reading.official,
        "chosen": chosen(request.GET, single=["created_after", "created_before"]),
        "errors": reading.errors,
        "filtered": any(reading.filters.form.cleaned_data.values()),
        "categories": [(category, symbols[category.pk]) for category in found.categories.all()],
        "legend": _legend(found),
        "finds_addresses": bool(settings.GUGIK_UUG_URL),
        "config": _config(found, data, symbols),
        "body_length": BODY_LENGTH,
        "stakeholders": Stakeholder.choices,
        "last_day": last_day(found),
        "survey_minutes": survey_minutes([found]).get(found.pk),
        "remarks": [(remark, symbols.get(remark.category_id, NO_CATEGORY)) for remark in remarks],
        "total": total,
        "next": following,
    }
    response = render(request, "feedback/consultation.html", context)
    let_in_pictures(response, [layer["url"] for layer in data["layers"]])
    return response


def _config(consultation, data, symbols):
    """What js/feedback/consultation.js starts from: the API's answer, how pins look, where to look first."""
    outline = consultation.extent.simplify(DRAWN_PRECISION, preserve_topology=True)
    plan = Zone.objects.filter(layer__consultation=consultation).aggregate(box=Extent("geometry"))["box"]
    return {name: data[name] for name in TOLD} | {
        "pins": {str(pk): vars(pin) for pk, pin in symbols.items()},
        "no_category": vars(NO_CATEGORY),
        "extent": {"type": outline.geom_type, "coordinates": _rounded(outline.coords)},
        "start": plan or consultation.extent.extent,
        "kinds": _drawn_kinds(consultation),
        "office": _office(consultation.host),
    }


def _office(host):
    """Whom to write to when something that was kept on a device comes too late."""
    privacy = reverse("consultations:privacy", args=[host.slug])
    return {"name": host.name, "email": host.controller_email, "privacy": privacy}


def _drawn_kinds(consultation):
    """What may be drawn: what any category takes, a point where there are none."""
    taken = {kind for category in consultation.categories.all() for kind in category.geometries}
    return [kind for kind in GeometryKind.values if kind in taken] or [GeometryKind.POINT]


def _rounded(coordinates):
    """Nested coordinates with six decimals, a tenth of a metre."""
    if isinstance(coordinates, float):
        return round(coordinates, 6)
    return [_rounded(part) for part in coordinates]


def _legend(consultation):
    """[{"fill", "stroke", "opacity", "names"}]: zones that look alike are one entry."""
    entries = {}
    for zone in Zone.objects.filter(layer__consultation=consultation).defer("geometry"):
        look = (zone.kind, zone.fill, zone.stroke, zone.opacity)
        names = entries.setdefault(look, [])
        if zone.name not in names:
            names.append(zone.name)
    return [
        {"fill": fill, "stroke": stroke, "opacity": opacity, "names": names}
        for (_kind, fill, stroke, opacity), names in entries.items()
    ]


class SubmissionView(View):
    """The private page of a submission: whoever has the link may change or withdraw its remarks."""

    # Whether the address alone opens the page.
    is_secret = True

    def dispatch(self, request, *args, **kwargs):
        submissions = Submission.objects.select_related("consultation__host", "contact")
        submissions = submissions.prefetch_related("consultation__categories")
        self.submission = self.find(submissions, **kwargs)
        if self.submission.form == SubmissionForm.SURVEY:
            return conceal(own_answers(request, self.submission, is_secret=self.is_secret))
        return conceal(super().dispatch(request, *args))

    def find(self, submissions, token):
        """The submission of the address, else 404."""
        found = submissions.by_token(token)
        if found is None:
            raise Http404
        return found

    def get(self, request):
        return self._page()

    def post(self, request):
        if "send_link" in request.POST:
            return self._send_link()
        remark = get_object_or_404(self._remarks(), pk=number(request.POST.get("remark", "")))
        try:
            if remark.state == remark.State.WITHDRAWN:
                raise RemarkWithdrawn
            return self._change(remark)
        except ConsultationClosed:
            messages.error(request, _("The consultation has ended: remarks can no longer be changed."))
        except RemarkWithdrawn:
            messages.error(request, _("This remark is withdrawn: it can no longer be changed."))
        return redirect(request.path)

    def _change(self, remark):
        if "withdraw" in self.request.POST:
            return self._withdraw(remark)
        if "add_photo" in self.request.POST:
            return self._add_photo(remark)
        if "remove_photo" in self.request.POST:
            own_photos.remove(self.request, remark, number(self.request.POST["remove_photo"]))
            return redirect(self.request.path)
        return self._edit(remark)

    def _add_photo(self, remark):
        if self._too_often(f"photos/{self.submission.pk}"):
            return self._page(status=429)
        form = own_photos.add(self.request, remark)
        return self._page(photo_form=form, status=422) if form else redirect(self.request.path)

    def _too_often(self, key):
        """Tells it, too."""
        [counted] = hit(Limit(key, EDITS, HOUR))
        if counted.exceeded:
            told = _("You have changed your remarks very often. Try again in an hour.")
            messages.error(self.request, told)
        return counted.exceeded

    def _send_link(self):
        contact = self.submission.unconfirmed()
        if contact and may_write(self.request, contact.email):
            write(contact, site=site_of(self.request), private=self.request.path)
            messages.success(self.request, _("We are sending you a new link."))
        elif contact:
            messages.error(self.request, _("We have sent several links already. Try again in an hour."))
        return redirect(self.request.path)

    def _withdraw(self, remark):
        withdraw(remark=remark)
        messages.success(
            self.request, _("Remark %(reference)s is withdrawn.") % {"reference": remark.reference}
        )
        return redirect(self.request.path)

    def _edit(self, remark):
        form = RemarkForm(self.request.POST, instance=remark, prefix=str(remark.pk))
        if not form.is_valid():
            return self._page(form, status=422)
        # Every version is kept.
        if self._too_often(f"edits/{self.submission.pk}"):
            return self._page(form, status=429)
        edit_remark(remark=remark, **form.cleaned_data)
        messages.success(
            self.request, _("Remark %(reference)s is changed.") % {"reference": remark.reference}
        )
        return redirect(self.request.path)

    def _page(self, bound=None, photo_form=None, status=200):
        rows = []
        earlier = earlier_versions(self.submission)
        for remark in self._remarks():
            is_bound = bound is not None and bound.instance.pk == remark.pk
            form = bound if is_bound else RemarkForm(instance=remark, prefix=str(remark.pk))
            refused = photo_form is not None and photo_form.remark.pk == remark.pk
            photo = photo_form if refused else PhotoForm(remark)
            rows.append((remark, form, photo, earlier.get(remark.pk)))
        context = {
            "submission": self.submission,
            "consultation": self.submission.consultation,
            "is_open": self.submission.consultation.is_open(),
            "unconfirmed": self.submission.unconfirmed(),
            "is_secret": self.is_secret,
            "rows": rows,
        }
        return render(self.request, "feedback/submission.html", context, status=status)

    def _remarks(self):
        remarks = self.submission.remarks.with_names().select_related("consultation")
        return remarks.prefetch_related("photos").order_by("ordinal")


def number(text):
    """The id that a button has sent; 0, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
