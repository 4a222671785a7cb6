"""The private page of answers to a survey: what was said, and taking it back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mapconsult.feedback.actions import ConsultationClosed
from mapconsult.feedback.survey_receiving import withdraw_answers


@require_http_methods(["GET", "HEAD", "POST"])
def own_answers(request, submission, *, is_secret):
    """For whoever has the link or the account; `?answered` says thanks first."""
    if request.method == "POST":
        return _take_back(request, submission)
    consultation = submission.consultation
    told = _told(submission)
    context = {
        "submission": submission,
        "consultation": consultation,
        "is_open": consultation.is_open(),
        "is_secret": is_secret,
        "is_thanked": "answered" in request.GET and bool(told),
        "told": told,
    }
    return render(request, "feedback/survey_own.html", context)


def _take_back(request, submission):
    try:
        if "withdraw" in request.POST:
            withdraw_answers(submission=submission)
            messages.success(request, _("Your answers are taken back."))
    except ConsultationClosed:
        messages.error(request, _("The consultation has ended: answers can no longer be taken back."))
    return redirect(request.path)


def _told(submission):
    """[(Question, Answer or None, [Remark])] in the order of the survey; none of what was taken back."""
    answers = submission.answers.select_related("question__section").prefetch_related("choices__choice")
    remarks = submission.remarks.exclude(state="withdrawn").order_by("ordinal")
    remarks = remarks.with_names().select_related("question__section")
    told = {answer.question: (answer, []) for answer in answers}
    for remark in remarks:
        told.setdefault(remark.question, (None, []))[1].append(remark)
    ordered = sorted(told, key=_place)
    return [(question, *told[question]) for question in ordered]


def _place(question):
    section = question.section
    return section.order, section.pk, question.order, question.pk
