"""Keeping history: which changes of a row the database remembers, and whose they were.

Triggers write the events (django-pghistory), so that no way of changing a row goes past them. An event holds
the row as it was **before** the change: the present stands in the row itself, and what was there before
tracking began is told, too.
"""

import pghistory
from django.db import models


def tracked(*, model_name, fields=None, only_updates_as=None, indexes=()):
    """Decorate a model whose changes are kept as events of the model `model_name`.

    An update counts when one of the kept fields changes; with a label in `only_updates_as` nothing else does.
    Events can be neither changed nor deleted; whoever must (to erase what a person said) says so by
    `pgtrigger.ignore("<app>.<model_name>:append_only")`.
    """
    trackers = [pghistory.UpdateEvent(only_updates_as, row="OLD")]
    if not only_updates_as:
        trackers += [pghistory.InsertEvent(), pghistory.DeleteEvent()]
    return pghistory.track(
        *trackers,
        model_name=model_name,
        fields=fields,
        append_only=True,
        # No name on the tracked model, which may want it; no key that would hinder deleting the row.
        obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+", db_index=True),
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,
        attrs={"pgh_id": models.BigAutoField(primary_key=True)},
        meta={"indexes": list(indexes)},
    )


def acting_user(get_response):
    """Middleware: what a signed-in person changes is theirs. The number of the account, and nothing else: an
    address may hold a secret. Whoever is not signed in costs nothing."""

    def middleware(request):
        if request.method in ("GET", "HEAD", "OPTIONS") or not request.user.is_authenticated:
            return get_response(request)
        with pghistory.context(user=request.user.pk):
            return get_response(request)

    return middleware


def acting_command(name):
    """A context in which a command or a scheduled task changes things, and no person."""
    return pghistory.context(command=name)


def acting_author():
    """A context in which somebody changes what they sent themselves. Not who it is: the office need not know
    which account, if any, a remark belongs to."""
    return pghistory.context(user=None, author=True)
