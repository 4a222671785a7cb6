"""What the office decides about remarks: proposing, and approving what was proposed.

Each of these tells caches once for a consultation, at its end: two that told them twice might wait for each
other.
"""

from django.db import transaction
from django.utils import timezone

from geo.locks import hold_shared
from mapconsult.feedback.models import Disposition, Remark


class DecidedMeanwhile(Exception):
    """Since the remark was read, somebody approved a decision about it, or took one back."""


@transaction.atomic
def propose(*, remark, outcome, justification, by):
    """Write down what the office might decide about a remark; nobody is told of it yet.

    What was approved before is taken back with it, so that no outcome stands without its reason. Raises
    DecidedMeanwhile when it was approved after `remark` was read, because that takes another right.
    """
    disposition = _propose(remark, outcome, justification, by)
    # Officials filter by proposals, too.
    remark.consultation.bump()
    return disposition


@transaction.atomic
def decide(*, remark, outcome, justification, by):
    """Propose and approve in one. Raises DecidedMeanwhile."""
    disposition = _propose(remark, outcome, justification, by)
    _approve(disposition, by)
    remark.consultation.bump()
    return disposition


@transaction.atomic
def approve(*, disposition, by):
    """Make a proposal the office's decision, and carry its outcome over to the remark."""
    _approve(disposition, by)
    disposition.remark.consultation.bump()


@transaction.atomic
def approve_all(*, dispositions, by):
    """Approve many proposals, given as {id: the moment of the proposal that was read}; returns how many.

    What was proposed anew since then has not been read, and what its author has changed since is no longer
    what the proposal answers: both are left for another look.
    """
    # Before rows are locked, as in actions.moderate().
    hold_shared()
    waiting = Disposition.objects.filter(pk__in=dispositions, approved_at=None).order_by("pk")
    read = [
        found
        for found in waiting.select_for_update(of=["self"]).select_related("remark__consultation")
        if found.decided_at == dispositions[found.pk] and not _is_outdated(found)
    ]
    for disposition in read:
        _approve(disposition, by)
    concerned = {disposition.remark.consultation for disposition in read}
    for consultation in sorted(concerned, key=lambda consultation: consultation.pk):
        consultation.bump()
    return len(read)


def _is_outdated(disposition):
    edited_at = disposition.remark.edited_at
    return edited_at is not None and edited_at > disposition.decided_at


def _propose(remark, outcome, justification, by):
    disposition, _created = Disposition.objects.update_or_create(
        remark=remark,
        defaults={
            "outcome": outcome,
            "justification": justification,
            "decided_by": by,
            "decided_at": timezone.now(),
            "approved_by": None,
            "approved_at": None,
        },
    )
    # The row of the proposal is ours until the commit, so nobody approves anything now.
    if Remark.objects.values_list("outcome", flat=True).get(pk=remark.pk) != remark.outcome:
        raise DecidedMeanwhile
    _carry_over(remark, "")
    return disposition


def _approve(disposition, by):
    disposition.approved_by, disposition.approved_at = by, timezone.now()
    disposition.save(update_fields=["approved_by", "approved_at"])
    _carry_over(disposition.remark, disposition.outcome)


def _carry_over(remark, outcome):
    if remark.outcome != outcome:
        remark.outcome = outcome
        remark.save(update_fields=["outcome"])
