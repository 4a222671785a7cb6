"""The one filter state: what map, list, counts, heat, export and report all read by."""

from functools import reduce
from operator import or_

import django_filters
from django import forms
from django.conf import settings
from django.contrib.gis.geos import Point
from django.db import models
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_filters.constants import EMPTY_VALUES

from mapconsult.feedback.filter_fields import (
    WITHOUT,
    AnswersField,
    AreasField,
    BboxField,
    CircleField,
    GroupField,
    IdsField,
    IdsOrNoneField,
    MomentField,
    RingField,
    WordsField,
)
from mapconsult.feedback.models import Channel, Flag, Remark, Stakeholder
from mapconsult.feedback.querysets import RemarkQuerySet


class Decided(models.TextChoices):
    """How far the decision about a remark is."""

    YES = "yes", _("decided")
    PROPOSED = "proposed", _("proposed, waits for approval")
    NO = "no", _("without a proposal")


class Photographed(models.TextChoices):
    YES = "yes", _("with a photo")
    NO = "no", _("without a photo")


class Standing(models.TextChoices):
    """How far the place of a remark is known. `outside-gmina` is placed, and in no gmina."""

    KNOWN = "known", _("with a place")
    NONE = "none", _("without a place")
    OUTSIDE_DISTRICT = "outside-district", _("in no district")
    OUTSIDE_GMINA = "outside-gmina", _("in no gmina")
    OUTSIDE_POWIAT = "outside-powiat", _("in no powiat")
    OUTSIDE_VOIVODESHIP = "outside-voivodeship", _("in no voivodeship")


ANY_FLAG = "any"
# More than people there are; what no column holds makes no query.
MOST_SUPPORTS = 10**9


class MomentFilter(django_filters.Filter):
    field_class = MomentField


class BboxFilter(django_filters.Filter):
    field_class = BboxField


class RingFilter(django_filters.Filter):
    field_class = RingField


class CircleFilter(django_filters.Filter):
    field_class = CircleField


class AreasFilter(django_filters.Filter):
    field_class = AreasField


class AnswersFilter(django_filters.Filter):
    field_class = AnswersField


class NumberFilter(django_filters.Filter):
    field_class = forms.IntegerField


class GroupFilter(django_filters.Filter):
    field_class = GroupField


class WordsFilter(django_filters.Filter):
    field_class = WordsField


class IdsFilter(django_filters.Filter):
    field_class = IdsField

    def __init__(self, lookup_expr="in", **kwargs):
        super().__init__(lookup_expr=lookup_expr, **kwargs)


class IdsOrNoneFilter(django_filters.Filter):
    field_class = IdsOrNoneField

    def filter(self, queryset, value):
        if not value:
            return queryset
        condition = Q(**{f"{self.field_name}__in": [pk for pk in value if pk != WITHOUT]})
        if WITHOUT in value:
            condition |= Q(**{self.field_name: None})
        return queryset.filter(condition)


class ChoicesFilter(django_filters.MultipleChoiceFilter):
    """Any of several values. Never DISTINCT, the library's default: readers count rows that look the same."""

    def __init__(self, **kwargs):
        super().__init__(distinct=False, **kwargs)

    def get_filter_predicate(self, value):
        """`none` stands for an empty text."""
        return super().get_filter_predicate("" if value == WITHOUT else value)


