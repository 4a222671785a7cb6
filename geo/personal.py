"""Which fields of this room hold personal data: none. Areas are no persons.

NOT_PERSONAL: {model: [field]}; tests/test_personal_data.py fails on a field that no room has declared.
"""

from geo.models import (
    Area,
    Boundary,
    BoundaryPart,
    Census,
    Edition,
    Layer,
    LayerArea,
    LayerPart,
    Population,
    Revision,
)

NOT_PERSONAL = {
    Area: ["id", "level", "code", "name", "kind", "parent", "parent_level"],
    Edition: [
        "id",
        "level",
        "territory",
        "territory_level",
        "source",
        "file_name",
        "sha256",
        "imported_at",
        "activated_at",
        "is_current",
    ],
    Boundary: ["id", "edition", "area", "level", "name", "kind", "geometry", "outline", "is_current", "km2"],
    BoundaryPart: ["id", "boundary", "area", "level", "is_current", "geometry"],
    Population: ["id", "area", "year", "number", "source"],
    Census: ["id", "area", "year", "age_from", "age_to", "gender", "number", "source"],
    Layer: ["id", "name", "file_name", "loaded_at", "population_year"],
    LayerArea: ["id", "layer", "code", "name", "population", "geometry", "outline", "km2"],
    LayerPart: ["id", "area", "geometry"],
    Revision: ["id", "number"],
}
