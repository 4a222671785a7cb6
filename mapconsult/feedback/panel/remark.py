"""One remark as officials see it: its place, its letter, its state and the decision about it."""

import json
import logging

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from mapconsult.accounts.roles import Right
from mapconsult.consultations.permissions import standing
from mapconsult.consultations.pins import NO_CATEGORY, pins
from mapconsult.feedback.actions import moderate
from mapconsult.feedback.deciding import DecidedMeanwhile, approve_all, decide, propose
from mapconsult.feedback.history import timeline
from mapconsult.feedback.models import AbuseReport, Contact, Flag, Remark, RemarkState
from mapconsult.feedback.paging import cursor_of
from mapconsult.feedback.panel.forms import DecisionForm
from mapconsult.feedback.panel.maps import map_config, render_map
from mapconsult.feedback.panel.moderation import CHANGES
from mapconsult.feedback.panel.photos import RIGHTS as PHOTO_RIGHTS
from mapconsult.feedback.panel.photos import moderate_photo
from mapconsult.feedback.panel.reading_time import read_at
from mapconsult.feedback.panel.replies import reports_about, tell_dismissed
from mapconsult.feedback.panel.undo import offered, remember, undo
from mapconsult.feedback.permissions import RIGHT_FOR, may_with
from mapconsult.feedback.reading import find_consultation
from mapconsult.feedback.serializers import PageQuery

logger = logging.getLogger(__name__)


