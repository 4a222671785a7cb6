"""The one filter state, with what this room knows of remarks (settings.REMARK_FILTER names it)."""

import django_filters
from django.utils.translation import gettext_lazy as _

from mapconsult.feedback.filter_fields import WITHOUT, IdsOrNoneField
from mapconsult.feedback.filters import RemarkFilter
from mapconsult.insight.models import with_codes


class CodesFilter(django_filters.Filter):
    field_class = IdsOrNoneField

    def filter(self, queryset, value):
        if not value:
            return queryset
        ids = [code for code in value if code != WITHOUT]
        return with_codes(queryset, ids, without=WITHOUT in value)


class ResultsFilter(RemarkFilter):
    """All filters of remarks."""

    code = CodesFilter(label=_("Code"))

    official = [*RemarkFilter.official, "code"]
