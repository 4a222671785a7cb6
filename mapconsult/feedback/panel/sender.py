"""Erasing whoever sent a remark, for those who asked the office on paper or by word of mouth."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mapconsult.accounts.roles import Right
from mapconsult.consultations.permissions import standing
from mapconsult.feedback.erasure import erase_sender
from mapconsult.feedback.models import Remark
from mapconsult.feedback.reading import find_consultation

logger = logging.getLogger(__name__)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def erase(request, slug, pk):
    """Asks once more, then erases the sender of a remark's submission, and writes down who did it. For the
    host's people alone, whatever a guest is allowed."""
    consultation = find_consultation(user=request.user, slug=slug)
    standing(request.user, consultation).require(Right.PANEL)
    if Right.CONTACTS not in request.user.rights_in(consultation.host):
        raise PermissionDenied
    visible = Remark.objects.of(consultation).visible_to(request.user).select_related("submission")
    remark = get_object_or_404(visible, pk=pk)
    if request.method == "POST":
        erase_sender(submission=remark.submission)
        logger.info("User %s erased the sender of submission %s", request.user.pk, remark.submission_id)
        messages.success(request, _("The sender's personal data are erased."))
        return redirect("feedback:remark", slug, pk)
    context = {"consultation": consultation, "remark": remark}
    return render(request, "feedback/erase_sender.html", context)
