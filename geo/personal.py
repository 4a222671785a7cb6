"""Which fields of this room hold personal data: none. Areas are no persons.

NOT_PERSONAL: {model: [field]}; tests/test_personal_data.py fails on a field that no room has declared.
"""

from geo.models import Area, Boundary, BoundaryPart, Edition, Population, Revision

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
    Boundary: ["id", "edition", "area", "level", "name", "kind", "geometry", "outline", "is_current"],
    BoundaryPart: ["id", "boundary", "area", "level", "is_current", "geometry"],
    Population: ["id", "area", "year", "number", "source"],
    Revision: ["id", "number"],
}
