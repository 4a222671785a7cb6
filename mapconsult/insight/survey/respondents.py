"""Whose answers to a survey count under the one filter state.

A sending has dates, a channel, a role and answers of its own: these filters ask the sending itself. All
others ask of remarks, and a sending counts when one of its places is left by all filters together: whoever
marked nothing then drops out, and the page says so. What was taken back counts nowhere.
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mapconsult.accounts.roles import Right
from mapconsult.feedback.models import Answer, Remark, Submission, SubmissionForm

OWN = {"created_after", "created_before", "channel", "stakeholder", "answer"}


@dataclass(frozen=True)
class Respondents:
    """Sendings of a survey, and the remarks among which their places are looked for."""

    submissions: QuerySet
    # Of the whole consultation, whatever the filters: what a respondent marked is shown whole.
    remarks: QuerySet
    # Whether the filters ask of places.
    by_places: bool = False
    # The reader sees some areas alone, and nobody knows to which of them answers belong.
    limited: bool = False

    def places(self):
        """What the respondents marked."""
        return self.remarks.filter(submission__in=self.submissions.values("pk"))

    def totals(self):
        """(sendings, persons). One query."""
        found = self.submissions.aggregate(number=Count("pk"), persons=Count("person_key", distinct=True))
        return found["number"], found["persons"]


def all_respondents(consultation, user):
    """Everybody who answered, with the places that the user may see."""
    remarks = Remark.objects.of(consultation).visible_to(user)
    remarks = remarks.filter(kind=Remark.Kind.ANSWER).exclude(state=Remark.State.WITHDRAWN)
    sent = Submission.objects.filter(consultation=consultation, form=SubmissionForm.SURVEY).order_by()
    return Respondents(sent.filter(_saying(Answer.objects) | _saying(remarks)), remarks)


def respondents(page):
    """The Respondents under the filters of a ResultsPage."""
    reading = page.reading
    everybody = all_respondents(page.consultation, reading.request.user)
    sent, remarks = everybody.submissions, everybody.remarks
    limited = not reading.standing.may_everywhere(Right.READ)
    if page.errors or limited:
        return Respondents(sent.none(), remarks.none(), limited=limited)
    asked = {name: value for name, value in reading.filters.form.cleaned_data.items() if value}
    for choices in asked.get("answer", {}).values():
        sent = sent.filter(Q(pk__in=_choosing(choices)))
    sent = _filtered(sent, asked)
    by_places = bool(asked.keys() - OWN)
    if by_places:
        sent = sent.filter(pk__in=reading.remarks.order_by().values("submission"))
    return Respondents(sent, remarks, by_places)


def _saying(rows):
    """Taking a survey back deletes its answers and withdraws its places."""
    return Q(Exists(rows.order_by().filter(submission=OuterRef("pk"))))


def _choosing(choices):
    answers = Submission.objects.filter(answers__choices__choice__in=choices)
    return answers.order_by().values("pk")


def _filtered(sent, asked):
    """By what a sending has itself."""
    lookups = {
        "created_after": "received_at__gte",
        "created_before": "received_at__lt",
        "channel": "channel__in",
        "stakeholder": "stakeholder__in",
    }
    return sent.filter(**{lookup: asked[name] for name, lookup in lookups.items() if name in asked})


def count_numbers(submissions, questions):
    """{question id: {number: respondents}} of some questions. One query."""
    rows = submissions.filter(answers__question__in=questions, answers__number__isnull=False)
    rows = rows.values_list("answers__question", "answers__number")
    found = {}
    for question, said, number in rows.annotate(number=Count("pk")):
        found.setdefault(question, {})[said] = number
    return found


def count_choices(submissions, questions):
    """{question id: {choice id: respondents}} of some questions. One query."""
    rows = submissions.filter(answers__question__in=questions)
    rows = rows.values_list("answers__choices__question", "answers__choices__choice")
    found = {}
    for question, choice, number in rows.annotate(number=Count("pk", distinct=True)):
        if choice is not None:
            found.setdefault(question, {})[choice] = number
    return found
