from mapconsult.insight.models.analysis import Analysis
from mapconsult.insight.models.code import Code, Coding, with_codes

__all__ = ["Analysis", "Code", "Coding", "with_codes"]
