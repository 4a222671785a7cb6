"""Long work in the background: asked for once, shared by everybody who asks the same of the same data."""

import hashlib
import logging
from datetime import timedelta
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks import task

from mapconsult.accounts.roles import Right
from mapconsult.consultations.permissions import standing
from mapconsult.feedback.filters import filter_of
from mapconsult.feedback.models import Remark
from mapconsult.insight.models import Analysis

logger = logging.getLogger(__name__)

# What answers each kind of question: `find(remarks, tell=, **asked)` gives JSON and may `tell(per cent)` on
# the way. Read when they are needed: their libraries are large.
FINDERS = {
    Analysis.Kind.HOT_SPOTS: "mapconsult.insight.hot_spots.find",
    Analysis.Kind.THEMES: "mapconsult.insight.words.themes.find",
    Analysis.Kind.WORDS: "mapconsult.insight.words.telling.find",
}
# Of one person: the worker serves all.
MOST_WAITING = 5
# What was found is kept so long; what nobody has answered in a day, nobody will.
KEPT, WORKED_ON = timedelta(days=30), timedelta(days=1)


class TooManyWaiting(Exception):
    """Somebody has asked for MOST_WAITING answers that are not there yet."""


def too_many_waiting():
    """The same in words."""
    said = _("%(most)d answers that you asked for are still being worked on. Wait until one is there.")
    return said % {"most": MOST_WAITING}


@transaction.atomic
def ask(*, reading, kind, **asked):
    """The Analysis that answers a question to what a signed-in reader sees: one that is done or under way, or
    a new one, which the worker takes up after commit. One that failed is tried again.

    Raises TooManyWaiting.
    """
    key = rights_of(reading.standing) + reading.digest(kind, *sorted(asked.items()))
    Analysis.objects.filter(kind=kind, key=key, state=Analysis.State.FAILED).delete()
    analysis, is_new = Analysis.objects.get_or_create(
        kind=kind,
        key=key,
        defaults={
            "consultation": reading.consultation,
            "query": reading.filters.data.urlencode(),
            "asked": asked,
            "asked_by": reading.request.user,
        },
    )
    if is_new:
        if Analysis.objects.under_way(reading.request.user).count() > MOST_WAITING:
            raise TooManyWaiting
        transaction.on_commit(partial(work_on.enqueue, analysis.pk))
    return analysis


def rights_of(held):
    """Which remarks a Standing lets one read, in a few letters: keys begin with it, because rights may change
    while an answer is worked on, and after."""
    areas = held.areas(Right.READ)
    told = None if areas is None else sorted(area.pk for area in areas)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def forget_old():
    """Delete what was found long ago, and what was never answered."""
    now = timezone.now()
    lost = Q(finished_at=None, asked_at__lt=now - WORKED_ON)
    Analysis.objects.filter(Q(finished_at__lt=now - KEPT) | lost).delete()


@task()
def work_on(analysis_id):
    """Answer one question in the background, unless it was deleted or answered meanwhile."""
    analysis = Analysis.objects.select_related("asked_by", "consultation").filter(pk=analysis_id).first()
    if analysis and not analysis.is_over:
        _run(analysis, import_string(FINDERS[analysis.kind]))


def _run(analysis, find):
    """By updates: an analysis of words that were erased meanwhile is gone, and stays so."""
    row = Analysis.objects.filter(pk=analysis.pk)
    row.update(state=Analysis.State.RUNNING)
    try:
        found = find(_remarks(analysis), tell=analysis.tell, **analysis.asked)
    except Exception:
        logger.exception("Analysis %d failed", analysis.pk)
        row.update(state=Analysis.State.FAILED, finished_at=timezone.now())
    else:
        row.update(state=Analysis.State.DONE, progress=100, found=found, finished_at=timezone.now())


def _remarks(analysis):
    """What whoever asked may see, under the filters of the question."""
    if not analysis.key.startswith(rights_of(standing(analysis.asked_by, analysis.consultation))):
        raise PermissionDenied("The rights of whoever asked have changed.")
    visible = Remark.objects.of(analysis.consultation_id).visible_to(analysis.asked_by)
    return filter_of(QueryDict(analysis.query), visible).qs
