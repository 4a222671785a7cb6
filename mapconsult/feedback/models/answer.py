"""Answers to the questions of a survey. What is drawn on the map is a Remark of kind `answer` instead."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.models import Choice, Question
from mapconsult.feedback.models.submission import Submission

ANSWER_LENGTH = 5000


class Answer(models.Model):
    """What one respondent says to one question: a number, words, choices, or that they rather not say."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="answers", db_index=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    number = models.FloatField(_("number"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True, max_length=ANSWER_LENGTH)
    declined = models.BooleanField(_("rather not say"), default=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "question"], name="answer_once"),
            # What its choices refer to, so that they are choices of its own question.
            models.UniqueConstraint(fields=["id", "question"], name="answer_of_question"),
        ]

    def __str__(self):
        return f"{self.submission_id}/{self.question_id}"


class AnswerChoice(models.Model):
    """One prepared answer that was chosen; `rank` is 1 for the first of a ranking."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="choices", db_index=False)
    # A copy of the answer's question: the composite keys of the migration hold all three together.
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", db_index=False)
    choice = models.ForeignKey(Choice, models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(_("rank"), default=1)

    class Meta:
        verbose_name = _("chosen answer")
        verbose_name_plural = _("chosen answers")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "choice"], name="answerchoice_once"),
        ]

    def __str__(self):
        return f"{self.answer_id}: {self.choice_id}"
