"""What is asked: a consultation with its phases, categories and plan layers.

The models of their events are put here by django-pghistory (accounts/tracking.py).
"""

from mapconsult.consultations.models.category import Category, GeometryKind, only_points
from mapconsult.consultations.models.change import ChangeCounter
from mapconsult.consultations.models.collaboration import Collaboration
from mapconsult.consultations.models.colour import COLOUR, colour_validator
from mapconsult.consultations.models.consultation import (
    ActKind,
    Consultation,
    ConsultationState,
    EmailAsked,
    Moderation,
    ProofOfWork,
)
from mapconsult.consultations.models.layer import PlanLayer, Zone
from mapconsult.consultations.models.own_layer import LayerFile, OwnLayer
from mapconsult.consultations.models.phase import Phase
from mapconsult.consultations.models.survey import (
    CHOSEN,
    DECIDING,
    DRAWN,
    MOST_DRAWN,
    Choice,
    Question,
    QuestionCondition,
    QuestionKind,
    Section,
    SectionCondition,
    Survey,
)

__all__ = [
    "ActKind",
    "CHOSEN",
    "COLOUR",
    "Category",
    "ChangeCounter",
    "Choice",
    "Collaboration",
    "Consultation",
    "ConsultationState",
    "EmailAsked",
    "DECIDING",
    "DRAWN",
    "GeometryKind",
    "LayerFile",
    "MOST_DRAWN",
    "Moderation",
    "OwnLayer",
    "Phase",
    "PlanLayer",
    "ProofOfWork",
    "Question",
    "QuestionCondition",
    "QuestionKind",
    "Section",
    "SectionCondition",
    "Survey",
    "Zone",
    "colour_validator",
    "only_points",
]
