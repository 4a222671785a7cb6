"""The formal letter on paper for officials who may read personal data: to be put into the file of the act."""

import logging

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mapconsult.accounts.roles import Right
from mapconsult.consultations.permissions import standing
from mapconsult.feedback.letter_paper import paper_response
from mapconsult.feedback.models import Submission, SubmissionForm
from mapconsult.feedback.reading import find_consultation

logger = logging.getLogger(__name__)


@never_cache
@login_required
@require_safe
def paper(request, slug, pk):
    """The PDF, and who read it is written down."""
    consultation = find_consultation(user=request.user, slug=slug)
    if not standing(request.user, consultation).require(Right.PANEL).may_everywhere(Right.CONTACTS):
        raise PermissionDenied
    letters = Submission.objects.filter(consultation=consultation, form=SubmissionForm.LETTER)
    submission = get_object_or_404(letters.select_related("consultation", "letter"), pk=pk)
    logger.info("User %s read the letter of submission %s", request.user.pk, submission.pk)
    return paper_response(submission)
