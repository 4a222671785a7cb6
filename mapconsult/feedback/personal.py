"""Which fields of this room hold personal data: accounts/personal.py explains the tables."""

from mapconsult.feedback.models import (
    AbuseReport,
    Answer,
    AnswerChoice,
    Contact,
    Disposition,
    Letter,
    Photo,
    Remark,
    RemarkStatus,
    RemarkWords,
    Reply,
    ReplyStatus,
    Scan,
    Submission,
    Subscription,
    Support,
)

PERSONAL = {
    Contact: {
        "name": "to know who speaks; erased after the time that the consultation keeps it, or on request",
        "email": "to confirm and to answer; erased as the name",
        "address": "to answer a letter; erased as the name",
        "phone": "to ask back; erased as the name",
        "is_owner": "what the law asks of some letters; erased as the name",
        "delivery_address": "to answer a letter; erased as the name",
        "correspondence_address": "to answer a letter; erased as the name",
        "agent_role": "who acts for the sender, and how far; erased as the name",
        "agent_name": "who acts for the sender; erased as the name",
        "agent_address": "to answer who acts for the sender; erased as the name",
        "agent_email": "to answer who acts for the sender; erased as the name",
        "agent_phone": "to ask back; erased as the name",
        "agent_delivery_address": "to answer who acts for the sender; erased as the name",
        "confirmed_at": "whether the e-mail is the sender's; erased as the name",
    },
    Scan: {
        "file": "a letter and its signature, or an attachment; the file is erased as the name",
        "kind": "what the file is; erased with it",
        "name": "how the sender called the file; erased with it",
    },
    Letter: {
        "purpose": "what a formal letter asks for; stays, without the person",
        "act_name": "about which act; stays, without the person",
        "takes_email": "whether one may be written to electronically; stays, without the person",
    },
    Submission: {
        "received_at": "whether it came in time; stays, without the person",
        "stakeholder": "in which role somebody speaks; stays, without the person",
        "channel": "how it came; stays, without the person",
    },
    Remark: {
        "body": "what somebody says in public; stays without the person, or goes on request while it may",
        "geometry": "the place somebody marked; goes with the words",
        "state": "what became of it",
        "outcome": "what the office decided",
        "parcel": "the parcel somebody named; goes with the words",
        "place_note": "the place in somebody's words; goes with the words",
        "edited_at": "when its words were changed",
    },
    Photo: {
        "file": "what somebody shows in public; stays without the person, or goes on request",
        "preview": "the same, smaller",
        "alt": "what is in the picture, in somebody's words; goes with it",
        "added_at": "when it was added",
    },
    Subscription: {
        "email": "to tell somebody what is new; gone when they end it and on request",
        "language": "in which language; gone with it",
        "consultation": "what somebody follows; gone with it",
        "remark": "what somebody follows; gone with it",
        "place": "around which place; gone with it",
        "radius": "how far around it; gone with it",
        "confirmed_at": "since when; gone with it",
    },
    Answer: {
        "number": "an answer to a question; stays, without the person",
        "text": "an answer in words; stays without the person, or goes on request while it may",
        "declined": "that somebody rather did not say",
    },
    AnswerChoice: {
        "choice": "what somebody chose; stays, without the person",
        "rank": "in which order",
    },
    Reply: {
        "body": "what somebody replies in public; stays without the person, or goes on request while it may",
        "state": "what became of it",
        "received_at": "when it was said",
    },
    AbuseReport: {
        "reason": "why somebody reports a remark or a reply; goes with the persons of the consultation",
        "words": "the same in their words; goes with them",
        "received_at": "when; goes with them",
    },
    RemarkWords: {
        "body": "what somebody said before; erased on request",
        "pgh_created_at": "until when it stood",
    },
}
# The way to the submission, or to the account of whoever said it without one.
BY_ACCOUNT = "account"
OWNED_BY = {
    Subscription: "email",
    Reply: BY_ACCOUNT,
    AbuseReport: BY_ACCOUNT,
    Contact: "submission",
    Scan: "submission",
    Letter: "submission",
    Submission: "pk",
    Remark: "submission",
    Photo: "remark__submission",
    Answer: "submission",
    AnswerChoice: "answer__submission",
    RemarkWords: "pgh_obj__submission",
}
SECRET = {
    Submission: [
        # Digests of long random texts: erasing leaves them, they lead to nobody.
        "token_digest",
        "body_digest",
        # Cut off as the name is erased.
        "account",
        "address_key",
        # A number keyed by the secret of the installation, so that persons can still be counted. Erasing on
        # request draws another one, which has no source at all.
        "person_key",
    ],
    Remark: ["person_key"],
    # As that of a submission.
    Reply: ["account", "person_key"],
    Support: ["person_key"],
    AbuseReport: ["account", "person_key"],
}
# Part of what was said: the calendar, which erases persons alone, leaves their files.
SAID = {Photo}
NOT_PERSONAL = {
    Photo: ["id", "remark", "key", "ordinal", "width", "height", "is_hidden"],
    Contact: ["id", "submission"],
    Scan: ["id", "submission"],
    # The office and its act, as they were printed on the form.
    Letter: ["id", "submission", "addressee", "act_kind"],
    # Who of the office typed a letter in.
    Submission: ["id", "consultation", "entered_by", "form"],
    Answer: ["id", "submission", "question"],
    AnswerChoice: ["id", "answer", "question"],
    Remark: [
        "id",
        "point",
        "tile_x",
        "tile_y",
        "district",
        "gmina",
        "powiat",
        "voivodeship",
        "own_areas",
        "submission",
        "consultation",
        "ordinal",
        "category",
        "kind",
        "channel",
        "stakeholder",
        "received_at",
        "phase",
        "flags",
        "question",
        "zone",
        "placed_by",
        "supports",
        "reply_count",
    ],
    Subscription: ["id", "site", "told_until", "looked_at"],
    Reply: ["id", "remark", "office"],
    ReplyStatus: ["remark", "state"],
    Support: ["id", "remark"],
    # Who of the office looked at it.
    AbuseReport: ["id", "remark", "reply", "dismissed_at", "dismissed_by"],
    RemarkStatus: ["consultation", "state", "outcome"],
    RemarkWords: ["consultation", "category"],
    # What the office says, and who of its people said it.
    Disposition: [
        "id",
        "remark",
        "outcome",
        "justification",
        "decided_by",
        "decided_at",
        "approved_by",
        "approved_at",
    ],
}
