"""Finding the survey of a consultation, taking answers to it, and giving them back."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404

from geo.locks import hold_shared
from mapconsult.accounts.addresses import address_key
from mapconsult.accounts.tracking import acting_author
from mapconsult.consultations.models import Consultation
from mapconsult.consultations.survey import questions_of, read_survey
from mapconsult.feedback import guards
from mapconsult.feedback.actions import ConsultationClosed, KeyReused, Origin, find_repeat
from mapconsult.feedback.models import Remark
from mapconsult.feedback.survey_answers import bounds
from mapconsult.feedback.survey_serializers import SurveyInSerializer


def find_survey(*, user, slug):
    """The published survey of a consultation that this user may see, with all it asks; else 404."""
    visible = Consultation.objects.visible_to(user).select_related("host", "territory").defer("text")
    survey = read_survey(get_object_or_404(visible, slug=slug))
    if survey is None or not survey.is_published:
        raise Http404
    return survey


def read(survey, data):
    """The SurveyInSerializer of what was sent."""
    questions = questions_of(survey)
    context = {
        "survey": survey,
        "consultation": survey.consultation,
        "questions": {question.pk for question in questions},
        "most_places": sum(bounds(question)[1] for question in questions if question.is_drawn),
    }
    return SurveyInSerializer(data=data, context=context)


def receive(*, survey, sent, request, device, is_new, proof=""):
    """Store valid answers behind the limits of everything that the public sends: (submission, created).

    An account is named with them only when its owner asks for it: a survey is anonymous. Raises what
    guards.receive() raises, and SurveyChanged.
    """
    named = sent.validated_data["in_account"] and request.user.is_authenticated
    return guards.receive(
        consultation=survey.consultation,
        draft=sent.draft(),
        origin=Origin(
            account=request.user if named else None,
            device=device,
            address_key=address_key(request),
        ),
        is_new=is_new,
        proof=proof,
    )


def repeated(*, survey, sent):
    """What was stored of this very body before it would be refused, as after a change; else None."""
    try:
        key = sent.sent_key()
        return key and find_repeat(consultation=survey.consultation, key=key, body_digest=sent.body_digest())
    except KeyReused:
        return None


@transaction.atomic
def withdraw_answers(*, submission, now=None):
    """Take one's own answers back while the consultation is open: what was marked is withdrawn, all else is
    gone, so that nothing of it is counted. Raises ConsultationClosed."""
    consultation = submission.consultation
    if not consultation.is_open(now):
        raise ConsultationClosed
    # As in moderating: else an activation might lock the same rows in another order.
    hold_shared()
    remarks = submission.remarks.exclude(state=Remark.State.WITHDRAWN)
    numbers = list(remarks.order_by("pk").select_for_update(of=["self"]).values_list("pk", flat=True))
    with acting_author():
        Remark.objects.filter(pk__in=numbers).update(state=Remark.State.WITHDRAWN)
    submission.answers.all().delete()
    consultation.bump()
