"""Writes of what others say about a remark: support, replies and reports, and what moderators do with them.

The row of the remark is locked first by all of them, so that its copies of the numbers stay true.
"""

from django.db import transaction
from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from mapconsult.accounts.tracking import acting_author
from mapconsult.consultations.models import Moderation
from mapconsult.feedback.models import AbuseReport, Flag, Remark, Reply, ReplyState, Support


class TalkClosed(Exception):
    """The consultation does not take this, or not now."""


class NotShown(Exception):
    """The remark or the reply is not public, or no longer."""


class OwnRemark(Exception):
    """Whoever said it supports it anyway."""


def takes_support(consultation, now=None):
    """Whether remarks may be supported at this moment."""
    return consultation.takes_support and consultation.is_open(now)


def takes_replies(consultation, now=None):
    """Whether remarks may be replied to at this moment."""
    return consultation.takes_replies and consultation.is_open(now)


@transaction.atomic
def support(*, remark, person_key, now=None):
    """Give a remark one's voice; returns whether it had it not yet. Raises TalkClosed, NotShown or
    OwnRemark."""
    current = _supportable(remark, now)
    if current.person_key == person_key:
        raise OwnRemark
    _voice, created = Support.objects.get_or_create(remark=current, person_key=person_key)
    if created:
        _count_voices(remark, 1)
    return created


@transaction.atomic
def take_support_back(*, remark, person_key, now=None):
    """Undo support(); returns whether there was anything to undo. Raises TalkClosed or NotShown."""
    current = _supportable(remark, now)
    deleted, _rows = Support.objects.filter(remark=current, person_key=person_key).delete()
    if deleted:
        _count_voices(remark, -1)
    return bool(deleted)


def _supportable(remark, now):
    if not takes_support(remark.consultation, now):
        raise TalkClosed
    return _locked(remark)


def _count_voices(remark, change):
    Remark.objects.filter(pk=remark.pk).update(supports=F("supports") + change)
    remark.consultation.bump()


@transaction.atomic
def reply(*, remark, body, person_key, account=None, office=None, held=False, now=None):
    """Reply to a remark: (reply, True), or (the earlier one, False) when the same person says the same again.

    With `office` one of its officials speaks in its name. What is `held`, and everything where moderators
    read first, waits for a moderator. Raises TalkClosed or NotShown.
    """
    now = now or timezone.now()
    if not takes_replies(remark.consultation, now):
        raise TalkClosed
    current = _locked(remark)
    said = Reply.objects.filter(remark=current, person_key=person_key, office=office, body=body)
    if earlier := said.exclude(state=ReplyState.WITHDRAWN).first():
        return earlier, False
    waits = held or (office is None and remark.consultation.moderation == Moderation.BEFORE)
    made = Reply.objects.create(
        remark=current,
        body=body,
        state=ReplyState.PENDING if waits else ReplyState.PUBLISHED,
        person_key=person_key,
        account=account,
        office=office,
        received_at=now,
    )
    recount([remark.pk])
    remark.consultation.bump()
    return made, True


@transaction.atomic
def withdraw_reply(*, reply, now=None):
    """Take one's own reply back while replies are taken. Raises TalkClosed or NotShown."""
    consultation = reply.remark.consultation
    if not takes_replies(consultation, now):
        raise TalkClosed
    _locked(reply.remark)
    with acting_author():
        own = Reply.objects.filter(pk=reply.pk, state__in=[ReplyState.PUBLISHED, ReplyState.PENDING])
        if not own.update(state=ReplyState.WITHDRAWN):
            raise NotShown
    recount([reply.remark_id])
    consultation.bump()


@transaction.atomic
def report(*, remark, reason, words, person_key, reply=None, account=None, now=None):
    """Tell the moderators that a remark, or a reply to it, should not stand there; returns whether this
    person had not said so yet. Taken as long as it is public, after closing too. Raises NotShown."""
    current = _locked(remark)
    if reply is not None and not Reply.objects.filter(pk=reply.pk, state=ReplyState.PUBLISHED).exists():
        raise NotShown
    told = {"reason": reason, "words": words, "account": account, "received_at": now or timezone.now()}
    _report, created = AbuseReport.objects.get_or_create(
        remark=current, reply=reply, person_key=person_key, defaults=told
    )
    if created and reply is None:
        _mark(current)
    return created


def _mark(remark):
    if Flag.REPORTED not in remark.flags:
        remark.flags = [*remark.flags, Flag.REPORTED]
        remark.save(update_fields=["flags"])
        remark.consultation.bump()


@transaction.atomic
def dismiss(*, reports, by, now=None):
    """Set reports aside: a moderator has looked, and nothing is wrong. Returns how many."""
    waiting = reports.waiting()
    remarks = lock(waiting.values("remark"))
    number = waiting.update(dismissed_at=now or timezone.now(), dismissed_by=by)
    unmark(remarks)
    bump(remarks)
    return number


def unmark(remarks):
    """Take the mark for the moderator off remarks that lock() gave, where no report of them waits."""
    reports = AbuseReport.objects.waiting().filter(reply=None, remark__in=remarks)
    left = {*reports.values_list("remark", flat=True)}
    for remark in remarks:
        if remark.pk not in left and Flag.REPORTED in remark.flags:
            remark.flags = [flag for flag in remark.flags if flag != Flag.REPORTED]
            remark.save(update_fields=["flags"])


@transaction.atomic
def moderate_replies(*, replies, state, by):
    """Set the state of replies; returns how many changed. Withdrawn ones stay withdrawn."""
    changing = replies.exclude(state__in=[state, ReplyState.WITHDRAWN])
    remarks = lock(changing.values("remark"))
    changed = list(changing.order_by("pk").select_for_update(of=["self"]).values_list("pk", flat=True))
    Reply.objects.filter(pk__in=changed).update(state=state)
    recount([remark.pk for remark in remarks])
    bump(remarks)
    return len(changed)


def _locked(remark):
    """The remark as it stands now, if everybody may read it."""
    published = Remark.objects.filter(state=Remark.State.PUBLISHED).select_for_update(of=["self"])
    current = published.filter(pk=remark.pk).first()
    if current is None:
        raise NotShown
    current.consultation = remark.consultation
    return current


def lock(pks):
    """Remarks in one order, as moderators lock them."""
    concerned = Remark.objects.filter(pk__in=pks).order_by("pk").select_related("consultation")
    return list(concerned.select_for_update(of=["self"]))


def recount(pks):
    """Make the number of replies of remarks true again, which the caller has locked."""
    published = Reply.objects.filter(remark=OuterRef("pk"), state=ReplyState.PUBLISHED).order_by()
    number = published.values("remark").annotate(number=Count("pk")).values("number")
    counted = Coalesce(Subquery(number, output_field=IntegerField()), 0)
    Remark.objects.filter(pk__in=pks).filter(~Q(reply_count=counted)).update(reply_count=counted)


def bump(remarks):
    """Of the consultations of remarks that lock() gave."""
    for consultation in sorted({remark.consultation for remark in remarks}, key=lambda one: one.pk):
        consultation.bump()
