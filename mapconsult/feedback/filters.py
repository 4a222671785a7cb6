"""The one filter state: what map, list, counts, heat, export and report all read by."""

import math
from datetime import UTC, datetime, time
from functools import reduce
from operator import or_

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from geo.grid import tile_range
from geo.models import Area
from mapconsult.feedback.models import Channel, Flag, Remark, Stakeholder
from mapconsult.feedback.querysets import SAMENESS

MOST_WORDS = 20
LONGEST_ID = 18  # digits that surely fit a bigint


class MomentField(forms.Field):
    """A date (midnight in Europe/Warsaw) or a moment (ISO 8601; without an offset, Europe/Warsaw)."""

    def to_python(self, value):
        if not value:
            return None
        # An unescaped plus of an offset comes as a space.
        text = value.replace(" ", "+") if "T" in value else value
        try:
            day = parse_date(text)
            moment = datetime.combine(day, time()) if day else parse_datetime(text)
            if moment:
                aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
                # PostgreSQL reads no offset of 16 hours or more.
                return aware.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise ValidationError(_("Write a date like 2026-05-31."))


class BboxField(forms.Field):
    """Four numbers, west,south,east,north in degrees (EPSG:4326); as they come, not across 180°."""

    def to_python(self, value):
        if not value:
            return None
        try:
            west, south, east, north = (float(part) for part in value.split(","))
        except ValueError:
            raise ValidationError(_("Write four numbers: west,south,east,north.")) from None
        if not all(map(math.isfinite, (west, south, east, north))):
            raise ValidationError(_("Write four numbers: west,south,east,north."))
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise ValidationError(_("The box must be west,south,east,north in degrees."))
        return west, south, east, north


class IdsField(forms.Field):
    """Row ids, repeated or separated by commas: `category=1&category=2` or `category=1,2`."""

    widget = forms.SelectMultiple

    def to_python(self, value):
        parts = [part for item in value or [] for part in item.split(",") if part]
        if not all(part.isascii() and part.isdigit() and len(part) <= LONGEST_ID for part in parts):
            raise ValidationError(_("Write ids separated by commas."))
        return sorted({int(part) for part in parts})


class WordsField(forms.CharField):
    """Words to look for; each is looked for in every text, so they are few."""

    def clean(self, value):
        text = super().clean(value)
        if len(text.split()) > MOST_WORDS:
            raise ValidationError(_("Write at most %(number)d words."), params={"number": MOST_WORDS})
        return text


class AreaField(forms.CharField):
    """A TERYT or district code; the type (7th digit) of a gmina may stand or be left out."""

    def clean(self, value):
        code = super().clean(value)
        if code in self.empty_values:
            return None
        area = Area.objects.coded(code).first()
        if area is None:
            raise ValidationError(_("No area has the code %(code)s."), params={"code": code})
        return area


class GroupField(forms.RegexField):
    """What remarks have in common, and one of them: `person-12` are those of the sender of remark 12."""

    def __init__(self, **kwargs):
        super().__init__(rf"^({'|'.join(SAMENESS)})-[0-9]{{1,{LONGEST_ID}}}$", **kwargs)

    def clean(self, value):
        kind, _hyphen, remark_id = super().clean(value).partition("-")
        return (kind, int(remark_id)) if kind else None


class Decided(models.TextChoices):
    """How far the decision about a remark is."""

    YES = "yes", _("decided")
    PROPOSED = "proposed", _("proposed, waits for approval")
    NO = "no", _("without a proposal")


ANY_FLAG = "any"


class MomentFilter(django_filters.Filter):
    field_class = MomentField


class BboxFilter(django_filters.Filter):
    field_class = BboxField


class AreaFilter(django_filters.Filter):
    field_class = AreaField


class GroupFilter(django_filters.Filter):
    field_class = GroupField


class WordsFilter(django_filters.Filter):
    field_class = WordsField


class IdsFilter(django_filters.Filter):
    field_class = IdsField

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__in": value}) if value else queryset


class ChoicesFilter(django_filters.MultipleChoiceFilter):
    """Any of several values. Never DISTINCT, the library's default: readers count rows that look the same."""

    def __init__(self, **kwargs):
        super().__init__(distinct=False, **kwargs)


