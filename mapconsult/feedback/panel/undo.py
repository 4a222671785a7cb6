"""Taking a change of many states back: what they were before goes along with the page, signed."""

from datetime import datetime

from django.core import signing
from django.utils import timezone

from mapconsult.feedback.actions import moderate
from mapconsult.feedback.models import Remark
from mapconsult.feedback.permissions import RIGHT_FOR

KEY = "moderation-undo"
# More than this is not one slip of the hand, and the form would grow too large to send.
MOST = 20_000
# Seconds; later others have worked on from there.
OFFERED = 3600


def remember(request, consultation, *, state, before):
    """Keep, for the next page alone, how to undo a change to `state`; `before` is {id: the state before}."""
    standing_states = {}
    for pk, earlier in before.items():
        standing_states.setdefault(earlier, []).append(pk)
    if before and len(before) <= MOST:
        request.session[KEY] = [consultation.pk, state, standing_states, timezone.now().isoformat()]


def offered(request, consultation, standing):
    """The signed value for the form that undoes the last change; empty when there is nothing to undo, or
    when the states before may only be set by others."""
    kept = request.session.pop(KEY, None)
    if not kept or kept[0] != consultation.pk:
        return ""
    if not all(standing.may(RIGHT_FOR[earlier]) for earlier in kept[2]):
        return ""
    return signing.dumps(kept, salt=_salt(request), compress=True)


def undo(request, consultation, standing, signed):
    """Set back what still stands as it was left; returns how many. Words that were changed since
    are not published again. Raises signing.BadSignature."""
    pk, state, before, moment = signing.loads(signed, salt=_salt(request), max_age=OFFERED)
    if pk != consultation.pk:
        raise signing.BadSignature
    remarks = Remark.objects.of(consultation).filter(state=state)
    changed, read_at = 0, datetime.fromisoformat(moment)
    for earlier, pks in before.items():
        concerned = remarks.filter(pk__in=pks).permitted(standing, RIGHT_FOR[earlier])
        changed += len(moderate(remarks=concerned, state=earlier, by=request.user, read_at=read_at))
    return changed


def _salt(request):
    return f"{KEY}/{request.user.pk}"
