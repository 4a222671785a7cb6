"""WHERE: areas and their boundaries, layers of other areas, and who lives in them."""

from geo.levels import Level
from geo.models.area import Area, Census, Gender, Population
from geo.models.boundary import MAX_VERTICES, Boundary, BoundaryPart, Edition
from geo.models.layer import Layer, LayerArea, LayerPart
from geo.models.revision import Revision

__all__ = [
    "Area",
    "Boundary",
    "BoundaryPart",
    "Census",
    "Edition",
    "Gender",
    "Layer",
    "LayerArea",
    "LayerPart",
    "Level",
    "MAX_VERTICES",
    "Population",
    "Revision",
]