@method_decorator(never_cache, name="dispatch")
class RemarkView(LoginRequiredMixin, View):
    """Each button of the page says in its name what it asks for."""

    ASKED = ["state", "propose", "approve", "contact", "undo", "dismiss"]

    def dispatch(self, request, *args, slug, pk, **kwargs):
        if request.user.is_authenticated:
            # Before the remark is read: what is changed in between counts as unread.
            self.read_at = timezone.now()
            self.consultation = find_consultation(user=request.user, slug=slug)
            self.consultation.refresh_from_db(fields=["extent"])
            self.standing = standing(request.user, self.consultation).require(Right.READ)
            visible = Remark.objects.of(self.consultation).visible_to(request.user).with_names()
            people = ["submission", "disposition__decided_by", "disposition__approved_by"]
            self.remark = get_object_or_404(visible.select_related(*people), pk=pk)
            self.remark.consultation = self.consultation
            self.rights = {}
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._page()

    def post(self, request):
        for asked in PHOTO_RIGHTS:
            if f"photo_{asked}" in request.POST:
                return self._photo(asked) or redirect(request.path)
        for asked in self.ASKED:
            if asked in request.POST:
                return getattr(self, f"_{asked}")() or redirect(request.path)
        messages.error(request, _("Choose what to do with the remark."))
        return redirect(request.path)

    def _may(self, right):
        if right not in self.rights:
            self.rights[right] = may_with(self.standing, right, self.remark)
        return self.rights[right]

    def _require(self, right):
        if not self._may(right):
            raise PermissionDenied

    def _state(self):
        state = self.request.POST["state"]
        if state not in CHANGES:
            messages.error(self.request, _("Choose what to do with the remark."))
            return
        self._require(RIGHT_FOR[state])
        own, moment = Remark.objects.filter(pk=self.remark.pk), read_at(self.request)
        before = moderate(remarks=own, state=state, by=self.request.user, read_at=moment)
        if not before:
            told = _("The remark has changed since you opened the page. Read it again.")
            messages.warning(self.request, told)
            return
        remember(self.request, self.consultation, state=state, before=before)
        label = RemarkState(state).label
        messages.success(self.request, _("The state of the remark: %(state)s.") % {"state": label})

    def _photo(self, asked):
        self._require(PHOTO_RIGHTS[asked])
        pk = self.request.POST[f"photo_{asked}"]
        moderate_photo(self.request, self.remark, asked=asked, pk=pk)

    def _undo(self):
        try:
            undone = undo(self.request, self.consultation, self.standing, self.request.POST["undo"])
        except BadSignature:
            undone = 0
        if undone:
            messages.success(self.request, _("The remark is as it was."))
        else:
            messages.error(self.request, _("This can no longer be undone."))

    @property
    def _proposal(self):
        return getattr(self.remark, "disposition", None)

    def _may_propose(self):
        """What is approved is taken back by those alone who could have approved it."""
        if not self._decidable() or not self._may(Right.DRAFT_DECISION):
            return False
        return not self.remark.outcome or self._may(Right.APPROVE)

    def _decidable(self):
        return self.remark.kind != Remark.Kind.ANSWER and self.remark.state != RemarkState.WITHDRAWN

    def _propose(self):
        if not self._may_propose():
            raise PermissionDenied
        form = DecisionForm(self.request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        at_once = self.request.POST["propose"] == "approve" and self._may(Right.APPROVE)
        try:
            write = decide if at_once else propose
            write(remark=self.remark, by=self.request.user, **form.cleaned_data)
        except DecidedMeanwhile:
            told = _("Somebody decided at the same moment. Open the page anew; what you wrote stands below.")
            form.add_error(None, told)
            return self._page(form, status=409)
        told = _("The proposal is saved. Residents read it once it is approved.")
        if at_once:
            told = _("The decision is approved: everybody can read it now.")
        messages.success(self.request, told)
        return None

    def _approve(self):
        self._require(Right.APPROVE)
        read = PageQuery(data={"cursor": self.request.POST["approve"]})
        moment, pk = read.validated_data.get("cursor", (None, None)) if read.is_valid() else (None, None)
        own = self._proposal is not None and self._proposal.pk == pk
        if own and approve_all(dispositions={pk: moment}, by=self.request.user):
            messages.success(self.request, _("The decision is approved: everybody can read it now."))
        else:
            messages.error(self.request, _("The proposal has changed since you read it. Read it once more."))

    def _contact(self):
        """Shown when it is asked for, and that is written down."""
        self._require(Right.CONTACTS)
        submission = self.remark.submission
        logger.info("User %s read the contact of submission %s", self.request.user.pk, submission.pk)
        return self._page(
            contact_shown=True,
            contact=Contact.objects.filter(submission=submission).first(),
            scans=submission.scans.all(),
        )

    def _dismiss(self):
        self._require(Right.RELEASE)
        named = reports_about(self.request.POST["dismiss"])
        tell_dismissed(self.request, named.filter(remark=self.remark))

    def _page(self, form=None, status=200, **more):
        remark, proposal = self.remark, self._proposal
        initial = proposal and {"outcome": proposal.outcome, "justification": proposal.justification}
        symbols = pins(self.consultation.categories.all())
        reports = list(AbuseReport.objects.filter(remark=remark, reply=None).select_related("dismissed_by"))
        visible = Remark.objects.of(self.consultation).visible_to(self.request.user)
        context = {
            "consultation": self.consultation,
            "remark": remark,
            "read_at": self.read_at.isoformat(),
            "flags": [Flag(flag).label for flag in remark.flags],
            "others": visible.filter(submission=remark.submission_id).order_by("ordinal").with_names(),
            "photos": remark.photos.all(),
            "photo_rights": {asked: self._may(right) for asked, right in PHOTO_RIGHTS.items()},
            "changes": self._changes(),
            "proposal": proposal,
            "read": proposal and cursor_of(proposal.pk, proposal.decided_at),
            "form": (form or DecisionForm(initial=initial or {})) if self._may_propose() else None,
            "may_approve_at_once": self._may(Right.APPROVE),
            "may_approve": proposal and not remark.outcome and self._may(Right.APPROVE),
            "may_see_contact": self._may(Right.CONTACTS),
            "may_erase_sender": Right.CONTACTS in self.request.user.rights_in(self.consultation.host),
            "reports": [report for report in reports if not report.dismissed_at],
            "dismissed": [report for report in reports if report.dismissed_at],
            "replies": remark.replies.select_related("office"),
            "may_publish": self._may(Right.RELEASE),
            "undo": offered(self.request, self.consultation, self.standing),
            "entries": timeline(remark) if self._may(Right.HISTORY) else None,
            "config": self._config(symbols.get(remark.category_id, NO_CATEGORY)),
        }
        return render_map(self.request, "feedback/moderation_remark.html", context | more, status)

    def _changes(self):
        """The states that may be set, with the words of their buttons."""
        if self.remark.state in (RemarkState.WITHDRAWN, RemarkState.RESTRICTED):
            return []
        return [
            (state, name)
            for state, name in CHANGES.items()
            if state != self.remark.state and self._may(RIGHT_FOR[state])
        ]

    def _config(self, symbol):
        """What js/feedback/moderation-remark.js draws; None for a remark about no place."""
        geometry = self.remark.geometry
        if geometry is None:
            return None
        drawn = {"geometry": json.loads(geometry.json), "pin": vars(symbol)}
        return drawn | map_config(self.request, self.consultation)
