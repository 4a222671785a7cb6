"""Entering letters and what was said at meetings; a clerk's own entries; their scans."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Count, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mapconsult.accounts.roles import Right
from mapconsult.consultations.images import send_file
from mapconsult.consultations.permissions import standing
from mapconsult.feedback.actions import KeyReused
from mapconsult.feedback.entering import Decided, TooManyScans, attach, correct, enter
from mapconsult.feedback.models import Contact, Scan, Submission
from mapconsult.feedback.panel.forms import CorrectionForm
from mapconsult.feedback.panel.letter_forms import (
    MOST_POINTS,
    LetterForm,
    PointSet,
    ScansForm,
    too_many_scans,
)
from mapconsult.feedback.panel.maps import map_config, render_map
from mapconsult.feedback.panel.places import areas_of
from mapconsult.feedback.reading import find_consultation

logger = logging.getLogger(__name__)
OWN = 20
SENT_BEFORE = gettext_lazy(
    "This form was sent before with other words. What you entered stands below; open the page anew for the "
    "next letter."
)


class EnterView(LoginRequiredMixin, View):
    """The form of a letter, and below it what one has entered so far. Works without a script."""

    def dispatch(self, request, *args, slug, **kwargs):
        if request.user.is_authenticated:
            self.consultation, self.standing = _found(request, slug)
            self.consultation.refresh_from_db(fields=["extent"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._page(LetterForm(consultation=self.consultation), self._points())

    def post(self, request):
        if "more" in request.POST:
            return self._one_more()
        letter = LetterForm(request.POST, request.FILES, consultation=self.consultation)
        points = self._points(request.POST)
        # Both are asked, so that everything wrong is told at once.
        if not all([letter.is_valid(), points.is_valid()]):
            return self._page(letter, points, status=422)
        try:
            submission, created = self._enter(letter, points)
        except KeyReused:
            letter.add_error(None, SENT_BEFORE)
            return self._page(letter, points, status=409)
        told = _("The letter is stored. Write this number on it: %(number)s.")
        if not created:
            told = _("This letter was stored before, and is counted once. Its number: %(number)s.")
        messages.success(request, told % {"number": submission.pk})
        return redirect("feedback:entered", self.consultation.slug, submission.pk)

    def _enter(self, letter, points):
        return enter(
            consultation=self.consultation,
            draft=letter.draft(points.drafts()),
            by=self.request.user,
            received_at=letter.received_at(),
            scans=letter.cleaned_data["scans"],
        )

    def _one_more(self):
        """The same page with another empty point; nothing is checked yet. Browsers forget chosen files."""
        data = self.request.POST
        count = PointSet(data, form_kwargs=self._choices()).total_form_count()
        typed = [
            {name: data.get(f"point-{index}-{name}", "") for name in PointSet.form.base_fields}
            for index in range(count)
        ]
        letter = LetterForm(initial=data.dict(), consultation=self.consultation)
        return self._page(letter, self._points(initial=[*typed, {}][:MOST_POINTS]))

    def _points(self, data=None, initial=None):
        allowed = self.standing.areas(Right.ENTER)
        return PointSet(data, initial=initial, areas_allowed=allowed, form_kwargs=self._choices())

    def _choices(self):
        """What every point chooses from, read once."""
        if not hasattr(self, "_chosen_from"):
            self._chosen_from = {
                "consultation": self.consultation,
                "categories": list(self.consultation.categories.all()),
                "areas": areas_of(self.consultation.territory),
            }
        return self._chosen_from

    def _page(self, letter, points, status=200):
        own = Submission.objects.filter(consultation=self.consultation, entered_by=self.request.user)
        context = {
            "consultation": self.consultation,
            "letter": letter,
            "points": points,
            "own": own.annotate(points_number=Count("remarks")).order_by("-pk")[:OWN],
            "config": map_config(self.request, self.consultation),
        }
        return render_map(self.request, "feedback/enter.html", context, status=status)


@method_decorator(never_cache, name="dispatch")
class EnteredView(LoginRequiredMixin, View):
    """An entry with its number: to be put right until the office decides, with the scans of the letter."""

    def dispatch(self, request, *args, slug, pk, **kwargs):
        if request.user.is_authenticated:
            self.consultation, self.standing = _found(request, slug)
            entries = Submission.objects.filter(consultation=self.consultation, entered_by__isnull=False)
            if not self.standing.may_everywhere(Right.CONTACTS):
                entries = entries.filter(entered_by=request.user)
            self.submission = get_object_or_404(entries, pk=pk)
            self.submission.consultation = self.consultation
            # Every point offers them.
            prefetch_related_objects([self.consultation], "categories")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._page()

    def post(self, request):
        if "attach" in request.POST:
            return self._attach()
        asked = request.POST.get("remark", "")
        remark = next((one for one in self._remarks() if str(one.pk) == asked), None)
        if remark is None:
            raise Http404
        form = CorrectionForm(request.POST, instance=remark, prefix=str(remark.pk))
        if not form.is_valid():
            return self._page(bound=form, status=422)
        try:
            correct(remark=remark, **form.cleaned_data)
        except Decided:
            messages.error(request, _("The office has decided about this remark: it stays as it is."))
        else:
            told = _("Remark %(reference)s is changed.")
            messages.success(request, told % {"reference": remark.reference})
        return redirect(request.path)

    def _attach(self):
        form = ScansForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self._page(scans_form=form, status=422)
        try:
            attach(submission=self.submission, scans=form.cleaned_data["scans"])
        except TooManyScans:
            form.add_error("scans", too_many_scans())
            return self._page(scans_form=form, status=422)
        messages.success(self.request, _("The scans are stored."))
        return redirect(self.request.path)

    def _remarks(self):
        remarks = list(self.submission.remarks.with_names().order_by("ordinal"))
        for remark in remarks:
            remark.submission = self.submission
        return remarks

    def _page(self, bound=None, scans_form=None, status=200):
        contact = Contact.objects.filter(submission=self.submission).first()
        if contact:
            logger.info("User %s read the contact of submission %s", self.request.user.pk, self.submission.pk)
        context = {
            "consultation": self.consultation,
            "submission": self.submission,
            "rows": [(remark, self._form(remark, bound)) for remark in self._remarks()],
            "contact": contact,
            "scans": self.submission.scans.all(),
            "scans_form": scans_form or ScansForm(),
        }
        return render(self.request, "feedback/entered.html", context, status=status)

    def _form(self, remark, bound):
        if remark.outcome:
            return None
        is_bound = bound is not None and bound.instance.pk == remark.pk
        return bound if is_bound else CorrectionForm(instance=remark, prefix=str(remark.pk))


@never_cache
@login_required
@require_safe
def scan(request, slug, pk):
    """A page of a letter, for whoever may read personal data or has entered it; always a download."""
    consultation = find_consultation(user=request.user, slug=slug)
    asking = standing(request.user, consultation).require(Right.PANEL)
    scans = Scan.objects.filter(submission__consultation=consultation).select_related("submission")
    if not asking.may_everywhere(Right.CONTACTS):
        asking.require(Right.ENTER)
        scans = scans.filter(submission__entered_by=request.user)
    found = get_object_or_404(scans, pk=pk)
    logger.info("User %s read a scan of submission %s", request.user.pk, found.submission_id)
    response = send_file(found.file)
    ending = found.file.name.rpartition(".")[2]
    response["Content-Disposition"] = f'attachment; filename="{found.submission_id}-{found.pk}.{ending}"'
    return response


def _found(request, slug):
    consultation = find_consultation(user=request.user, slug=slug)
    return consultation, standing(request.user, consultation).require(Right.ENTER)
