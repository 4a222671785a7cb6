"""Which fields of this room, and of the libraries that serve it, hold personal data.

PERSONAL: {model: {field: why it is kept, and what clears it}}: given out to the person who asks for it.
SECRET: {model: [field]}: personal, too, and erased with the rest, but never given out.
NOT_PERSONAL: {model: [field]}: says nothing about any person.
OWNED_BY: {model: the field by which its rows are found}, of PERSONAL, from the account or from the e-mail.

tests/test_personal_data.py fails on a field that stands nowhere here. Events of pghistory follow the model
whose history they are, unless they repeat what is personal there. Erasing and giving out read these tables.
"""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult
from pghistory.models import Context

from mapconsult.accounts.models import (
    AccessibilityStatement,
    DailySalt,
    Invitation,
    LimitCount,
    Membership,
    MembershipEvent,
    Organisation,
    OutgoingMail,
    User,
)

PERSONAL = {
    User: {
        "email": "to sign in; erased with the account",
        "first_name": "how the office calls its people; erased with the account",
        "last_name": "how the office calls its people; erased with the account",
        "last_login": "to find accounts that nobody uses; erased with the account",
        "date_joined": "to find accounts that nobody uses; erased with the account",
    },
    EmailAddress: {"email": "to sign in and to write to; erased with the account"},
    UserSession: {
        "ip": "the salted hash of the day in the shape of an address, no address; gone with the session",
        "user_agent": "so that one knows one's sessions apart; gone with the session",
        "created_at": "so that one knows one's sessions apart; gone with the session",
        "last_seen_at": "so that one knows one's sessions apart; gone with the session",
    },
    Authenticator: {"type": "the second factor; erased with the account"},
    Membership: {"role": "for whom somebody acts; gone when they leave, and with the account"},
    MembershipEvent: {
        "role": "who acted for the office and when; the name goes with the account, a number stays"
    },
    Invitation: {"email": "to invite; gone once it is accepted, withdrawn, or asked to be erased"},
    OutgoingMail: {
        "to": "to send it; gone once it is sent",
        "subject": "to send it; gone once it is sent",
        "text": "to send it; gone once it is sent",
        "unsubscribe": "to end mail of its kind; gone once it is sent",
    },
}
OWNED_BY = {
    User: "pk",
    EmailAddress: "user",
    UserSession: "user",
    Authenticator: "user",
    Membership: "user",
    MembershipEvent: "user",
    Invitation: "email",
    OutgoingMail: "to",
}
SECRET = {
    User: ["password"],
    EmailConfirmation: ["key"],
    UserSession: ["session_key", "data"],
    Authenticator: ["data"],
    Invitation: ["token_digest"],
    # What an administrator changed may name other people: erased with whoever it names, and with the account.
    LogEntry: ["object_repr", "change_message"],
    # Both may name a person while somebody signs in or a task waits: erased by their content.
    Session: ["session_key", "session_data"],
    DBTaskResult: ["args_kwargs", "return_value", "traceback"],
}
NOT_PERSONAL = {
    # Whom the office names to the public, as its function.
    AccessibilityStatement: [
        "id",
        "organisation",
        "site_published_on",
        "site_updated_on",
        "status",
        "gaps",
        "made_on",
        "reviewed_on",
        "method",
        "contact",
        "email",
        "phone",
        "architecture",
    ],
    User: ["id", "is_superuser", "is_staff", "is_active", "groups", "user_permissions"],
    User.groups.through: ["id", "user", "group"],
    User.user_permissions.through: ["id", "user", "permission"],
    # Of the office, and published by it: the officer's contact, too.
    Organisation: [
        "id",
        "slug",
        "name",
        "kind",
        "territory",
        "members",
        "second_factor_relaxed",
        "controller",
        "controller_address",
        "controller_email",
        "protection_officer",
        "privacy_text",
    ],
    Membership: ["id", "user", "organisation"],
    MembershipEvent: ["id", "user", "organisation"],
    Invitation: ["id", "organisation", "role", "invited_by", "invited_at", "expires_at"],
    # Random, and thrown away after two days; counts under keyed hashes, gone when their time is over.
    DailySalt: ["id", "day", "salt"],
    LimitCount: ["key", "count", "expires_at"],
    OutgoingMail: ["id", "attempts", "created_at"],
    EmailAddress: ["id", "user", "verified", "primary"],
    EmailConfirmation: ["id", "email_address", "created", "sent"],
    UserSession: ["id", "user"],
    Authenticator: ["id", "user", "created_at", "last_used_at"],
    LogEntry: ["id", "action_time", "user", "content_type", "object_id", "action_flag"],
    Session: ["expire_date"],
    DBTaskResult: [
        "id",
        "status",
        "enqueued_at",
        "started_at",
        "finished_at",
        "priority",
        "task_path",
        "worker_ids",
        "queue_name",
        "backend_name",
        "run_after",
        "exception_class_path",
    ],
    # Events carry their own context: the number of an account, which means nobody once the account is erased.
    Context: ["id", "created_at", "updated_at", "metadata"],
    Group: ["id", "name", "permissions"],
    Group.permissions.through: ["id", "group", "permission"],
    Permission: ["id", "name", "content_type", "codename"],
    ContentType: ["id", "app_label", "model"],
}
