"""Erasing persons, by the calendar or at their request, while what was said stays where it must."""

import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import DurationField, Exists, F, FileField, Func, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from geo.locks import hold_shared
from mapconsult.accounts.erasure import account_of, erase_account, erase_mentions
from mapconsult.consultations.models import Consultation, QuestionKind
from mapconsult.feedback.history import forget
from mapconsult.feedback.models import AbuseReport, Answer, Contact, Remark, Submission, Subscription
from mapconsult.feedback.personal import OWNED_BY, SAID
from mapconsult.feedback.talk_erasure import drop_speakers, erase_speaker, renew_key

# Questions that are answered in words alone.
WORDED = [QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT]
MONTHS = Func(
    F("retention_months"), template="make_interval(months => %(expressions)s)", output_field=DurationField()
)


def erase_due(now=None):
    """Erase the persons of every consultation whose time to keep them is over; returns how many were due.

    A consultation that holds persons again, because a letter was entered or abuse reported late, is due
    again.
    """
    now = now or timezone.now()
    over = Consultation.objects.annotate(kept_until=F("closes_at") + MONTHS).filter(kept_until__lte=now)
    holding = Exists(Submission.objects.naming_somebody().filter(consultation=OuterRef("pk")))
    reported = Exists(AbuseReport.objects.filter(remark__consultation=OuterRef("pk")))
    consultations = list(over.filter(Q(contacts_erased_at=None) | holding | reported).order_by("pk"))
    for consultation in consultations:
        _erase_contacts(consultation, now)
    return len(consultations)


@transaction.atomic
def _erase_contacts(consultation, now):
    # As in moderating: else an activation might lock the same rows in another order.
    hold_shared()
    drop_persons(Submission.objects.filter(consultation=consultation))
    drop_speakers(consultation)
    followed = Q(consultation=consultation) | Q(remark__consultation=consultation)
    Subscription.objects.filter(followed).delete()
    Consultation.objects.filter(pk=consultation.pk).update(contacts_erased_at=now)


def drop_persons(submissions):
    """Cut submissions off from whoever sent them.

    The remarks stay, and with them `person_key`: nobody is found by this number without the secret of the
    installation, and without it persons could no longer be counted.
    """
    Contact.objects.filter(submission__in=submissions.values("pk")).delete()
    _erase_files(submissions, OWNED_BY.keys() - SAID)
    submissions.filter(Q(account__isnull=False) | Q(address_key__isnull=False)).update(
        account=None, address_key=None
    )


def _erase_files(submissions, models):
    """Of those of the models that keep files. Before the commit: a file without its row would be found by
    nobody again, a row without its file is erased at the next try."""
    for model in models:
        files = [field.name for field in model._meta.fields if isinstance(field, FileField)]
        if not files:
            continue
        rows = model.objects.filter(**{f"{OWNED_BY[model]}__in": submissions.values("pk")})
        for row in rows:
            for name in files:
                getattr(row, name).delete(save=False)
        rows.delete()


@transaction.atomic
def erase_person(*, email, words=False, account=False, now=None):
    """Erase whoever reads mail at this address: with their words where the procedure still allows it, with
    their account. Earlier versions of the words, and photos, go in any case. Backups made before keep what
    was erased."""
    now = now or timezone.now()
    # As in _erase_contacts().
    hold_shared()
    own = list(Submission.objects.of_email(email).values_list("pk", flat=True))
    submissions, remarks = Submission.objects.filter(pk__in=own), Remark.objects.filter(submission__in=own)
    names = list(Contact.objects.filter(submission__in=own).exclude(name="").values_list("name", flat=True))
    _lock(remarks)
    if words:
        _take_back(remarks.takeable(now), now)
        _erase_answers(submissions, now)
    forget(remarks)
    _draw_new_keys(submissions)
    _erase_files(submissions, SAID)
    drop_persons(submissions)
    if found := account_of(email):
        erase_speaker(found, words=words, now=now)
        if account:
            erase_account(found)
    Subscription.objects.filter(email__iexact=email).delete()
    erase_mentions(email=email, names=names)
    for consultation in Consultation.objects.filter(submissions__in=own).distinct().order_by("pk"):
        consultation.bump()


@transaction.atomic
def erase_sender(*, submission):
    """Erase who sent one submission, for a person who asked the office and need have no e-mail: contact,
    scans, account and address, photos, and earlier versions of the words. What was said stays."""
    # As in _erase_contacts().
    hold_shared()
    own = Submission.objects.filter(pk=submission.pk)
    remarks = Remark.objects.filter(submission=submission)
    _lock(remarks)
    forget(remarks)
    _draw_new_keys(own)
    _erase_files(own, SAID)
    drop_persons(own)
    submission.consultation.bump()


def _lock(remarks):
    """In one order, as moderators do: whoever works on the same remarks waits, and nobody in a circle."""
    list(remarks.order_by("pk").select_for_update(of=["self"]).values_list("pk"))


def _take_back(remarks, now):
    with override(settings.LANGUAGE_CODE):
        note = _("The author has had these words erased.")
    nowhere = dict.fromkeys(["geometry", "district", "gmina", "powiat", "voivodeship"])
    nowhere |= {"placed_by": "", "parcel": "", "place_note": "", "zone": None}
    remarks.update(body=note, state=Remark.State.WITHDRAWN, edited_at=now, own_areas=[], **nowhere)


def _erase_answers(submissions, now):
    """The words of answers to surveys that are still open; what was chosen tells nobody's words."""
    still = Consultation.objects.open(now).values("pk")
    answers = Answer.objects.filter(
        submission__in=submissions.values("pk"), submission__consultation__in=still
    )
    answers.filter(question__kind__in=WORDED).delete()
    answers.update(text="")


def _draw_new_keys(submissions):
    """Other numbers for the persons of these submissions, at random: the same one where it was the same."""
    for consultation, key in set(submissions.values_list("consultation", "person_key")):
        same = submissions.filter(consultation=consultation, person_key=key)
        drawn = secrets.randbits(64) - 2**63
        renew_key(consultation, key, drawn)
        Remark.objects.filter(submission__in=same.values("pk")).update(person_key=drawn)
        same.update(person_key=drawn)
