"""Pages on which a person gets everything that is held about their e-mail, and has it erased."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_http_methods

from mapconsult.accounts import mail
from mapconsult.accounts.erasure import account_of, is_own_to_erase
from mapconsult.accounts.guarded import GuardedForm
from mapconsult.feedback.contacts import may_write, site_of
from mapconsult.feedback.dossier import gather, pack
from mapconsult.feedback.erasure import erase_person
from mapconsult.feedback.links import LinkOver, conceal, seal, unseal
from mapconsult.feedback.models import Remark, Scan, Submission

GOOD_FOR = timedelta(days=1)
PURPOSE = "own data"


class EmailForm(GuardedForm):
    email = forms.EmailField(max_length=254)


class EraseForm(forms.Form):
    """What to erase. Nothing is chosen beforehand, because nothing can be undone."""

    words = forms.TypedChoiceField(
        choices=[
            ("keep", gettext_lazy("Erase who I am, keep what I said")),
            ("take", gettext_lazy("Erase who I am and what I said, where that is possible")),
        ],
        coerce=lambda chosen: chosen == "take",
        widget=forms.RadioSelect,
    )
    account = forms.BooleanField(required=False)
    sure = forms.BooleanField()


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """Enter an e-mail. Answer and mail are the same whether anything is held about it or not: what is held is
    told to whoever reads the mail, and to nobody else."""
    form = EmailForm(request.POST or None)
    if request.method != "POST":
        return render(request, "feedback/own_data_ask.html", {"form": form, "sent": "sent" in request.GET})
    if not form.is_valid():
        return render(request, "feedback/own_data_ask.html", {"form": form}, status=422)
    email = form.cleaned_data["email"]
    if not form.is_decoyed:
        if not may_write(request, email):
            form.add_error(None, _("We have sent several messages already. Try again in an hour."))
            return render(request, "feedback/own_data_ask.html", {"form": form}, status=429)
        path = reverse("feedback:own-data-of", args=[seal(PURPOSE, email)])
        context = {"link": site_of(request) + path}
        mail.send(to=email, template="feedback/mail/own_data.txt", context=context)
    return redirect(f"{request.path}?sent")


class OwnDataView(View):
    """What is held about the e-mail that a link was sent to; POST erases it."""

    def dispatch(self, request, *args, token, **kwargs):
        try:
            self.email = unseal(PURPOSE, token, good_for=GOOD_FOR)
        except LinkOver:
            return conceal(render(request, "feedback/own_data.html", {"over": True}, status=410))
        return conceal(super().dispatch(request, *args, **kwargs))

    def get(self, request):
        return self._page(EraseForm())

    def post(self, request):
        form = EraseForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        account = account_of(self.email)
        erased = form.cleaned_data["account"] and is_own_to_erase(account)
        if erased and request.user == account:
            logout(request)
        erase_person(email=self.email, words=form.cleaned_data["words"], account=erased)
        messages.success(request, _("It is erased."))
        return redirect(request.path)

    def _page(self, form, status=200):
        found = gather(self.email)
        account = account_of(self.email)
        remarks = Remark.objects.filter(submission__in=Submission.objects.of_email(self.email).values("pk"))
        context = {
            "email": self.email,
            "form": form,
            "found": found,
            "submissions": len(found.get(Submission, [])),
            "remarks": len(found.get(Remark, [])),
            "scans": len(found.get(Scan, [])),
            "fixed": remarks.count() - remarks.takeable().count(),
            "account": account,
            "may_erase_account": is_own_to_erase(account),
        }
        return render(self.request, "feedback/own_data.html", context, status=status)


class DownloadView(OwnDataView):
    """The same in a file to keep."""

    http_method_names = ["get", "head"]

    def get(self, request):
        return FileResponse(pack(gather(self.email)), as_attachment=True, filename="moje-dane.zip")
