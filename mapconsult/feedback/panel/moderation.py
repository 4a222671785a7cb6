"""The officials' list of remarks: filters, groups, and changes of many at once."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.cache import cache
from django.core.signing import BadSignature
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from mapconsult.accounts.roles import Right
from mapconsult.consultations.pins import NO_CATEGORY, pins
from mapconsult.feedback.actions import moderate
from mapconsult.feedback.chosen import chosen
from mapconsult.feedback.deciding import approve_all
from mapconsult.feedback.filters import ANY_FLAG, Decided
from mapconsult.feedback.floods import floods
from mapconsult.feedback.models import Channel, Disposition, Flag, Remark, RemarkState
from mapconsult.feedback.paging import cursor_of, parse_cursor
from mapconsult.feedback.panel.reading_time import read_at
from mapconsult.feedback.panel.undo import offered, remember, undo
from mapconsult.feedback.permissions import RIGHT_FOR
from mapconsult.feedback.reading import Reading
from mapconsult.feedback.serializers import PageQuery

PAGE = 50
# What the form of the filters has fields for; the other filters of an address are carried along.
FIELDS = ["state", "flag", "decided", "channel"]
# The quick ways in: the key of their number, their name, and the filters they set.
TABS = [
    ("waiting", gettext_lazy("Waiting"), f"state={RemarkState.PENDING}"),
    ("flagged", gettext_lazy("Flagged"), f"flag={ANY_FLAG}"),
    ("undecided", gettext_lazy("Without a decision"), f"decided={Decided.NO}"),
    ("proposed", gettext_lazy("To be approved"), f"decided={Decided.PROPOSED}"),
    ("all", gettext_lazy("All"), ""),
]
# What a button does, and how it is called: on chosen remarks, on all of them, and once more to be sure.
CHANGES = {
    RemarkState.PUBLISHED: gettext_lazy("Publish"),
    RemarkState.PENDING: gettext_lazy("Hold back"),
    RemarkState.HIDDEN: gettext_lazy("Hide"),
}


class ModerationView(LoginRequiredMixin, View):
    """Reads by the filters of the address; a form posts to the same address, so that `all` means all of
    these. Works without a script."""

    def dispatch(self, request, *args, slug, **kwargs):
        if request.user.is_authenticated:
            self.reading = Reading(request, slug)
            self.consultation, self.standing = self.reading.consultation, self.reading.standing
            self.standing.require(Right.READ)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return render(request, "feedback/moderation.html", self._context())

    def post(self, request):
        if "undo" in request.POST:
            self._undo()
        elif "approve" in request.POST:
            self._approve()
        elif (state := request.POST.get("state")) in CHANGES:
            return self._change(RemarkState(state))
        else:
            messages.error(request, _("Choose what to do with the remarks."))
        return self._back()

    def _change(self, state):
        self.standing.require(RIGHT_FOR[state])
        whole, moment = "all" in self.request.POST, read_at(self.request)
        remarks = self._asked(whole).permitted(self.standing, RIGHT_FOR[state])
        if whole:
            number = remarks.to_moderate(state, moment).count()
            # Confirmed is a number that was read: when more have come since, it is asked again.
            if number and self.request.POST.get("confirmed") != str(number):
                return self._ask(state, number, moment)
        before = moderate(remarks=remarks, state=state, by=self.request.user, read_at=moment)
        remember(self.request, self.consultation, state=state, before=before)
        unread = remarks.to_moderate(state).changed_since(moment).count()
        self._tell_changed(state, len(before), unread)
        return self._back()

    def _ask(self, state, number, moment):
        """Whether all of the list are meant."""
        asked = {"number": number, "state": state, "read_at": moment.isoformat()}
        context = {"consultation": self.consultation} | asked
        return render(self.request, "feedback/moderation_confirm.html", context)

    def _asked(self, whole):
        """All remarks under the filters, or the chosen ones; none when the filters make no sense."""
        if whole:
            return Remark.objects.none() if self.reading.errors else self.reading.remarks
        visible = Remark.objects.of(self.consultation).visible_to(self.request.user)
        return visible.filter(pk__in=_numbers(self.request.POST.getlist("remark")))

    def _tell_changed(self, state, number, unread):
        if unread:
            left_out = ngettext(
                "%d remark was left out: its author has changed it since you opened the page. Read it again.",
                "%d remarks were left out: their authors have changed them since you opened the page. "
                "Read them again.",
                unread,
            )
            messages.warning(self.request, left_out % unread)
        elif not number:
            messages.warning(self.request, _("Nothing has changed: choose remarks in another state."))
        if not number:
            return
        told = {
            RemarkState.PUBLISHED: ngettext("%d remark is public now.", "%d remarks are public now.", number),
            RemarkState.PENDING: ngettext("%d remark is held back.", "%d remarks are held back.", number),
            RemarkState.HIDDEN: ngettext("%d remark is hidden.", "%d remarks are hidden.", number),
        }
        messages.success(self.request, told[state] % number)

    def _approve(self):
        self.standing.require(Right.APPROVE)
        read = dict(
            reversed(parse_cursor(proposal))
            for proposal in self.request.POST.getlist("proposal")
            if PageQuery(data={"cursor": proposal}).is_valid()
        )
        visible = Remark.objects.of(self.consultation).visible_to(self.request.user)
        chosen = visible.filter(pk__in=_numbers(self.request.POST.getlist("remark")))
        within = chosen.permitted(self.standing, Right.APPROVE)
        own = Disposition.objects.filter(pk__in=read, remark__in=within).values_list("pk", flat=True)
        number = approve_all(dispositions={pk: read[pk] for pk in own}, by=self.request.user)
        if number:
            done = ngettext("%d decision is approved.", "%d decisions are approved.", number)
            messages.success(self.request, done % number)
        else:
            messages.warning(self.request, _("Nothing was approved: choose remarks with a proposal."))

    def _undo(self):
        try:
            number = undo(self.request, self.consultation, self.standing, self.request.POST["undo"])
        except BadSignature:
            messages.error(self.request, _("This can no longer be undone."))
        else:
            done = ngettext("%d remark is as it was.", "%d remarks are as they were.", number)
            messages.success(self.request, done % number)

    def _back(self):
        return redirect(self.request.get_full_path())

    def _context(self):
        reading = self.reading
        visible = Remark.objects.of(self.consultation).visible_to(self.request.user)
        categories = list(self.consultation.categories.all())
        symbols = pins(categories)
        context = {
            "consultation": self.consultation,
            # Before the remarks are read: what is changed in between counts as unread.
            "read_at": timezone.now().isoformat(),
            "tabs": _tabs(self._kept("numbers", lambda: _numbers_of(visible)), self.request.GET),
            "chosen": chosen(self.request.GET, several=FIELDS),
            "errors": reading.errors,
            "categories": [(category, symbols[category.pk]) for category in categories],
            "states": RemarkState.choices,
            "flags": [(ANY_FLAG, _("any")), *Flag.choices],
            "channels": Channel.choices,
            "decisions": Decided.choices,
            "changes": [(s, name) for s, name in CHANGES.items() if self.standing.may(RIGHT_FOR[s])],
            "undo": offered(self.request, self.consultation, self.standing),
        }
        if not self.request.GET:
            context["floods"] = self._kept("floods", lambda: floods(visible))
        remarks, total, following = reading.page(PAGE)
        rows = [_row(remark, symbols) for remark in remarks]
        proposals = any(proposal for *_row, proposal, _read in rows)
        may_approve = proposals and self.standing.may(Right.APPROVE)
        return context | {"rows": rows, "total": total, "next": following, "may_approve": may_approve}

    def _kept(self, name, find):
        """What is counted over all remarks, until something changes: of 100,000 it takes half a second."""
        areas = self.standing.areas(Right.READ)
        seen = "-".join(str(area.pk) for area in areas) if areas else "all"
        key = f"moderation-{name}-{self.consultation.pk}-{self.consultation.change}-{seen}"
        return cache.get_or_set(key, find)


def _row(remark, symbols):
    """(remark, its symbol, its flags in words, its proposal and which one it is)."""
    proposal = None if remark.outcome else getattr(remark, "disposition", None)
    read = proposal and cursor_of(proposal.pk, proposal.decided_at)
    flags = [Flag(flag).label for flag in remark.flags]
    return remark, symbols.get(remark.category_id, NO_CATEGORY), flags, proposal, read


def _numbers_of(visible):
    """{key of a tab: how many}."""
    numbers = visible.order_by().aggregate(
        all=Count("pk"), waiting=Count("pk", filter=Q(state=RemarkState.PENDING))
    )
    numbers["flagged"] = visible.flagged().count()
    numbers["undecided"] = visible.undecided().count()
    numbers["proposed"] = visible.proposed().count()
    return numbers


def _tabs(numbers, query):
    """[(name, address, number, whether it is the one that is open)]."""
    here = query.urlencode()
    return [(name, f"?{address}", numbers[key], here == address) for key, name, address in TABS]


def _numbers(texts):
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= 18]
