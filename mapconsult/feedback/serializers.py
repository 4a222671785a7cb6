"""What is sent with a submission, checked field by field."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from geo.serializers import LonLatField
from mapconsult.consultations.border import Border
from mapconsult.consultations.models import EmailAsked, Zone
from mapconsult.feedback import identity
from mapconsult.feedback.actions import RemarkDraft, SubmissionDraft
from mapconsult.feedback.mapview import DEEPEST
from mapconsult.feedback.models import BODY_LENGTH, PlacedBy, Remark, Stakeholder
from mapconsult.feedback.paging import Order, parse_cursor
from mapconsult.feedback.places import PlaceField, kind_of, swapped

MOST_REMARKS = 50
PAGE = 100
LARGEST_PAGE = 1000
# What a resident may send; an answer comes with its survey.
SENT_KINDS = [Remark.Kind.REMARK, Remark.Kind.APPLICATION, Remark.Kind.OPINION]


class RemarkInSerializer(serializers.Serializer):
    """One point of a submission. The context holds the consultation and its categories by id."""

    geometry = PlaceField(allow_null=True, required=False, default=None)
    category = serializers.IntegerField(allow_null=True, required=False, default=None)
    body = serializers.CharField(max_length=BODY_LENGTH)
    kind = serializers.ChoiceField(SENT_KINDS, default=Remark.Kind.REMARK)
    placed_by = serializers.ChoiceField(
        PlacedBy, default=PlacedBy.PIN, help_text=gettext_lazy("How the geometry was found.")
    )
    zone = serializers.IntegerField(
        allow_null=True,
        required=False,
        default=None,
        help_text=gettext_lazy("A zone of the plan that the remark is about; without a geometry, its place."),
    )
    parcel = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)
    place_note = serializers.CharField(
        max_length=300,
        required=False,
        default="",
        allow_blank=True,
        help_text=gettext_lazy("The place in words."),
    )

    def validate_category(self, value):
        if value is None:
            return None
        try:
            return self.context["categories"][value]
        except KeyError:
            raise serializers.ValidationError(_("This consultation has no such category.")) from None

    def validate_zone(self, value):
        if value is None:
            return None
        if "zones" not in self.context:
            zones = Zone.objects.filter(layer__consultation=self.context["consultation"])
            self.context["zones"] = {zone.pk: zone for zone in zones}
        try:
            return self.context["zones"][value]
        except KeyError:
            raise serializers.ValidationError(_("This consultation has no such zone.")) from None

    def validate_geometry(self, geometry):
        if geometry is None:
            return None
        extent = self.context["consultation"].extent
        if extent.covers(geometry):
            return geometry
        point = geometry.point_on_surface
        exchanged = swapped(point)
        if exchanged and extent.covers(exchanged):
            raise serializers.ValidationError(
                _("The axes are exchanged: write longitude first, then latitude.")
            )
        if extent.covers(point):
            raise serializers.ValidationError(_("The shape reaches over the border of this consultation."))
        reason = _("This place lies outside the area of this consultation.")
        raise serializers.ValidationError(f"{reason} {Border.near(point, extent)}")

    def validate(self, remark):
        if remark["zone"] and not remark["geometry"]:
            return remark | self._within(remark["zone"])
        category, geometry = remark["category"], remark["geometry"]
        if category and geometry and kind_of(geometry) not in category.geometries:
            raise serializers.ValidationError({"geometry": _("This category takes no shape of this kind.")})
        return remark

    def _within(self, zone):
        """The place of a remark about a zone as a whole; none for a zone outside the consultation."""
        point = zone.geometry.point_on_surface
        inside = self.context["consultation"].extent.covers(point)
        return {"geometry": point if inside else None, "placed_by": PlacedBy.ZONE}


class KeyField(serializers.UUIDField):
    """A UUID as text: the key is a secret, and small numbers are not."""

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


class ContactInSerializer(serializers.Serializer):
    """Who sends, as far as they say it and the consultation asks for it. Never shown to the public."""

    name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    address = serializers.CharField(max_length=300, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=30, required=False, allow_blank=True)
    is_owner = serializers.BooleanField(required=False, allow_null=True)

    def validate(self, contact):
        """{} when nothing is said that would tell a person."""
        named = any(contact.get(name) for name in ("name", "email", "address", "phone"))
        return contact if named else {}


class SubmissionInSerializer(serializers.Serializer):
    """A submission: a key made by the client, and at least one remark."""

    key = KeyField(help_text=gettext_lazy("Made by the client; a repeat with the same key is stored once."))
    remarks = RemarkInSerializer(many=True, allow_empty=False, max_length=MOST_REMARKS)
    stakeholder = serializers.ChoiceField(Stakeholder, required=False, default="", allow_blank=True)
    contact = ContactInSerializer(required=False)
    website = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        help_text=gettext_lazy("Leave it empty: people do not see this field."),
    )
    proof = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=2000,
        help_text=gettext_lazy(
            "Asked for by an answer 428: the solution of a challenge as ALTCHA encodes it, or `unable` from "
            "a device that cannot compute it; then a moderator looks first."
        ),
    )

    def validate(self, sent):
        """A person is asked for as the consultation says, and not kept where it does not."""
        asked, contact = self.context["consultation"].email, sent.get("contact", {})
        if contact and asked == EmailAsked.NONE:
            raise serializers.ValidationError({"contact": _("This consultation does not ask who you are.")})
        if asked == EmailAsked.REQUIRED and not contact.get("email"):
            reason = _("This consultation needs your e-mail.")
            raise serializers.ValidationError({"contact": {"email": reason}})
        return sent

    def sent_key(self):
        """The key, also of a submission that is not valid otherwise; None where there is none."""
        try:
            return self.fields["key"].run_validation(self.initial_data["key"])
        except (KeyError, TypeError, serializers.ValidationError):
            return None

    def body_digest(self):
        """Without the proof, of which each try has another one."""
        said = {name: value for name, value in self.initial_data.items() if name != "proof"}
        return identity.body_digest(said)

    def draft(self):
        """The SubmissionDraft of validated data."""
        data = self.validated_data
        return SubmissionDraft(
            key=data["key"],
            body_digest=self.body_digest(),
            remarks=[RemarkDraft(**remark) for remark in data["remarks"]],
            stakeholder=data["stakeholder"],
            contact=data.get("contact", {}),
        )


class PlacedRemarkSerializer(serializers.Serializer):
    """A stored remark as its sender is told of it: its number and where it was found to be."""

    id = serializers.IntegerField()
    reference = serializers.CharField()
    state = serializers.ChoiceField(Remark.State)
    district = serializers.CharField(allow_null=True)
    district_name = serializers.CharField(allow_null=True)
    gmina = serializers.CharField(allow_null=True)
    gmina_name = serializers.CharField(allow_null=True)
    powiat = serializers.CharField(allow_null=True)
    powiat_name = serializers.CharField(allow_null=True)
    voivodeship = serializers.CharField(allow_null=True)
    voivodeship_name = serializers.CharField(allow_null=True)


class SubmissionOutSerializer(serializers.Serializer):
    """The answer to a submission. The edit link is the only key to it: it is shown once, to its sender."""

    id = serializers.IntegerField()
    reference = serializers.CharField()
    edit_url = serializers.URLField()
    remarks = PlacedRemarkSerializer(many=True)


class PageQuery(serializers.Serializer):
    limit = serializers.IntegerField(min_value=1, max_value=LARGEST_PAGE, default=PAGE)
    cursor = serializers.RegexField(r"^(-?[0-9]{1,19}_){1,2}[0-9]{1,18}$", required=False)
    order = serializers.ChoiceField(Order, default=Order.NEWEST)
    near = LonLatField(
        required=False,
        help_text=gettext_lazy("lon,lat in degrees, for the nearest; else the middle of what is looked at."),
    )

    def validate(self, page):
        """The cursor parsed: one that another order has written is not good."""
        if "cursor" not in page:
            return page
        try:
            return page | {"cursor": parse_cursor(page["cursor"], page["order"])}
        except (ValueError, OverflowError):
            raise serializers.ValidationError({"cursor": _("This is no cursor of this order.")}) from None


class ChallengeQuery(serializers.Serializer):
    consultation = serializers.SlugField(max_length=80, help_text=gettext_lazy("Its `slug`."))


class MapQuery(serializers.Serializer):
    zoom = serializers.IntegerField(min_value=0, max_value=24, default=DEEPEST)
