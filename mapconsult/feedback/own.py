"""Pages of one's own submissions, beside the private page of each (views.py): confirming and all of them."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mapconsult.feedback.contacts import confirm, find_contact
from mapconsult.feedback.links import LinkOver, concealed
from mapconsult.feedback.models import Submission
from mapconsult.feedback.views import SubmissionView

PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@concealed
def confirm_email(request, token):
    """What the link of a mail opens. It asks for a button: mail programs open links by themselves."""
    try:
        contact = find_contact(token)
    except LinkOver:
        return render(request, "feedback/confirm.html", {"over": True}, status=410)
    if request.method == "POST":
        confirm(contact=contact)
        return redirect(request.path)
    consultation = contact.submission.consultation
    return render(request, "feedback/confirm.html", {"contact": contact, "consultation": consultation})


@login_required
@require_safe
@concealed
def submissions(request):
    """Everything that one has sent, in all consultations, newest first."""
    own = Submission.objects.own(request.user).select_related("consultation__host")
    page = Paginator(own.prefetch_related("remarks__category"), PAGE).get_page(request.GET.get("page"))
    return render(request, "feedback/own.html", {"page": page})


class OwnSubmissionView(LoginRequiredMixin, SubmissionView):
    """The private page of a submission for the account it belongs to, which needs no secret link."""

    is_secret = False

    def find(self, submissions, pk):
        return get_object_or_404(submissions.own(self.request.user), pk=pk)
