import logging
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from mapconsult.accounts.models import OutgoingMail

logger = logging.getLogger(__name__)

# How long to wait after each attempt that failed; after the last the mail is given up.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720)]


@task(priority=50)
def deliver(mail_id):
    """Send a mail and forget it. Its row stays locked meanwhile: a second worker leaves it alone."""
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update(skip_locked=True).filter(pk=mail_id).first()
        if mail is None:
            return
        try:
            EmailMessage(mail.subject, mail.text, to=[mail.to], headers=_headers(mail)).send()
        # Whatever it is: what leaves this task is kept with its words, and they name the address.
        except Exception as error:
            _try_later(mail, type(error).__name__)
        else:
            mail.delete()


def _headers(mail):
    """Mail programs show a button for it, and press it by a POST (RFC 2369 and 8058)."""
    if not mail.unsubscribe:
        return {}
    return {
        "List-Unsubscribe": f"<{mail.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _try_later(mail, fault):
    if mail.attempts == len(WAITS):
        logger.error("Mail %d is given up after %d attempts: %s", mail.pk, mail.attempts + 1, fault)
        mail.delete()
        return
    logger.warning("Mail %d could not be sent, it is tried again: %s", mail.pk, fault)
    wait = WAITS[mail.attempts]
    mail.attempts += 1
    mail.save(update_fields=["attempts"])
    deliver.using(run_after=timezone.now() + wait).enqueue(mail.pk)
