"""The observatory as open data: the same numbers as its pages."""

import hashlib

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from geo.tables import csv_of
from mapconsult.accounts.models import Organisation
from mapconsult.insight.observatory.numbers import by_host, observe, published, residents_of

FORMS = ["json", "csv"]


class ObservatoryQuery(serializers.Serializer):
    organisation = serializers.SlugRelatedField(
        "slug",
        queryset=Organisation.objects.all(),
        required=False,
        help_text=_("The consultations of one organisation, by the end of its address."),
        error_messages={"does_not_exist": _("There is no organisation “{value}”.")},
    )

    def get_fields(self):
        # `as` is a word of Python.
        return {"as": serializers.ChoiceField(FORMS, default="json")} | super().get_fields()


class NumbersSerializer(serializers.Serializer):
    """Persons, submissions, remarks and places are four numbers; `persons` is null where it is hidden."""

    persons = serializers.IntegerField(allow_null=True)
    submissions = serializers.IntegerField()
    remarks = serializers.IntegerField()
    places = serializers.IntegerField(help_text=_("Remarks with a place on the map."))
    channels = serializers.DictField(child=serializers.IntegerField(), help_text=_("Remarks by channel."))
    answerable = serializers.IntegerField(help_text=_("Remarks but answers to questions."))
    decided = serializers.IntegerField()
    outcomes = serializers.DictField(child=serializers.IntegerField(), help_text=_("Decided ones."))
    accepted_share = serializers.FloatField(
        allow_null=True,
        help_text=_(
            "Per cent accepted or partly accepted of those accepted, partly accepted or rejected; null of "
            "fewer than 20."
        ),
    )
    days_to_answer = serializers.IntegerField(
        allow_null=True, help_text=_("The median of days from receipt to the decision.")
    )


class ObservedSerializer(NumbersSerializer):
    slug = serializers.CharField()
    title = serializers.CharField()
    organisation = serializers.CharField()
    territory = serializers.CharField()
    territory_name = serializers.CharField()
    state = serializers.CharField()
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()


class HostSerializer(NumbersSerializer):
    """`persons` are those of consultations of which they may be told; `persons_untold` counts the others."""

    slug = serializers.CharField()
    name = serializers.CharField()
    consultations = serializers.IntegerField()
    persons_untold = serializers.IntegerField()
    residents = serializers.IntegerField(allow_null=True)
    persons_per_1000 = serializers.FloatField(allow_null=True)
    remarks_per_1000 = serializers.FloatField(allow_null=True)


class ObservatorySerializer(serializers.Serializer):
    licence = serializers.CharField(help_text=_("As the operator of the site says; empty where nothing is."))
    organisations = HostSerializer(many=True)
    consultations = ObservedSerializer(many=True)


class ObservatoryView(APIView):
    """What every public consultation adds up to, by consultation and by organisation; all that is published,
    and nothing else. `as=csv` gives the consultations as a table."""

    @extend_schema(
        parameters=[ObservatoryQuery],
        responses={200: ObservatorySerializer, (200, "text/csv"): OpenApiTypes.STR},
        tags=["observatory"],
    )
    def get(self, request):
        query = ObservatoryQuery(data=request.GET)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        consultations = published(asked.get("organisation"))
        tag = _tag(consultations, asked)
        response = get_conditional_response(request._request, etag=tag)
        if not isinstance(response, HttpResponseNotModified):
            observed = observe(consultations)
            response = _table(observed) if asked["as"] == "csv" else Response(_answer(observed))
        response["ETag"] = tag
        response["Cache-Control"] = "public, no-cache"
        return response


def _tag(consultations, asked):
    """Of all that the answer depends on; states follow the clock."""
    told = [(one.pk, one.change, one.revision, one.effective_state()) for one in consultations]
    running = [settings.RELEASE, settings.SUPPRESSION_THRESHOLD, settings.OPEN_DATA_LICENCE]
    parts = [told, str(asked), *running]
    return quote_etag(hashlib.sha256(repr(parts).encode()).hexdigest()[:32])


def _answer(observed):
    hosts = by_host(observed)
    residents = residents_of([host for host, _total in hosts])
    # Plain values: a serializer takes a second for a thousand rows.
    return {
        "licence": settings.OPEN_DATA_LICENCE,
        "organisations": [_host(host, total, residents[host.pk]) for host, total in hosts],
        "consultations": [_row(one) for one in observed],
    }


def _host(host, total, residents):
    """Persons are null where none of the consultations had enough of them."""
    return _told(total) | {
        "persons": total.persons if total.persons or not total.untold else None,
        "slug": host.slug,
        "name": host.name,
        "consultations": total.consultations,
        "persons_untold": total.untold,
        "residents": residents,
        "persons_per_1000": total.rate("persons", residents),
        "remarks_per_1000": total.rate("remarks", residents),
    }


def _row(one):
    consultation = one.consultation
    return _told(one.numbers) | {
        "persons": one.numbers.persons,
        "slug": consultation.slug,
        "title": consultation.title,
        "organisation": consultation.host.slug,
        "territory": consultation.territory.code,
        "territory_name": consultation.territory.name,
        "state": consultation.effective_state(),
        "opens_at": timezone.localtime(consultation.opens_at).isoformat(),
        "closes_at": timezone.localtime(consultation.closes_at).isoformat(),
    }


def _told(numbers):
    return {
        "submissions": numbers.submissions,
        "remarks": numbers.remarks,
        "places": numbers.placed,
        "channels": numbers.channels,
        "answerable": numbers.due,
        "decided": numbers.decided,
        "outcomes": numbers.outcomes,
        "accepted_share": numbers.accepted_share,
        "days_to_answer": numbers.days_to_answer,
    }


def _table(observed):
    """One line a consultation, with the names that the JSON has."""
    nested = {"channels", "outcomes"}
    header = [name for name in ObservedSerializer().fields if name not in nested]
    rows = map(_row, observed)
    text = csv_of(header, [[row[name] for name in header] for row in rows])
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"obserwatorium-{timezone.localdate()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