class RemarkFilter(django_filters.FilterSet):
    """Filters remarks of one consultation that one reader may see.

    Asked through reading.Reading, which knows the consultation and the reader.
    """

    in_bbox = BboxFilter(method="within_bbox", label=_("Map view"))
    category = IdsOrNoneFilter(field_name="category", label=_("Category"))
    kind = ChoicesFilter(choices=Remark.Kind, label=_("Kind"))
    state = ChoicesFilter(choices=Remark.State, label=_("State"))
    outcome = ChoicesFilter(
        choices=[*Remark.Outcome.choices, (WITHOUT, _("no outcome yet"))], label=_("Outcome")
    )
    area = AreasFilter(
        method="in_areas", label=_("Area"), help_text=_("Codes by TERYT, or of districts: in any of them.")
    )
    own_area = IdsFilter(
        field_name="own_areas",
        lookup_expr="overlap",
        label=_("Area of an own layer"),
        help_text=_("Ids of areas that an organisation has drawn itself: in any of them."),
    )
    within = RingFilter(
        method="within_ring",
        label=_("Drawn area"),
        help_text=_("lon,lat;lon,lat;lon,lat: 3 to 200 corners, its sides straight on the map."),
    )
    around = CircleFilter(
        method="around_place", label=_("Distance from a place"), help_text=_("lon,lat,metres")
    )
    zone = IdsFilter(
        method="of_zones",
        label=_("Zone of the plan"),
        help_text=_("Ids of zones: about one of them, or with a place in it."),
    )
    place = ChoicesFilter(choices=Standing, method="standing", label=_("Place"))
    created_after = MomentFilter(field_name="received_at", lookup_expr="gte", label=_("From"))
    created_before = MomentFilter(field_name="received_at", lookup_expr="lt", label=_("Until"))
    channel = ChoicesFilter(choices=Channel, label=_("Channel"))
    stakeholder = ChoicesFilter(
        choices=[*Stakeholder.choices, (WITHOUT, _("does not say"))], label=_("Speaks as")
    )
    phase = IdsOrNoneFilter(field_name="phase", label=_("Phase"))
    flag = ChoicesFilter(choices=[(ANY_FLAG, _("any"))] + Flag.choices, method="with_flags", label=_("Flag"))
    decided = ChoicesFilter(choices=Decided, method="as_decided", label=_("State of the decision"))
    group = GroupFilter(method="of_group", label=_("Belonging together"))
    answer = AnswersFilter(
        method="with_answers",
        label=_("Answers to the survey"),
        help_text=_("Ids of prepared answers: any of one question, and all questions."),
    )
    photo = django_filters.ChoiceFilter(choices=Photographed, method="with_photo", label=_("Photo"))
    supported = NumberFilter(
        field_name="supports",
        lookup_expr="gte",
        min_value=0,
        max_value=MOST_SUPPORTS,
        label=_("Supported by at least"),
        help_text=_("How many people."),
    )
    q = WordsFilter(
        method="with_words",
        max_length=200,
        label=_("Words"),
        help_text=_("Every word in any of its forms, with or without Polish letters, or its beginning."),
    )

    class Meta:
        model = Remark
        fields = []

    # Not shown in public, so it cannot be asked for in public either.
    official = ["stakeholder", "flag", "decided", "group", "answer"]
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
        return queryset.within_box(value)

    def in_areas(self, queryset, name, areas):
        return queryset.in_areas(areas)

    def within_ring(self, queryset, name, corners):
        return queryset.within_ring(corners)

    def around_place(self, queryset, name, circle):
        lon, lat, metres = circle
        return queryset.around(Point(lon, lat, srid=4326), metres)

    def of_zones(self, queryset, name, zones):
        return queryset.of_zones(zones)

    def standing(self, queryset, name, values):
        return reduce(or_, (self._standing(queryset, value) for value in values))

    def _standing(self, queryset, value):
        if value == Standing.NONE:
            return queryset.filter(tile_x__isnull=True)
        level = value.removeprefix("outside-")
        return queryset.placed() if level == value else queryset.placed().filter(**{f"{level}__isnull": True})

    def with_answers(self, queryset, name, questions):
        """Those sent with the chosen answers of a survey."""
        return reduce(RemarkQuerySet.with_answer, questions.values(), queryset)

    def with_photo(self, queryset, name, value):
        return queryset.with_photo() if value == Photographed.YES else queryset.without_photo()

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
        return queryset.saying(words)

    def normalised(self):
        """The filter as a canonical string: equal filters give equal strings."""
        values = {name: value for name, value in self.form.cleaned_data.items() if value not in EMPTY_VALUES}
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
