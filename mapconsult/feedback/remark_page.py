"""The permanent page of a remark: everything about it, and talking about it, without a script."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views import View

from mapconsult.consultations.models import Consultation
from mapconsult.consultations.pins import NO_CATEGORY, pins
from mapconsult.feedback import guards, talk
from mapconsult.feedback.models import Remark, Support
from mapconsult.feedback.permissions import office_of
from mapconsult.feedback.talk_forms import ReplyForm, ReportForm
from mapconsult.feedback.visitors import Deed, refuse_other_sites, visitor_of

# What a description tells of a text.
TOLD = 200


class RemarkPage(View):
    """Everybody reads published remarks here, officials also others. Each button says in its name what it
    asks for."""

    ASKED = ["support", "take_support_back", "reply", "withdraw", "report"]

    def dispatch(self, request, *args, pk, **kwargs):
        consultations = Consultation.objects.visible_to(request.user)
        visible = Remark.objects.visible_to(request.user).filter(consultation__in=consultations.values("pk"))
        self.remark = get_object_or_404(visible.with_names().select_related("consultation__host"), pk=pk)
        self.consultation = self.remark.consultation
        self.visitor = visitor_of(request, self.consultation)
        response = super().dispatch(request)
        if request.method == "POST":
            self.visitor.remember(response)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    def get(self, request):
        return self._page()

    def post(self, request):
        refuse_other_sites(request)
        for asked in self.ASKED:
            if asked in request.POST:
                return self._try(getattr(self, f"_{asked}"))
        messages.error(request, _("Choose what to do with the remark."))
        return self._back()

    def _try(self, action):
        try:
            return action()
        except talk.TalkClosed:
            messages.error(self.request, _("This consultation does not take this now."))
        except talk.OwnRemark:
            messages.error(self.request, _("This is your own remark: others can support it."))
        except talk.NotShown:
            messages.error(self.request, _("This is no longer public."))
        return self._back()

    def _count(self, deed):
        """Whether it may happen once more; says so when it may not."""
        try:
            self.visitor.count(deed)
        except guards.TooMany:
            messages.error(self.request, _("That was very often for a short time. Try again in an hour."))
            return False
        return True

    def _support(self):
        if self._count(Deed.SUPPORT):
            talk.support(remark=self.remark, person_key=self.visitor.person_key)
            messages.success(self.request, _("You support this remark."))
        return self._back()

    def _take_support_back(self):
        if self._count(Deed.SUPPORT):
            talk.take_support_back(remark=self.remark, person_key=self.visitor.person_key)
            messages.success(self.request, _("You no longer support this remark."))
        return self._back()

    def _reply(self):
        office = office_of(self.request.user, self.consultation)
        form = ReplyForm(self.request.POST, office=office)
        if not form.is_valid() or not self._count(Deed.REPLY):
            return self._page(reply=form, status=422)
        made, _created = talk.reply(
            remark=self.remark,
            body=form.cleaned_data["body"],
            person_key=self.visitor.person_key,
            account=self.visitor.account,
            office=office if form.cleaned_data.get("as_office") else None,
            held=form.is_decoyed,
        )
        waits = made.state == made.State.PENDING
        told = (
            _("Thank you. Your reply waits for a moderator.")
            if waits
            else _("Thank you. Your reply is public.")
        )
        messages.success(self.request, told)
        return self._back("#odpowiedzi")

    def _withdraw(self):
        own = self.remark.replies.filter(person_key=self.visitor.person_key)
        found = get_object_or_404(own, pk=_number(self.request.POST["withdraw"]))
        found.remark = self.remark
        talk.withdraw_reply(reply=found)
        messages.success(self.request, _("Your reply is withdrawn."))
        return self._back("#odpowiedzi")

    def _report(self):
        form = ReportForm(self.request.POST)
        if not form.is_valid() or not self._count(Deed.REPORT):
            return self._page(report=form, status=422)
        if not form.is_decoyed:
            talk.report(
                remark=self.remark,
                reply=self._reported(self.request.POST.get("about")),
                reason=form.cleaned_data["reason"],
                words=form.cleaned_data["words"],
                person_key=self.visitor.person_key,
                account=self.visitor.account,
            )
        messages.success(self.request, _("Thank you. A moderator will look at it."))
        return self._back()

    def _reported(self, asked):
        """The reply that is reported; None for the remark itself."""
        if not asked:
            return None
        replies = self.remark.replies.shown_to(self.visitor.person_key)
        return get_object_or_404(replies, pk=_number(asked))

    def _back(self, part=""):
        return redirect(self.request.path + part)

    def _page(self, reply=None, report=None, status=200):
        remark, consultation, key = self.remark, self.consultation, self.visitor.person_key
        office = office_of(self.request.user, consultation)
        symbols = pins(consultation.categories.all())
        asked = (self.request.POST if report else self.request.GET).get("about" if report else "zglos", "")
        context = {
            "consultation": consultation,
            "remark": remark,
            "symbol": symbols.get(remark.category_id, NO_CATEGORY),
            "told": remark.body[:TOLD],
            "photos": remark.photos.filter(is_hidden=False),
            "replies": [(one, one.person_key == key) for one in remark.replies.shown_to(key)],
            "takes_support": talk.takes_support(consultation),
            "takes_replies": talk.takes_replies(consultation),
            "own": remark.person_key == key,
            "supported": Support.objects.filter(remark=remark, person_key=key).exists(),
            "office": office,
            "reply_form": reply or ReplyForm(office=office),
            "report_form": report or ReportForm(),
            "reporting": report is not None or "zglos" in self.request.GET,
            "about": self._reported(asked),
            "is_public": remark.state == Remark.State.PUBLISHED,
        }
        return render(self.request, "feedback/remark_page.html", context, status=status)


def _number(asked):
    """An id out of a form, else 404."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Http404
    return int(asked)
