"""What a resident sends by a form without a script: the way in of the API, with its refusals in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mapconsult.accounts.addresses import address_key
from mapconsult.feedback import guards, identity
from mapconsult.feedback.actions import ConsultationClosed, KeyReused, Origin
from mapconsult.feedback.contacts import site_of
from mapconsult.feedback.models import Flag, Submission

MINUTE = 60


@dataclass(frozen=True)
class Sent:
    """What came of it: the submission and the token of its private page, and the device for its cookie."""

    submission: Submission
    token: str
    device: str


class Refused(Exception):
    """It was not stored; `words` say why, `status` is the answer's."""

    def __init__(self, words, status):
        super().__init__(words)
        self.words, self.status = words, status


def send(request, *, consultation, draft, decoyed=False, named=True):
    """Store the SubmissionDraft of a valid form once; returns Sent, or raises Refused.

    `named` says whether the account of a signed-in sender is kept with it. No proof can come from a page
    without a script: where one is asked for, a moderator looks first.
    """
    known = identity.known_device(request)
    device = known or identity.new_device()
    origin = Origin(
        account=request.user if named and request.user.is_authenticated else None,
        device=device,
        address_key=address_key(request),
        flags=(Flag.HONEYPOT,) if decoyed else (),
        # A robot makes us write to nobody.
        site="" if decoyed else site_of(request),
    )
    submission = _receive(consultation, draft, origin, is_new=not known)
    return Sent(submission, identity.token_of(submission, draft.key), device)


def _receive(consultation, draft, origin, is_new):
    try:
        submission, _created = guards.receive(
            consultation=consultation, draft=draft, origin=origin, is_new=is_new, proof=guards.UNABLE
        )
        return submission
    except ConsultationClosed:
        raise Refused(_("This consultation takes no remarks now."), 409) from None
    except KeyReused:
        words = _("You sent this form before, with other words. To say more, open the form anew.")
        raise Refused(words, 409) from None
    except guards.TooMany as refusal:
        minutes = -(-refusal.wait // MINUTE)
        words = _("Too many remarks came from here in a short time. Try again in %(minutes)d min.")
        raise Refused(words % {"minutes": minutes}, 429) from None
