"""Long work in the background: asked for once, shared by everybody who asks the same of the same data."""

import logging
from functools import partial

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from mapconsult.feedback.filters import filter_of
from mapconsult.feedback.models import Remark
from mapconsult.insight.models import Analysis

logger = logging.getLogger(__name__)

# What answers each kind of question: `find(remarks, tell=, **asked)` gives JSON and may `tell(per cent)` on
# the way. Read when they are needed: their libraries are large.
FINDERS = {
    Analysis.Kind.HOT_SPOTS: "mapconsult.insight.hot_spots.find",
    Analysis.Kind.THEMES: "mapconsult.insight.themes.find",
    Analysis.Kind.WORDS: "mapconsult.insight.words.find",
}


@transaction.atomic
def ask(*, reading, kind, **asked):
    """The Analysis that answers a question to what a signed-in reader sees: one that is done or under way, or
    a new one, which the worker takes up after commit. One that failed is tried again."""
    key = reading.digest(kind, *sorted(asked.items()))
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
        transaction.on_commit(partial(work_on.enqueue, analysis.pk))
    return analysis


@task()
def work_on(analysis_id):
    """Answer one question in the background, unless it was deleted or answered meanwhile."""
    analysis = Analysis.objects.select_related("asked_by").filter(pk=analysis_id).first()
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
    """What whoever asked may see now, under the filters of the question."""
    visible = Remark.objects.of(analysis.consultation_id).visible_to(analysis.asked_by)
    return filter_of(QueryDict(analysis.query), visible).qs
