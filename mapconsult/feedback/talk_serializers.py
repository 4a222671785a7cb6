"""What is sent and answered about a remark by others than its sender."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from mapconsult.feedback.models import REPLY_LENGTH, REPORT_LENGTH, ReplyState, ReportReason


class DecoySerializer(serializers.Serializer):
    website = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        help_text=_("Leave it empty: people do not see this field."),
    )


class ReplyInSerializer(DecoySerializer):
    body = serializers.CharField(max_length=REPLY_LENGTH)
    as_office = serializers.BooleanField(
        default=False, help_text=_("Speak in the name of the host; its moderators may.")
    )


class ReplySerializer(serializers.Serializer):
    """A reply as its reader sees it; one that waits is seen by its author alone."""

    id = serializers.IntegerField()
    body = serializers.CharField()
    state = serializers.ChoiceField(ReplyState)
    office = serializers.CharField(allow_null=True, help_text=_("The office that speaks, else null."))
    received_at = serializers.DateTimeField()
    own = serializers.BooleanField(help_text=_("Whether this device or account wrote it."))


class RepliesSerializer(serializers.Serializer):
    open = serializers.BooleanField(help_text=_("Whether replies are taken now."))
    office = serializers.CharField(
        allow_null=True, help_text=_("The office in whose name the reader may reply, else null.")
    )
    results = ReplySerializer(many=True)


class SupportSerializer(serializers.Serializer):
    supports = serializers.IntegerField()
    supported = serializers.BooleanField(help_text=_("Whether this device or account supports it."))
    own = serializers.BooleanField(help_text=_("Nobody supports their own remark."))
    open = serializers.BooleanField(help_text=_("Whether support is taken now."))


class ReportInSerializer(DecoySerializer):
    reason = serializers.ChoiceField(ReportReason)
    words = serializers.CharField(max_length=REPORT_LENGTH, required=False, default="", allow_blank=True)
    reply = serializers.IntegerField(
        required=False,
        allow_null=True,
        default=None,
        help_text=_("The reply that is reported, if it is one."),
    )


class ReportOutSerializer(serializers.Serializer):
    reported = serializers.BooleanField()
