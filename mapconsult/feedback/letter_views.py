"""The pages of the formal letter: filling it in, reading it again and sending it; the letter on paper."""

from functools import cached_property

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mapconsult.accounts.addresses import address_key
from mapconsult.accounts.limits import Limit, hit
from mapconsult.feedback import identity
from mapconsult.feedback.letter_filling import Filling
from mapconsult.feedback.letter_forms import AttachmentsForm
from mapconsult.feedback.letter_paper import blank_response, paper_response
from mapconsult.feedback.models import SubmissionForm
from mapconsult.feedback.own import OwnSubmissionView
from mapconsult.feedback.panel.maps import map_config, render_map
from mapconsult.feedback.reading import find_consultation
from mapconsult.feedback.sending import Refused, send
from mapconsult.feedback.views import SubmissionView

# Files are cleaned before the other limits are asked, and a large drawing takes seconds; an office that helps
# people sends no more of them.
FILES, HOUR = 200, 3600
# A person prints a letter a few times.
PRINTS = 30


def _consultation(request, slug):
    """One about a planning act, else 404: others have no formal letter."""
    found = find_consultation(user=request.user, slug=slug)
    if not found.act_kind:
        raise Http404
    return found


@method_decorator(never_cache, name="dispatch")
class LetterView(View):
    """One long form, and a page on which it is read again, gets its attachments and is sent. Nothing is kept
    in between: the second page carries what the first one took."""

    def dispatch(self, request, *args, slug, **kwargs):
        self.consultation = _consultation(request, slug)
        self.consultation.refresh_from_db(fields=["extent"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        if not self.consultation.is_open():
            return render(request, "feedback/letter_closed.html", {"consultation": self.consultation})
        return self._form(Filling(self.consultation))

    def post(self, request):
        step = request.POST.get("step")
        if step in {"edit", "more"}:
            return self._form(Filling(self.consultation, request.POST, more=step == "more"))
        filling = Filling(self.consultation, request.POST, checked=True)
        if not filling.is_valid:
            return self._form(filling, status=422)
        if step == "send":
            return self._send(filling)
        return self._review(filling, AttachmentsForm())

    def _send(self, filling):
        if self.request.FILES and self._tried_too_often():
            words = _("Too many files came from here. Try again in an hour, or send the letter without them.")
            return self._review(filling, AttachmentsForm(), words, status=429)
        attachments = AttachmentsForm(self.request.POST, self.request.FILES)
        if not attachments.is_valid():
            return self._review(filling, attachments, status=422)
        try:
            sent = send(
                self.request,
                consultation=self.consultation,
                draft=filling.draft(attachments.scans()),
                decoyed=filling.letter.is_decoyed,
            )
        except Refused as refusal:
            return self._review(filling, AttachmentsForm(), refusal.words, status=refusal.status)
        self._thank(sent.submission)
        response = redirect("feedback:submission", sent.token)
        identity.remember_device(response, sent.device)
        return response

    def _tried_too_often(self):
        address = address_key(self.request)
        if address is None:
            return False
        [files] = hit(Limit(f"letters/at/{address}", FILES, HOUR, len(self.request.FILES)))
        return files.exceeded

    def _thank(self, submission):
        moment = date_format(localtime(submission.received_at), "j E Y, H:i")
        told = _("The office has your letter. Its number: %(number)s. Received: %(moment)s.")
        messages.success(self.request, told % {"number": submission.pk, "moment": moment})

    def _form(self, filling, status=200):
        context = {
            "consultation": self.consultation,
            "filling": filling,
            "config": map_config(self.request, self.consultation),
        }
        return render_map(self.request, "feedback/letter.html", context, status=status)

    def _review(self, filling, attachments, refusal="", status=200):
        context = {
            "consultation": self.consultation,
            "filling": filling,
            "attachments": attachments,
            "refusal": refusal,
        }
        return render(self.request, "feedback/letter_review.html", context, status=status)


@require_safe
def blank(request, slug):
    """The form on paper, to be filled in by hand."""
    return blank_response(_consultation(request, slug))


class PaperMixin:
    """The letter as it was sent, for whoever may see the private page."""

    http_method_names = ["get", "head"]

    def get(self, request):
        if self.submission.form != SubmissionForm.LETTER:
            raise Http404
        [prints] = hit(Limit(f"prints/{self.submission.pk}", PRINTS, HOUR))
        if prints.exceeded:
            messages.error(request, _("You have printed this letter very often. Try again in an hour."))
            return redirect(self.page)
        return paper_response(self.submission)

    @cached_property
    def page(self):
        """The address of the private page."""
        return self.request.path.rpartition("/")[0] + "/"


class PaperView(PaperMixin, SubmissionView):
    """For whoever has the secret link."""


class OwnPaperView(PaperMixin, OwnSubmissionView):
    """For the account it belongs to."""
