"""Who may send how much. Refused is only what no person and no office does; whatever else looks odd is stored
and marked for a moderator. All is counted in one statement and shared by all processes (accounts/limits.py).

Why these numbers: docs/decisions/0007-limits.md. Those that depend on the place are settings.
"""

import re
from collections import Counter
from dataclasses import replace

from django.conf import settings

from mapconsult.accounts.limits import Limit, give_back, hit
from mapconsult.consultations.models import ProofOfWork
from mapconsult.feedback import identity
from mapconsult.feedback import proof as proofs
from mapconsult.feedback.actions import find_repeat, submit
from mapconsult.feedback.contacts import mail_limits
from mapconsult.feedback.models import Flag, SubmissionForm

TEN_MINUTES, HOUR, DAY = 600, 3600, 86400
# Above it, the newcomers of one address prove their work first: thirty people of an office never notice.
NEWCOMERS_AT_EASE = 30
# Submissions to one consultation in ten minutes: above it, load is high, and everybody proves their work.
SUBMISSIONS_AT_EASE = 300
# Longer than consultations are open.
CAP_SECONDS = 180 * DAY
# Letters and spaces of a text below which two people may well write the same.
SHORT = 40
# What a sender says whose device cannot compute: browsers do so over TLS alone.
UNABLE = "unable"


class TooMany(Exception):
    """More than any person sends; `wait` is in how many seconds to try again."""

    def __init__(self, wait):
        super().__init__(wait)
        self.wait = wait


class ProofNeeded(Exception):
    """A proof of work must come along, or the one that came is no good."""


def receive(*, consultation, draft, origin, is_new=False, proof="", now=None):
    """Store what the public sends: actions.submit() behind the limits. What is not stored does not count.

    `is_new` says that the device has never been here, or has thrown its cookie away; `proof` is the solution
    of a challenge, or UNABLE. Raises TooMany or ProofNeeded beside what submit() raises; a repeat gets its
    answer before any of them.
    """
    limits = (
        _limits(consultation, draft, origin, is_new)
        | _proof_limit(consultation, proof)
        | _mail_limits(draft, origin)
    )
    counted = dict(zip(limits, hit(*limits.values(), now=now), strict=True))
    created = False
    try:
        _refuse_floods(counted)
        flags = _flags_of_proof(consultation, counted, proof)
        submission, created = submit(
            consultation=consultation,
            draft=replace(draft, remarks=_marked(draft.remarks, counted)),
            origin=replace(origin, flags=(*origin.flags, *flags), site=_site(origin, counted)),
            now=now,
        )
    except (TooMany, ProofNeeded):
        submission = find_repeat(consultation=consultation, key=draft.key, body_digest=draft.body_digest)
        if submission is None:
            raise
    finally:
        if not created:
            give_back(*limits.values())
    return submission, created


def _limits(consultation, draft, origin, is_new):
    """{name: Limit} of everything that is counted in any case."""
    # The points that a survey asks for are no flood: all its answers count as one.
    survey = draft.form == SubmissionForm.SURVEY
    pins = 1 if survey else len(draft.remarks)
    limits = {
        "device": Limit(f"pins/{origin.device}", settings.REMARKS_PER_DEVICE, HOUR, pins),
        "load": Limit(f"load/{consultation.pk}", SUBMISSIONS_AT_EASE, TEN_MINUTES),
    }
    if not survey:
        limits |= _limits_of_remarks(consultation, draft, origin)
    if origin.address_key is not None:
        limits["address"] = Limit(f"pins/at/{origin.address_key}", settings.REMARKS_PER_ADDRESS, HOUR, pins)
        if is_new:
            newcomer = f"new/at/{origin.address_key}"
            limits["crowd"] = Limit(newcomer, NEWCOMERS_AT_EASE, TEN_MINUTES)
            limits["flood"] = Limit(newcomer, settings.NEW_DEVICES_PER_ADDRESS, HOUR)
    return limits


def _limits_of_remarks(consultation, draft, origin):
    person = identity.person_key(consultation, account=origin.account, device=origin.device)
    texts = [text for remark in draft.remarks if (text := normalised(remark.body))]
    cap = Limit(f"cap/{person}", consultation.pins_per_device, CAP_SECONDS, len(draft.remarks))
    return {"cap": cap} | {
        ("text", text): Limit(f"text/{consultation.pk}/{text}", 1, CAP_SECONDS, texts.count(text))
        for text in texts
    }


def _proof_limit(consultation, proof):
    """Each challenge is good for one submission; {} when none is solved."""
    number = proofs.number_of(proof, consultation.slug)
    return {"proof": Limit(f"proof/{number}", 1, proofs.SECONDS)} if number else {}


def _mail_limits(draft, origin):
    email = origin.site and draft.contact.get("email")
    return {("mail", limit.key): limit for limit in mail_limits(email, origin.address_key)} if email else {}


def normalised(body):
    """The words of a text without case, signs and spaces between them; empty for a short one."""
    words = " ".join(re.findall(r"\w+", body.casefold()))
    return words if len(words) >= SHORT else ""


def _refuse_floods(counted):
    floods = [counted[name] for name in ("device", "address", "flood") if name in counted]
    if waits := [one.wait for one in floods if one.exceeded]:
        raise TooMany(max(waits))


def _flags_of_proof(consultation, counted, proof):
    """The flag of what should have been proven and cannot be."""
    if not _is_proof_asked(consultation, counted):
        return ()
    if proof == UNABLE:
        return (Flag.UNPROVEN,)
    if "proof" not in counted or counted["proof"].exceeded:
        raise ProofNeeded
    return ()


def _is_proof_asked(consultation, counted):
    if consultation.proof_of_work != ProofOfWork.UNDER_LOAD:
        return consultation.proof_of_work == ProofOfWork.ALWAYS
    return any(counted[name].exceeded for name in ("load", "crowd") if name in counted)


def _site(origin, counted):
    """Where links of a mail lead; empty when none may be written now."""
    mails = [one for name, one in counted.items() if name[0] == "mail"]
    return "" if any(one.exceeded for one in mails) else origin.site


def _marked(remarks, counted):
    """The remarks with a flag each where they are above the cap or say what was said before."""
    if "cap" not in counted:
        return remarks
    cap, marked = counted["cap"], []
    said = Counter({name: one.before for name, one in counted.items() if name[0] == "text"})
    for number, remark in enumerate(remarks, start=cap.before + 1):
        text = ("text", normalised(remark.body))
        flags = [Flag.OVER_CAP] if number > cap.limit.number else []
        flags += [Flag.DUPLICATE] if said[text] else []
        said[text] += 1 if text[1] else 0
        marked.append(replace(remark, flags=tuple(flags)))
    return marked
