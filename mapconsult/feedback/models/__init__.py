"""What is said: one submission holds many remarks, each about a place of its own.

The models of their events are put here by django-pghistory (accounts/tracking.py).
"""

from mapconsult.feedback.models.answer import ANSWER_LENGTH, Answer, AnswerChoice
from mapconsult.feedback.models.contact import AgentRole, Contact, Scan, ScanKind
from mapconsult.feedback.models.disposition import Disposition
from mapconsult.feedback.models.letter import Letter, LetterPurpose
from mapconsult.feedback.models.photo import ALT_LENGTH, MOST_PHOTOS, PREVIEW_SIDE, Photo
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
from mapconsult.feedback.models.subscription import LARGEST_RADIUS, Subscription
from mapconsult.feedback.models.talk import (
    REPLY_LENGTH,
    REPORT_LENGTH,
    AbuseReport,
    Reply,
    ReplyState,
    ReportReason,
    Support,
)

__all__ = [
    "AbuseReport",
    "ALT_LENGTH",
    "ANSWER_LENGTH",
    "AgentRole",
    "Answer",
    "AnswerChoice",
    "BODY_LENGTH",
    "Channel",
    "Contact",
    "Disposition",
    "Flag",
    "HOLDING",
    "Letter",
    "LetterPurpose",
    "LARGEST_RADIUS",
    "MOST_PHOTOS",
    "Photo",
    "PREVIEW_SIDE",
    "PlacedBy",
    "Remark",
    "RemarkKind",
    "RemarkOutcome",
    "RemarkState",
    "REPLY_LENGTH",
    "REPORT_LENGTH",
    "Reply",
    "ReplyState",
    "ReportReason",
    "Scan",
    "ScanKind",
    "Stakeholder",
    "Submission",
    "SubmissionForm",
    "Subscription",
    "Support",
]
