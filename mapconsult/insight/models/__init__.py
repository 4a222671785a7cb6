from mapconsult.insight.models.analysis import Analysis

__all__ = ["Analysis"]
