"""What an official enters for others: letters on paper, and what was said at a meeting."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from mapconsult.accounts.tokens import token_digest
from mapconsult.consultations.models import Moderation
from mapconsult.feedback import identity
from mapconsult.feedback.actions import find_repeat, insert
from mapconsult.feedback.models import Contact, Flag, Remark, Scan, Submission
from mapconsult.feedback.scans import MOST_SCANS, stored


class TooManyScans(Exception):
    """A letter has no more than MOST_SCANS."""


class Decided(Exception):
    """The office has decided about the remark, so it stays as it is."""


def enter(*, consultation, draft, by, received_at, scans=()):
    """Store a letter once: (submission, True), or (the earlier one, False) when its form is sent again.

    What came outside the time of the consultation is stored as well, and marked. `scans` are cleaned files.
    Raises KeyReused when the same form comes again with other words.
    """
    try:
        return _store(consultation, draft, by, received_at, scans), True
    except IntegrityError:
        if earlier := find_repeat(consultation=consultation, key=draft.key, body_digest=draft.body_digest):
            return earlier, False
        raise


@transaction.atomic
def _store(consultation, draft, by, received_at, scans):
    # A letter is a person of its own, unless it says whose it is in a way that can be compared.
    email = draft.contact.get("email")
    submission = Submission(
        consultation=consultation,
        token_digest=token_digest(identity.edit_token(draft.key)),
        body_digest=draft.body_digest,
        person_key=identity.person_key(consultation, email=email, key=draft.key),
        channel=draft.channel,
        stakeholder=draft.stakeholder,
        received_at=received_at,
        entered_by=by,
    )
    insert(submission=submission, drafts=draft.remarks, **handling(consultation, received_at))
    if draft.contact:
        Contact.objects.create(submission=submission, **draft.contact)
    with stored(submission, [Scan(file=scan) for scan in scans]):
        consultation.bump()
    return submission


def handling(consultation, received_at):
    """The state and the marks of what the office brings in: what came outside the time of the consultation,
    or where moderators read first, waits for them."""
    late = not consultation.opens_at <= received_at < consultation.closes_at
    held = late or consultation.moderation == Moderation.BEFORE
    state = Remark.State.PENDING if held else Remark.State.PUBLISHED
    return {"state": state, "flags": [Flag.LATE] if late else []}


@transaction.atomic
def attach(*, submission, scans):
    """Keep cleaned scans with a letter that is entered already. Raises TooManyScans and keeps none."""
    # Two uploads at the same moment would both find room.
    Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
    with stored(submission, [Scan(file=scan) for scan in scans]):
        if submission.scans.count() > MOST_SCANS:
            raise TooManyScans


@transaction.atomic
def correct(*, remark, body, category, now=None):
    """Put right what was entered wrongly, until the office has decided. Raises Decided."""
    undecided = Remark.objects.filter(pk=remark.pk, outcome="")
    if not undecided.update(body=body, category=category, edited_at=now or timezone.now()):
        raise Decided
    remark.consultation.bump()
