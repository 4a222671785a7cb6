"""The API of what others say about a remark: support, replies, reports of abuse."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from mapconsult.consultations.models import Consultation
from mapconsult.feedback import guards, talk
from mapconsult.feedback.api import Closed, TooMany
from mapconsult.feedback.models import Remark, Reply, Support
from mapconsult.feedback.permissions import office_of
from mapconsult.feedback.talk_serializers import (
    RepliesSerializer,
    ReplyInSerializer,
    ReplySerializer,
    ReportInSerializer,
    ReportOutSerializer,
    SupportSerializer,
)
from mapconsult.feedback.visitors import Deed, refuse_other_sites, visitor_of

REFUSALS = {
    409: OpenApiResponse(description="The consultation does not take this now."),
    429: OpenApiResponse(description="Too many from here; `Retry-After` says when to try again."),
}


class NotTaken(Closed):
    default_detail = _("This consultation does not take this now.")


class Own(Closed):
    default_detail = _("This is your own remark: others can support it.")


class TooOften(TooMany):
    default_detail = _("That was very often for a short time.")


class TalkView(APIView):
    """Finds the remark that is talked about, as the reader may see it, and knows again who asks."""

    def initial(self, request, *args, slug, pk, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            refuse_other_sites(request)
        consultations = Consultation.objects.visible_to(request.user).select_related("host")
        self.consultation = get_object_or_404(consultations.defer("extent", "text"), slug=slug)
        visible = Remark.objects.of(self.consultation).visible_to(request.user)
        self.remark = get_object_or_404(visible, pk=pk)
        self.remark.consultation = self.consultation
        self.visitor = visitor_of(request, self.consultation)

    def finalize_response(self, request, response, *args, **kwargs):
        """What this device or account sees is nobody else's."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Cache-Control"] = "private, no-cache"
        return response

    def write(self, deed, action, **said):
        """Call an action of talk.py about the remark, behind the limits; its refusals become answers."""
        try:
            self.visitor.count(deed)
            return action(person_key=self.visitor.person_key, **said)
        except guards.TooMany as refusal:
            raise TooOften(refusal.wait) from None
        except talk.TalkClosed:
            raise NotTaken from None
        except talk.OwnRemark:
            raise Own from None
        except talk.NotShown:
            raise Http404 from None

    def sent(self, serializer_class):
        """Validated data of the request."""
        sent = serializer_class(data=self.request.data)
        sent.is_valid(raise_exception=True)
        return sent.validated_data


class SupportView(TalkView):
    """One voice for a remark, by device or account, which may be taken back."""

    @extend_schema(responses=SupportSerializer, tags=["remarks"])
    def get(self, request, slug, pk):
        return Response(self._told())

    @extend_schema(
        request=None, responses={201: SupportSerializer, 200: SupportSerializer, **REFUSALS}, tags=["remarks"]
    )
    def post(self, request, slug, pk):
        created = self.write(Deed.SUPPORT, talk.support, remark=self.remark)
        self.remark.refresh_from_db(fields=["supports"])
        response = Response(self._told(), status=status.HTTP_201_CREATED if created else status.HTTP_200_OK)
        return self.visitor.remember(response)

    @extend_schema(responses={200: SupportSerializer, **REFUSALS}, tags=["remarks"])
    def delete(self, request, slug, pk):
        self.write(Deed.SUPPORT, talk.take_support_back, remark=self.remark)
        self.remark.refresh_from_db(fields=["supports"])
        return Response(self._told())

    def _told(self):
        key = self.visitor.person_key
        return {
            "supports": self.remark.supports,
            "supported": Support.objects.filter(remark=self.remark, person_key=key).exists(),
            "own": self.remark.person_key == key,
            "open": talk.takes_support(self.consultation),
        }


class RepliesView(TalkView):
    """What others reply to a remark, oldest first."""

    @extend_schema(operation_id="remark_replies", responses=RepliesSerializer, tags=["remarks"])
    def get(self, request, slug, pk):
        replies = self.remark.replies.shown_to(self.visitor.person_key)
        office = office_of(request.user, self.consultation)
        return Response(
            {
                "open": talk.takes_replies(self.consultation),
                "office": office and office.name,
                "results": [self._told(reply) for reply in replies],
            }
        )

    @extend_schema(
        request=ReplyInSerializer,
        responses={201: ReplySerializer, 200: ReplySerializer, **REFUSALS},
        tags=["remarks"],
    )
    def post(self, request, slug, pk):
        sent = self.sent(ReplyInSerializer)
        office = office_of(request.user, self.consultation) if sent["as_office"] else None
        if sent["as_office"] and office is None:
            raise PermissionDenied
        reply, created = self.write(
            Deed.REPLY,
            talk.reply,
            remark=self.remark,
            body=sent["body"],
            account=self.visitor.account,
            office=office,
            held=bool(sent["website"]),
        )
        response = Response(self._told(reply), status=201 if created else 200)
        return self.visitor.remember(response)

    def _told(self, reply):
        return {
            "id": reply.pk,
            "body": reply.body,
            "state": reply.state,
            "office": reply.office and reply.office.name,
            "received_at": reply.received_at,
            "own": reply.person_key == self.visitor.person_key,
        }


class ReplyView(TalkView):
    """One's own reply, to take it back."""

    @extend_schema(responses={204: None, **REFUSALS}, tags=["remarks"])
    def delete(self, request, slug, pk, reply):
        found = get_object_or_404(self.remark.replies.filter(person_key=self.visitor.person_key), pk=reply)
        found.remark = self.remark
        self.write(Deed.REPLY, lambda person_key: talk.withdraw_reply(reply=found))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReportView(TalkView):
    """Tell the moderators that a remark, or a reply to it, should not stand there."""

    @extend_schema(
        request=ReportInSerializer,
        responses={201: ReportOutSerializer, 200: ReportOutSerializer, 429: REFUSALS[429]},
        tags=["remarks"],
    )
    def post(self, request, slug, pk):
        sent = self.sent(ReportInSerializer)
        reply = None
        if sent["reply"] is not None:
            reply = get_object_or_404(Reply.objects.filter(remark=self.remark), pk=sent["reply"])
        # A robot learns nothing, and nobody is bothered.
        created = not sent["website"] and self.write(
            Deed.REPORT,
            talk.report,
            remark=self.remark,
            reply=reply,
            reason=sent["reason"],
            words=sent["words"],
            account=self.visitor.account,
        )
        response = Response({"reported": True}, status=201 if created else 200)
        return self.visitor.remember(response)
