"""What is said: one submission holds many remarks, each about a place of its own.

The models of their events are put here by django-pghistory (accounts/tracking.py).
"""

from mapconsult.feedback.models.answer import ANSWER_LENGTH, Answer, AnswerChoice
from mapconsult.feedback.models.contact import Contact, Scan
from mapconsult.feedback.models.disposition import Disposition
from mapconsult.feedback.models.remark import (
    BODY_LENGTH,
    HOLDING,
    Flag,
    PlacedBy,
    Remark,
    RemarkKind,
    RemarkOutcome,
    RemarkState,
)
from mapconsult.feedback.models.submission import Channel, Stakeholder, Submission, SubmissionForm

__all__ = [
    "ANSWER_LENGTH",
    "Answer",
    "AnswerChoice",
    "BODY_LENGTH",
    "Channel",
    "Contact",
    "Disposition",
    "Flag",
    "HOLDING",
    "PlacedBy",
    "Remark",
    "RemarkKind",
    "RemarkOutcome",
    "RemarkState",
    "Scan",
    "Stakeholder",
    "Submission",
    "SubmissionForm",
]
