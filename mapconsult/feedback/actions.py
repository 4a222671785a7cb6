"""Writes that cross models: submitting, editing, withdrawing, moderating.

Deciding and what clerks enter have files of their own.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from geo.locate import ewkb, located
from geo.locks import hold_shared
from mapconsult.accounts.models import User
from mapconsult.accounts.tokens import token_digest
from mapconsult.accounts.tracking import acting_author
from mapconsult.consultations.models import (
    Category,
    Choice,
    Consultation,
    Moderation,
    Question,
    Survey,
    Zone,
)
from mapconsult.feedback import contacts, identity
from mapconsult.feedback.models import (
    HOLDING,
    Channel,
    Letter,
    PlacedBy,
    Remark,
    Scan,
    Submission,
    SubmissionForm,
)
from mapconsult.feedback.scans import stored
from mapconsult.feedback.survey_storing import SurveyChanged, freeze, store_answers

SQL = Path(__file__).parent / "sql"


class ConsultationClosed(Exception):
    """The consultation takes no remarks now."""


class RemarkWithdrawn(Exception):
    """The remark was taken back and is changed no more."""


class KeyReused(Exception):
    """The key came before with another body."""


@dataclass(frozen=True)
class RemarkDraft:
    """One point as it was parsed: geometry in EPSG:4326 (or None), valid and two-dimensional; `placed_by`
    says where it comes from."""

    body: str
    geometry: GEOSGeometry | None = None
    category: Category | None = None
    kind: str = Remark.Kind.REMARK
    placed_by: str = PlacedBy.PIN
    zone: Zone | None = None
    parcel: str = ""
    place_note: str = ""
    # The question that it answers, when it is drawn in a survey.
    question: Question | None = None
    # A state of its own, whatever that of the others.
    state: str = ""
    # Marks for the moderator that concern this point alone.
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerDraft:
    """What is said to one question; `choices` in the order of their ranks."""

    question: Question
    choices: tuple[Choice, ...] = ()
    number: float | None = None
    text: str = ""
    declined: bool = False


@dataclass(frozen=True)
class SubmissionDraft:
    """A submission as it was parsed, with the digest of what was sent."""

    key: UUID
    body_digest: str
    remarks: list[RemarkDraft] = field(default_factory=list)
    stakeholder: str = ""
    channel: str = Channel.WEB
    form: str = SubmissionForm.REMARKS
    # The survey that its answers were checked against.
    survey: Survey | None = None
    answers: list[AnswerDraft] = field(default_factory=list)
    # Fields of Contact, as far as the sender gave them.
    contact: dict = field(default_factory=dict)
    # What a formal letter has besides, not saved yet; its attachments have their cleaned files.
    letter: Letter | None = None
    scans: list[Scan] = field(default_factory=list)


def find_repeat(*, consultation, key, body_digest):
    """The submission this key made before, or None. Raises KeyReused when the body differs."""
    digests = [token_digest(token) for token in identity.edit_tokens(key)]
    earlier = Submission.objects.filter(token_digest__in=digests).first()
    if earlier is None:
        return None
    if (earlier.consultation_id, earlier.body_digest) != (consultation.pk, body_digest):
        raise KeyReused
    return earlier


@dataclass(frozen=True)
class Origin:
    """Where a submission comes from, and what was noticed about it on its way in."""

    account: User | None = None
    device: str | None = None
    address_key: int | None = None
    # Marks for the moderator that concern every remark.
    flags: tuple[str, ...] = ()
    # Scheme and host for the links of a mail to the sender; empty: none is sent.
    site: str = ""


def submit(*, consultation, draft, origin=Origin(), now=None):
    """Store a submission once: (submission, True), or (the earlier one, False) for a repeat.

    A repeat is never refused, so that a retry after closing still gets its answer: whatever stands in the
    way of storing, the key is looked up before that is said. Looking it up first would cost all others a
    query, and would not spare this, because repeats may come at the same moment.
    Only a repeat from before a change of SECRET_KEY would stand in nobody's way.
    Raises ConsultationClosed, SurveyChanged or KeyReused and stores nothing.
    """
    repeated = {"consultation": consultation, "key": draft.key, "body_digest": draft.body_digest}
    if settings.SECRET_KEY_FALLBACKS and (earlier := find_repeat(**repeated)):
        return earlier, False
    try:
        return _store(consultation=consultation, draft=draft, origin=origin, now=now), True
    except (ConsultationClosed, SurveyChanged, IntegrityError):
        if earlier := find_repeat(**repeated):
            return earlier, False
        raise


@transaction.atomic
def _store(*, consultation, draft, origin, now):
    now = now or timezone.now()
    if not consultation.is_open(now):
        raise ConsultationClosed
    submission = Submission(
        consultation=consultation,
        token_digest=token_digest(identity.edit_token(draft.key)),
        body_digest=draft.body_digest,
        account=origin.account,
        person_key=identity.person_key(
            consultation, account=origin.account, device=origin.device, key=draft.key
        ),
        address_key=origin.address_key,
        channel=draft.channel,
        form=draft.form,
        stakeholder=draft.stakeholder,
        received_at=now,
    )
    contact = contacts.contact_of(draft, origin.account, now)
    flags = (*origin.flags, *contacts.marks(consultation, draft, contact))
    held = HOLDING & {*flags} or consultation.moderation == Moderation.BEFORE
    if draft.survey:
        freeze(draft.survey, now)
    insert(
        submission=submission,
        drafts=draft.remarks,
        state=Remark.State.PENDING if held else Remark.State.PUBLISHED,
        flags=flags,
    )
    store_answers(submission, draft.answers)
    if draft.letter:
        draft.letter.submission = submission
        draft.letter.save()
    if contact:
        _keep(contact, submission, origin, draft.key)
    with stored(submission, draft.scans):
        consultation.bump()
    return submission


def _keep(contact, submission, origin, key):
    contact.submission = submission
    contact.save()
    if contact.email and origin.site:
        private = reverse("feedback:submission", args=[identity.edit_token(key)])
        contacts.write(contact, site=origin.site, private=private)


def insert(*, submission, drafts, state=Remark.State.PUBLISHED, flags=()):
    """Store a new submission and its points, located, in the caller's transaction.

    A point whose own flags hold it is pending, whatever the state of the others.
    One statement for all of it, because everybody who sends something waits for this.
    """
    if not drafts:
        submission.points = []
        submission.save()
        return
    hold_shared()
    points = {
        "geometries": [ewkb(draft.geometry) for draft in drafts],
        "categories": [draft.category and draft.category.pk for draft in drafts],
        "bodies": [draft.body for draft in drafts],
        "kinds": [draft.kind for draft in drafts],
        "states": [_state(draft, state) for draft in drafts],
        "flags": [f"{{{','.join((*flags, *draft.flags))}}}" for draft in drafts],
        "questions": [draft.question and draft.question.pk for draft in drafts],
        "zones": [draft.zone and draft.zone.pk for draft in drafts],
        "placed_by": [draft.placed_by if draft.geometry else "" for draft in drafts],
        "parcels": [draft.parcel for draft in drafts],
        "place_notes": [draft.place_note for draft in drafts],
    }
    submission.points = list(Remark.objects.raw(_insert_submission(), vars(submission) | points))
    submission.pk = submission.points[0].submission_id


def _state(draft, state):
    return draft.state or (Remark.State.PENDING if HOLDING & {*draft.flags} else state)


@cache
def _insert_submission():
    points = (SQL / "unnest_points.sql").read_text()
    return (SQL / "insert_submission.sql").read_text().replace("{located}", located(points))


@transaction.atomic
def edit_remark(*, remark, body, category, now=None):
    """Change the words of one's own remark while the consultation is open; those before are kept.

    Where moderators read first, they read new words again, and so they do when the remark is marked.
    Raises ConsultationClosed or RemarkWithdrawn.
    """
    current = _locked(remark, now)
    if (current.body, current.category_id) == (body, category and category.pk):
        return
    # Once nobody else holds the row: officials compare it with the moment at which they read.
    current.body, current.category, current.edited_at = body, category, now or timezone.now()
    if current.is_read_first and current.state == Remark.State.PUBLISHED:
        current.state = Remark.State.PENDING
    with acting_author():
        current.save(update_fields=["body", "category", "edited_at", "state"])
    remark.consultation.bump()


@transaction.atomic
def withdraw(*, remark, now=None):
    """Take one's own remark back while the consultation is open; it is kept, but no longer shown.

    Raises ConsultationClosed or RemarkWithdrawn.
    """
    current = _locked(remark, now)
    current.state = Remark.State.WITHDRAWN
    with acting_author():
        current.save(update_fields=["state"])
    remark.consultation.bump()


def _locked(remark, now):
    """The remark as it stands now, so that nothing is undone that was done since the caller read it."""
    if not remark.consultation.is_open(now):
        raise ConsultationClosed
    current = Remark.objects.select_for_update().get(pk=remark.pk)
    current.consultation = remark.consultation
    if current.state == Remark.State.WITHDRAWN:
        raise RemarkWithdrawn
    return current


@transaction.atomic
def moderate(*, remarks, state, by, read_at=None):
    """Set the state of many remarks; returns {id: the state before} of those that changed. Withdrawn ones
    stay withdrawn, and nothing is published whose author changed it after `read_at`."""
    # Else an activation might lock the same rows in another order.
    hold_shared()
    changing = remarks.to_moderate(state, read_at)
    # In one order, so that two moderators of the same remarks wait for each other.
    locked = changing.order_by("pk").select_for_update(of=["self"])
    rows = list(locked.values_list("pk", "state", "consultation"))
    Remark.objects.filter(pk__in=[pk for pk, *_ in rows]).update(state=state)
    concerned = {consultation for *_, consultation in rows}
    for consultation in Consultation.objects.filter(pk__in=concerned).order_by("pk"):
        consultation.bump()
    return {pk: before for pk, before, _consultation in rows}
