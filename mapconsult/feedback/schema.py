"""What the OpenAPI schema says of the filters and of answers that the database writes."""

from django_filters import MultipleChoiceFilter
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from mapconsult.feedback.features import GEOJSON
from mapconsult.feedback.filters import filter_class


def filter_parameters():
    """Every filter of the one filter state as a query parameter; those with several choices may be
    repeated."""
    return [_parameter(name, field) for name, field in filter_class().base_filters.items()]


def _parameter(name, field):
    choices = field.extra.get("choices")
    return OpenApiParameter(
        name,
        OpenApiTypes.STR,
        description=". ".join(filter(None, [str(field.label), str(field.extra.get("help_text", ""))])),
        enum=[value for value, _ in getattr(choices, "choices", choices)] if choices else None,
        many=isinstance(field, MultipleChoiceFilter),
    )


def geojson(description):
    """A GeoJSON answer, for `responses`."""
    return {(200, GEOJSON): OpenApiResponse(OpenApiTypes.OBJECT, description=description)}
