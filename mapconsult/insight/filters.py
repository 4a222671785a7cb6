"""The one filter state, with what this room knows of remarks (settings.REMARK_FILTER names it)."""

from mapconsult.feedback.filters import RemarkFilter


class ResultsFilter(RemarkFilter):
    """All filters of remarks."""
