"""Erasing a person from what this room knows: the account, and whatever else names them."""

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import ProtectedError, Q, TextField
from django.db.models.functions import Cast
from django_tasks_db.models import DBTaskResult

from mapconsult.accounts.models import Invitation, OutgoingMail, User

# Shorter names are parts of other words, and would take away what belongs to others.
SHORTEST_NAME = 6


def account_of(email):
    """The account that has confirmed this e-mail as its own, or None."""
    verified = EmailAddress.objects.filter(email__iexact=email, verified=True)
    return User.objects.filter(pk__in=verified.values("user")).first()


def is_own_to_erase(account):
    """Whether a person may end the account at once: who acts for an organisation leaves it first, so that
    somebody else takes over."""
    return account is not None and not account.is_staff and not account.memberships.exists()


@transaction.atomic
def erase_account(user):
    """Erase an account, its addresses, sessions, second factors and memberships.

    Whoever decided about remarks stays as a number without a name: somebody must have taken the decision.
    """
    emails = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    names = [user.get_full_name()]
    erase_sessions(account=user)
    LogEntry.objects.filter(user=user).delete()
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:
        _strip(user)
    for email in emails:
        erase_mentions(email=email, names=names)


def _strip(user):
    for rows in ("emailaddress_set", "usersession_set", "authenticator_set", "memberships"):
        getattr(user, rows).all().delete()
    user.email = f"{user.pk}@erased.invalid"
    user.first_name = user.last_name = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()


@transaction.atomic
def erase_mentions(*, email, names=()):
    """Erase what names a person outside an account: invitations, mail that waits, tasks, the admin's log and
    sessions in which somebody is about to sign in."""
    words = [email, *(name for name in names if len(name) >= SHORTEST_NAME)]
    Invitation.objects.filter(email__iexact=email).delete()
    OutgoingMail.objects.filter(_says(["to", "text"], [email])).delete()
    LogEntry.objects.filter(_says(["object_repr", "change_message"], words)).delete()
    tasks = DBTaskResult.objects.annotate(given=_text("args_kwargs"), returned=_text("return_value"))
    tasks.filter(_says(["given", "returned", "traceback"], words)).delete()
    erase_sessions(email=email)


def _text(field):
    return Cast(field, TextField())


def _says(fields, words):
    condition = Q()
    for field in fields:
        for word in words:
            condition |= Q(**{f"{field}__icontains": word})
    return condition


def erase_sessions(*, account=None, email=None):
    """End every session of an account, or in which an e-mail was typed. Reads all of them: their content is
    encoded, and nobody is erased often."""
    ended = [
        session.pk for session in Session.objects.iterator() if _is_of(session.get_decoded(), account, email)
    ]
    Session.objects.filter(pk__in=ended).delete()


def _is_of(content, account, email):
    if account is not None and content.get("_auth_user_id") == str(account.pk):
        return True
    return email is not None and email.lower() in str(content).lower()
