"""What was said and what became of it: the history of remarks, and of the consultation they are part of."""

from collections import defaultdict
from functools import reduce
from operator import or_

import pgtrigger
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.history import Kind, newest, read
from mapconsult.consultations.models import (
    CategoryEvent,
    ChoiceEvent,
    CollaborationEvent,
    ConsultationEvent,
    PhaseEvent,
    PlanLayerEvent,
    QuestionEvent,
    SectionEvent,
    SurveyEvent,
)
from mapconsult.consultations.survey_history import survey_events
from mapconsult.feedback.models import DispositionEvent, Remark, RemarkStatus, RemarkWords, ReplyStatus
from mapconsult.feedback.querysets import within

PAGE = "feedback:remark"
WORDS = Kind("words", _("Text of a remark"), RemarkWords, "pgh_obj", page=PAGE)
STATUS = Kind("status", _("State of a remark"), RemarkStatus, "pgh_obj", page=PAGE)
# Who proposed and approved it, and when, is what an entry tells anyway.
DISPOSITION = Kind(
    "decision",
    _("Decision"),
    DispositionEvent,
    "remark",
    ("remark", "decided_by", "decided_at", "approved_by"),
    PAGE,
)
REPLY = Kind("reply", _("State of a reply"), ReplyStatus, "remark", ("remark",), PAGE)
OF_REMARKS = [STATUS, WORDS, DISPOSITION, REPLY]

CONSULTATION = Kind("consultation", _("Consultation"), ConsultationEvent)
PHASE = Kind("phase", _("Phase"), PhaseEvent, "name")
CATEGORY = Kind("category", _("Category"), CategoryEvent, "name")
LAYER = Kind("layer", _("Plan layer"), PlanLayerEvent, "name")
COLLABORATION = Kind(
    "collaboration", _("Collaboration"), CollaborationEvent, "organisation", ("organisation",)
)
OF_SURVEY = [
    Kind("survey", _("Survey"), SurveyEvent),
    Kind("section", _("Section of the survey"), SectionEvent, "title", ("survey",)),
    Kind("question", _("Question of the survey"), QuestionEvent, "text", ("section",)),
    Kind("choice", _("Answer to choose from"), ChoiceEvent, "text", ("question",)),
]

# Nobody changes one remark so often; the rest would be noise.
LONGEST_TIMELINE = 200


def events_of(consultation, areas=None):
    """{Kind: QuerySet} of everything about a consultation; with `areas`, about the remarks there alone."""
    remarks = Remark.objects.of(consultation).values("pk")
    own = {
        STATUS: RemarkStatus.objects.filter(consultation=consultation),
        WORDS: RemarkWords.objects.filter(consultation=consultation),
        DISPOSITION: DispositionEvent.objects.filter(remark__in=remarks),
        REPLY: ReplyStatus.objects.filter(remark__in=remarks),
    }
    if areas is not None:
        there = Remark.objects.of(consultation).filter(reduce(or_, map(within, areas))).values("pk")
        return {kind: events.filter(**{f"{kind.named_by}__in": there}) for kind, events in own.items()}
    whole = {CONSULTATION: ConsultationEvent.objects.filter(pgh_obj=consultation)}
    parts = [PHASE, CATEGORY, LAYER, COLLABORATION]
    of_parts = {kind: kind.events.objects.filter(consultation=consultation) for kind in parts}
    surveys = survey_events(consultation)
    return own | whole | of_parts | {kind: surveys[kind.events] for kind in OF_SURVEY}


def timeline(remark):
    """[Entry] of one remark, newest first, for the include feedback/_timeline.html."""
    events = {kind: kind.events.objects.filter(**{kind.named_by: remark.pk}) for kind in OF_REMARKS}
    return read(events, newest(events, limit=LONGEST_TIMELINE))


def earlier_versions(submission):
    """{remark id: [RemarkWords, newest first]}: the words that its author has replaced since; erased ones are
    left out. `pgh_created_at` is the moment until which they stood."""
    versions = defaultdict(list)
    rows = RemarkWords.objects.filter(pgh_obj__submission=submission).exclude(body="")
    for version in rows.select_related("category").order_by("-pk"):
        versions[version.pgh_obj_id].append(version)
    return versions


def forget(remarks):
    """Erase the earlier words of remarks; who changed them, and when, stays. Returns how many."""
    with pgtrigger.ignore("feedback.RemarkWords:append_only"):
        return RemarkWords.objects.filter(pgh_obj__in=remarks.values("pk")).exclude(body="").update(body="")
