"""Finding the survey of a consultation, and taking answers to it: what the page and the API share."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from mapconsult.accounts.addresses import address_key
from mapconsult.consultations.models import Consultation
from mapconsult.consultations.survey import questions_of, read_survey
from mapconsult.feedback import guards
from mapconsult.feedback.actions import KeyReused, Origin, find_repeat
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
    known = {question.pk for question in questions_of(survey)}
    context = {"survey": survey, "consultation": survey.consultation, "questions": known}
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
        digest = sent.body_digest()
        return key and find_repeat(consultation=survey.consultation, key=key, body_digest=digest)
    except KeyReused:
        return None
