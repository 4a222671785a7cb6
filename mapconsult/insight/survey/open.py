"""What respondents said in their own words, and everything that one respondent said: lists, and a CSV."""

from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, Q, Value

from geo.tables import csv_of
from mapconsult.feedback.models import Answer, Submission

PAGE = 25
MOST_WORDS = 20


@dataclass
class Sending:
    """A sending with [(question, what was said, words)] in the order of the survey."""

    submission: Submission
    said: list = field(default_factory=list)


def worded(respondents, question, words=""):
    """Answers to a question that hold words, all of these words in any case and with or without diacritics;
    the newest first."""
    answers = Answer.objects.filter(
        question=question, submission__in=respondents.submissions.values("pk")
    ).exclude(text="")
    condition = Q()
    # PostgreSQL takes no such character.
    for word in {*words.replace("\0", " ").split()[:MOST_WORDS]}:
        condition &= Q(text__unaccent__icontains=word)
    return answers.filter(condition).order_by("-pk")


def page_of(rows, cursor):
    """([row], the cursor of the next page or None) of rows ordered by -pk."""
    if cursor and cursor.isascii() and cursor.isdecimal() and len(cursor) <= 18:
        rows = rows.filter(pk__lt=int(cursor))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else None


def sendings(submissions, questions, remarks):
    """[Sending] of some submissions, whole. Two queries."""
    found = {submission.pk: Sending(submission) for submission in submissions}
    said = _said(list(found), remarks.filter(submission__in=found))
    for pk, sending in found.items():
        sending.said = [
            (question, *said[pk, question.pk]) for question in questions if (pk, question.pk) in said
        ]
    return list(found.values())


def answers_csv(respondents, questions, header, declined):
    """The text of a CSV: a row for each sending, a column for each question. Nothing in it names or tells
    persons apart: neither key, account nor contact."""
    submissions = list(respondents.submissions.order_by("pk").only("pk", "received_at", "channel"))
    said = _said(respondents.submissions.values("pk"), respondents.places())
    columns = [f"{question.number}. {question.text}" for question in questions]
    return csv_of(
        [*header, *columns], (_row(submission, questions, said, declined) for submission in submissions)
    )


def _said(submissions, places):
    """{(sending id, question id): (what was said, words)} of sendings and of the places that were marked in
    them: a number, the texts of choices, the number of places; None for "rather not say". Two queries."""
    chosen = StringAgg("choices__choice__text", " | ", order_by="choices__rank", default=Value(""))
    answers = Answer.objects.filter(submission__in=submissions).order_by().annotate(chosen=chosen)
    rows = answers.values_list("submission", "question", "number", "chosen", "text", "declined")
    said = {}
    for sending, question, number, texts, words, declined in rows:
        said[sending, question] = (None if declined else texts if number is None else _plain(number), words)
    marked = places.filter(question__isnull=False).order_by().values_list("submission", "question")
    bodies = StringAgg("body", " | ", order_by="ordinal", filter=~Q(body=""), default=Value(""))
    for sending, question, number, words in marked.annotate(number=Count("pk"), words=bodies):
        said[sending, question] = (number, words)
    return said


def _plain(number):
    return int(number) if number.is_integer() else number


def _row(submission, questions, said, declined):
    day = submission.received_at.date().isoformat()
    cells = [_cell(said.get((submission.pk, question.pk)), declined) for question in questions]
    return [submission.pk, day, submission.get_channel_display(), *cells]


def _cell(told, declined):
    if told is None:
        return None
    value, words = told
    if value is None:
        return declined
    if not isinstance(value, str):
        return value
    return " | ".join(part for part in (value, words) if part)
