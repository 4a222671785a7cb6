"""The e-mail of a sender: written to with a link, confirmed by it, and a person from then on."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from geo.locks import hold_shared
from mapconsult.accounts import mail
from mapconsult.accounts.addresses import address_key
from mapconsult.accounts.limits import Limit, hit
from mapconsult.consultations.models import EmailAsked, Moderation
from mapconsult.feedback import identity
from mapconsult.feedback.links import LinkOver, seal, unseal
from mapconsult.feedback.models import (
    HOLDING,
    Channel,
    Contact,
    Flag,
    Remark,
    RemarkStatus,
    Submission,
    SubmissionForm,
)

GOOD_FOR = timedelta(days=7)
HOUR = 3600
# Nobody's letter box is filled by a stranger who types its address; an office of many people is not held up.
MAILS_TO_ONE_ADDRESS = 6
MAILS_FROM_ONE_PLACE = 60
CONFIRM = "feedback/mail/confirm.txt"
# Whoever sends a formal letter gets a receipt with the link.
MAILS = {SubmissionForm.LETTER: "feedback/mail/letter.txt"}
# A mail that was answered shows a person as well as a proof of work does.
ANSWERED = {Flag.UNCONFIRMED, Flag.UNPROVEN}


def contact_of(draft, account, now):
    """The unsaved Contact of a SubmissionDraft, or None; confirmed when it is the signed-in sender's own."""
    if not draft.contact:
        return None
    contact = Contact(**draft.contact)
    if contact.email and account is not None:
        own = EmailAddress.objects.filter(user=account, verified=True, email__iexact=contact.email)
        contact.confirmed_at = now if own.exists() else None
    return contact


def marks(consultation, draft, contact):
    """The flag of what waits until its e-mail is confirmed. A letter on paper has a signature instead, and a
    survey asks nobody who they are."""
    asked = consultation.email == EmailAsked.REQUIRED and draft.channel == Channel.WEB
    asked = asked and draft.form != SubmissionForm.SURVEY
    confirmed = contact is not None and contact.confirmed_at
    return (Flag.UNCONFIRMED,) if asked and not confirmed else ()


def mail_limits(email, address):
    """What a mail to a person counts for, asked for by somebody at an address (its key)."""
    limits = [Limit(f"mail/to/{email.lower()}", MAILS_TO_ONE_ADDRESS, HOUR)]
    return limits if address is None else [*limits, Limit(f"mail/at/{address}", MAILS_FROM_ONE_PLACE, HOUR)]


def may_write(request, email):
    """Whether a mail may go to this address now; counts it."""
    return not any(one.exceeded for one in hit(*mail_limits(email, address_key(request))))


def site_of(request):
    """Scheme and host under which the sender knows us."""
    return f"{request.scheme}://{request.get_host()}"


def write(contact, *, site, private):
    """Send the link that confirms the address (if it is not confirmed) and that of the private page, in the
    caller's transaction. `site` is scheme and host, `private` the path of the private page."""
    submission = contact.submission
    context = {"submission": submission, "consultation": submission.consultation, "private": site + private}
    if not contact.confirmed_at:
        context["confirm"] = site + reverse("feedback:confirm", args=[_token(contact)])
        context["waits"] = submission.remarks.filter(flags__contains=[Flag.UNCONFIRMED]).exists()
    mail.send(to=contact.email, template=MAILS.get(submission.form, CONFIRM), context=context)


def _token(contact):
    """It names the address, so that it confirms no other that was written over it."""
    return seal("confirm", f"{contact.pk} {contact.email}")


def find_contact(token):
    """The Contact that a link was sent for, else LinkOver: also when its person has been erased since."""
    pk, _, email = unseal("confirm", token, good_for=GOOD_FOR).partition(" ")
    contacts = Contact.objects.select_related("submission__consultation__host")
    contact = contacts.filter(pk=pk, email=email).first()
    if contact is None:
        raise LinkOver
    return contact


@transaction.atomic
def confirm(*, contact, now=None):
    """The reader of the mail is the sender: from now on the e-mail is the person (unless an account is), and
    what waited for this alone is published. So is everything else from that device under that e-mail."""
    # As in moderating: else an activation might lock the same rows in another order.
    hold_shared()
    found = Submission.objects.filter(
        contact__confirmed_at=None,
        contact__email__iexact=contact.email,
        consultation=contact.submission.consultation,
        person_key=contact.submission.person_key,
    )
    submissions = list(found.select_related("consultation").order_by("pk"))
    Contact.objects.filter(submission__in=submissions).update(confirmed_at=now or timezone.now())
    for submission in submissions:
        _confirm(submission, contact.email)
    contact.submission.consultation.bump()


def _confirm(submission, email):
    if submission.account_id is None:
        submission.person_key = identity.person_key(submission.consultation, email=email)
        submission.save(update_fields=["person_key"])
    for remark in submission.remarks.order_by("pk").select_for_update():
        _release(remark, submission)


def _release(remark, submission):
    waited = ANSWERED & {*remark.flags}
    remark.person_key = submission.person_key
    remark.flags = [flag for flag in remark.flags if flag not in ANSWERED]
    if waited and _waits_for_nothing_else(remark, submission.consultation):
        remark.state = Remark.State.PUBLISHED
    remark.save(update_fields=["person_key", "flags", "state"])


def _waits_for_nothing_else(remark, consultation):
    """Neither for another flag nor for a moderator, not even one who let it out and held it back again."""
    if remark.state != Remark.State.PENDING or HOLDING & {*remark.flags}:
        return False
    moderated = RemarkStatus.objects.filter(pgh_obj=remark).exists()
    return consultation.moderation == Moderation.AFTER and not moderated
