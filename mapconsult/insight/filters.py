"""The one filter state, with what this room knows of remarks (settings.REMARK_FILTER names it)."""

import django_filters
from django.utils.translation import gettext_lazy as _

from mapconsult.feedback.filters import IdsField, RemarkFilter
from mapconsult.insight.models import with_codes

WITHOUT = "none"


class CodesField(IdsField):
    """Ids of codes as IdsField reads them; `none` among them stands for remarks without any code."""

    def to_python(self, value):
        parts = [part for item in value or [] for part in item.split(",")]
        ids = super().to_python([part for part in parts if part != WITHOUT])
        return [*ids, WITHOUT] if WITHOUT in parts else ids


class CodesFilter(django_filters.Filter):
    field_class = CodesField

    def filter(self, queryset, value):
        if not value:
            return queryset
        ids = [code for code in value if code != WITHOUT]
        return with_codes(queryset, ids, without=WITHOUT in value)


class ResultsFilter(RemarkFilter):
    """All filters of remarks."""

    code = CodesFilter(label=_("Code"))

    official = [*RemarkFilter.official, "code"]
