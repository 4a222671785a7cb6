"""Erasing those who supported, replied or reported: part of erasure.py, which says when."""

import secrets

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from mapconsult.consultations.models import Consultation
from mapconsult.feedback.identity import person_key
from mapconsult.feedback.models import AbuseReport, Remark, Reply, ReplyState, Support
from mapconsult.feedback.talk import bump, lock, recount, unmark


def drop_speakers(consultation):
    """Cut the replies of a consultation off from their accounts, and drop its reports of abuse, which were
    for its moderators alone. Who spoke for the office stays."""
    own = Remark.objects.of(consultation).values("pk")
    Reply.objects.filter(remark__in=own, office=None).exclude(account=None).update(account=None)
    _drop(AbuseReport.objects.filter(remark__in=own))


def renew_key(consultation, key, drawn):
    """Give what one person of a consultation said about others' remarks another number."""
    own = Remark.objects.of(consultation).values("pk")
    for model in (Reply, Support, AbuseReport):
        model.objects.filter(remark__in=own, person_key=key).update(person_key=drawn)


def erase_speaker(account, *, words, now):
    """Cut everything an account said about others' remarks off from it; with `words`, erase them where the
    consultation still goes on. Its voices count on, and what it said for an office stays the office's."""
    replies = Reply.objects.filter(account=account, office=None)
    if words:
        _take_back(replies.filter(remark__consultation__in=Consultation.objects.open(now).values("pk")))
    _drop(AbuseReport.objects.filter(account=account))
    replies.update(account=None)
    for consultation in Consultation.objects.order_by("pk").only("pk"):
        renew_key(consultation, person_key(consultation, account=account), secrets.randbits(64) - 2**63)


def _drop(reports):
    """With their marks on remarks, which nobody could dismiss any more."""
    remarks = lock(reports.values("remark"))
    reports.delete()
    unmark(remarks)
    bump(remarks)


def _take_back(replies):
    with override(settings.LANGUAGE_CODE):
        note = _("The author has had these words erased.")
    remarks = lock(replies.values("remark"))
    replies.update(body=note, state=ReplyState.WITHDRAWN)
    recount([remark.pk for remark in remarks])
    bump(remarks)
