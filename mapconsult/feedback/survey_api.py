"""The API of surveys: what is asked, and taking answers."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from mapconsult.consultations.api import PrivateToTheSignedIn
from mapconsult.feedback import guards, identity
from mapconsult.feedback.actions import ConsultationClosed, KeyReused
from mapconsult.feedback.api import PROBLEM, Closed, OtherBody, ProofNeeded, TooMany
from mapconsult.feedback.survey_receiving import find_survey, read, receive, repeated
from mapconsult.feedback.survey_serializers import (
    SurveyInSerializer,
    SurveyReceiptSerializer,
    SurveySerializer,
)
from mapconsult.feedback.survey_storing import SurveyChanged


class Changed(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = _("The survey has just been changed. Read its questions again.")


class SurveyView(PrivateToTheSignedIn, APIView):
    """The survey of a consultation, once it is published."""

    @extend_schema(responses={200: SurveySerializer, 404: OpenApiResponse()}, tags=["survey"])
    def get(self, request, slug):
        return Response(SurveySerializer(find_survey(user=request.user, slug=slug)).data)


class AnswersView(PrivateToTheSignedIn, APIView):
    """Take the answers of one person. An error names its question: `questions.<id>`, or the place in what was
    sent: `answers.<index>`. Answers are no formal remarks."""

    @extend_schema(
        request=SurveyInSerializer,
        responses={
            201: SurveyReceiptSerializer,
            200: OpenApiResponse(SurveyReceiptSerializer, description="The same key came before."),
            409: OpenApiResponse(
                description="Closed, or the key came before with another body, or the survey was changed."
            ),
            (428, PROBLEM): OpenApiResponse(
                OpenApiTypes.OBJECT,
                description="A proof of work is asked for: solve what `challenge` leads to, and send again.",
            ),
            429: OpenApiResponse(description="Too many from here; `Retry-After` says when to try again."),
        },
        tags=["survey"],
    )
    def post(self, request, slug):
        survey = find_survey(user=request.user, slug=slug)
        sent = read(survey, request.data)
        known = identity.known_device(request)
        device = known or identity.new_device()
        if sent.is_valid():
            submission, created = _receive(survey, sent, request, device, is_new=not known)
        elif earlier := repeated(survey=survey, sent=sent):
            submission, created = earlier, False
        else:
            raise ValidationError(sent.errors)
        response = Response(
            _receipt(request, submission, sent.sent_key()),
            status=status.HTTP_201_CREATED if created else status.HTTP_200_OK,
        )
        identity.remember_device(response, device)
        return response


def _receive(survey, sent, request, device, is_new):
    proof = sent.validated_data["proof"]
    try:
        return receive(survey=survey, sent=sent, request=request, device=device, is_new=is_new, proof=proof)
    except ConsultationClosed:
        raise Closed from None
    except KeyReused:
        raise OtherBody from None
    except SurveyChanged:
        raise Changed from None
    except guards.TooMany as refusal:
        raise TooMany(refusal.wait) from None
    except guards.ProofNeeded:
        raise ProofNeeded(survey.consultation) from None


def _receipt(request, submission, key):
    link = reverse("feedback:submission", args=[identity.token_of(submission, key)])
    return {
        "id": submission.pk,
        "reference": str(submission),
        "edit_url": request.build_absolute_uri(link),
    }
