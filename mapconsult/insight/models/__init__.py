from mapconsult.insight.models.analysis import Analysis
from mapconsult.insight.models.code import Code, Coding, with_codes
from mapconsult.insight.models.saved_view import LONGEST_QUERY, MOST_VIEWS, SavedView

__all__ = ["Analysis", "Code", "Coding", "LONGEST_QUERY", "MOST_VIEWS", "SavedView", "with_codes"]
