"""The officials' list of replies, and of what was reported as abuse."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from mapconsult.accounts.roles import Right
from mapconsult.consultations.permissions import standing
from mapconsult.feedback.models import AbuseReport, Remark, Reply, ReplyState
from mapconsult.feedback.reading import find_consultation
from mapconsult.feedback.talk import dismiss, moderate_replies

PAGE = 50
TABS = [("waiting", gettext_lazy("To be looked at")), ("all", gettext_lazy("All replies"))]
# What a button asks for, what it makes of a reply, and who may.
CHANGES = {
    "publish": (ReplyState.PUBLISHED, Right.RELEASE),
    "hide": (ReplyState.HIDDEN, Right.HOLD),
}
REMARK, REPLY = "remark", "reply"


class RepliesView(LoginRequiredMixin, View):
    """Each button names the reply, or what was reported (`remark-12`, `reply-7`), in its value."""

    def dispatch(self, request, *args, slug, **kwargs):
        if request.user.is_authenticated:
            self.consultation = find_consultation(user=request.user, slug=slug)
            self.standing = standing(request.user, self.consultation).require(Right.READ)
            self.visible = Remark.objects.of(self.consultation).visible_to(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        show = "all" if request.GET.get("show") == "all" else "waiting"
        waiting = Prefetch("reports", AbuseReport.objects.waiting(), to_attr="waiting_reports")
        replies = Reply.objects.filter(remark__in=self.visible.values("pk"))
        if show == "waiting":
            reported = Exists(AbuseReport.objects.waiting().filter(reply=OuterRef("pk")))
            replies = replies.filter(Q(state=ReplyState.PENDING) | Q(reported, state=ReplyState.PUBLISHED))
        named = replies.select_related("remark", "office", "account").prefetch_related(waiting)
        context = {
            "consultation": self.consultation,
            "tabs": [(name, f"?show={key}", key == show) for key, name in TABS],
            "page": Paginator(named.order_by("-received_at", "-pk"), PAGE).get_page(request.GET.get("page")),
            "show": show,
            "remarks": self._reported_remarks() if show == "waiting" else [],
            "may_publish": self.standing.may(Right.RELEASE),
            "may_hide": self.standing.may(Right.HOLD),
        }
        return render(request, "feedback/replies.html", context)

    def _reported_remarks(self):
        """Published remarks that somebody reported, with the reports at which nobody has looked."""
        own = AbuseReport.objects.waiting().filter(reply=None)
        reported = self.visible.filter(state=Remark.State.PUBLISHED, pk__in=own.values("remark"))
        return reported.with_names().prefetch_related(Prefetch("reports", own, to_attr="waiting_reports"))

    def post(self, request):
        for asked in CHANGES:
            if asked in request.POST:
                self._change(*CHANGES[asked], request.POST[asked])
                break
        else:
            self._dismiss(request.POST.get("dismiss", ""))
        return redirect(request.get_full_path())

    def _change(self, state, right, pk):
        remarks = self.visible.permitted(self.standing.require(right), right)
        replies = Reply.objects.filter(remark__in=remarks.values("pk"), pk=_number(pk))
        if moderate_replies(replies=replies, state=state, by=self.request.user):
            public = _("The reply is public now.")
            messages.success(
                self.request, public if state == ReplyState.PUBLISHED else _("The reply is hidden.")
            )
        else:
            messages.warning(self.request, _("Nothing has changed: somebody may have been here before you."))

    def _dismiss(self, value):
        remarks = self.visible.permitted(self.standing.require(Right.RELEASE), Right.RELEASE)
        tell_dismissed(self.request, reports_about(value).filter(remark__in=remarks.values("pk")))


def reports_about(value):
    """The reports of what the value of a button names; none for nonsense."""
    kind, _dash, pk = value.partition("-")
    if kind not in (REMARK, REPLY):
        return AbuseReport.objects.none()
    narrowed = {"reply": _number(pk)} if kind == REPLY else {"reply": None, "remark": _number(pk)}
    return AbuseReport.objects.filter(**narrowed)


def tell_dismissed(request, reports):
    """Set reports aside, and say how many."""
    number = dismiss(reports=reports, by=request.user)
    if number:
        told = ngettext("%d report is dismissed.", "%d reports are dismissed.", number)
        messages.success(request, told % number)
    else:
        messages.warning(request, _("Nothing has changed: somebody may have been here before you."))


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