class RemarkFilter(django_filters.FilterSet):
    """Filters remarks of one consultation that one reader may see.

    Asked through reading.Reading, which knows the consultation and the reader.
    """

    in_bbox = BboxFilter(method="within_bbox", label=_("Map view"))
    category = IdsFilter(field_name="category", label=_("Category"))
    kind = ChoicesFilter(choices=Remark.Kind, label=_("Kind"))
    state = ChoicesFilter(choices=Remark.State, label=_("State"))
    outcome = ChoicesFilter(choices=Remark.Outcome, label=_("Outcome"))
    area = AreaFilter(method="in_area", max_length=100, label=_("Area"))
    created_after = MomentFilter(field_name="received_at", lookup_expr="gte", label=_("From"))
    created_before = MomentFilter(field_name="received_at", lookup_expr="lt", label=_("Until"))
    channel = ChoicesFilter(choices=Channel, label=_("Channel"))
    stakeholder = ChoicesFilter(choices=Stakeholder, label=_("Speaks as"))
    phase = IdsFilter(field_name="phase", label=_("Phase"))
    flag = ChoicesFilter(choices=[(ANY_FLAG, _("any"))] + Flag.choices, method="with_flags", label=_("Flag"))
    decided = ChoicesFilter(choices=Decided, method="as_decided", label=_("Decision"))
    group = GroupFilter(method="of_group", label=_("Belonging together"))
    q = WordsFilter(method="with_words", max_length=200, label=_("Words"))

    class Meta:
        model = Remark
        fields = []

    # Not shown in public, so it cannot be asked for in public either.
    official = ["stakeholder", "flag", "decided", "group"]
    _form_class = None

    def get_form_class(self):
        """Made once: nothing of it depends on the reader, and making it takes as long as a cheap read."""
        if self._form_class is None:
            type(self)._form_class = super().get_form_class()
        return self._form_class

    def everywhere(self):
        """The queryset under all filters but in_bbox; ask after `is_valid()`."""
        queryset = self.queryset
        for name, value in self.form.cleaned_data.items():
            if name != "in_bbox":
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def within_bbox(self, queryset, name, value):
        """Remarks whose point lies in the box or on its edge, to the 4 cm of the tile columns."""
        (west, east), (north, south) = tile_range(value)
        return queryset.filter(tile_x__range=(west, east), tile_y__range=(north, south))

    def in_area(self, queryset, name, area):
        return queryset.in_area(area)

    def with_flags(self, queryset, name, flags):
        return queryset.flagged() if ANY_FLAG in flags else queryset.filter(flags__overlap=flags)

    def as_decided(self, queryset, name, values):
        ways = {
            Decided.YES: queryset.decided,
            Decided.PROPOSED: queryset.proposed,
            Decided.NO: queryset.undecided,
        }
        return reduce(or_, (ways[value]() for value in values))

    def of_group(self, queryset, name, group):
        kind, remark_id = group
        # The one that the group is named after need not match the other filters.
        return queryset.grouped_with(self.queryset.filter(pk=remark_id), kind)

    def with_words(self, queryset, name, words):
        """Every word occurs in the text, in any case and with or without diacritics."""
        condition = Q()
        for word in {*words.split()}:
            condition &= Q(body__unaccent__icontains=word)
        return queryset.filter(condition)

    def normalised(self):
        """The filter as a canonical string: equal filters give equal strings."""
        values = {
            name: value for name, value in self.form.cleaned_data.items() if value not in (None, "", [])
        }
        return repr(sorted((name, str(value)) for name, value in values.items()))


def filter_class():
    """The one filter state. A room above adds filters by what only it knows, so settings name the class."""
    return import_string(settings.REMARK_FILTER)


def filter_of(query, remarks):
    """The filters of an address (a QueryDict) over a queryset; an empty one (an untouched field of a form)
    asks for nothing."""
    data = query.copy()
    for name, values in query.lists():
        data.setlist(name, [value for value in values if value])
    return filter_class()(data, queryset=remarks)
