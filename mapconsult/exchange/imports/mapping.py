"""Which column of a file says what."""

from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

from geo.boundaries.errors import BadInput
from geo.crs import WGS84

# What a row may say, by the names of RowForm's fields. `x` and `y` are easting and northing: longitude and
# latitude in EPSG:4326. Rows with the same `letter` are points of one submission, submissions with the same
# `person` are of one person, and a file imported again knows its rows by their `id`.
TARGETS = ["x", "y", "body", "category", "received_at", "channel", "stakeholder", "kind"]
TARGETS += ["place_note", "id", "letter", "person"]
REQUIRED = ["body", "received_at"]


@dataclass(frozen=True)
class Mapping:
    """`columns` {target: column}; `fixed` {target: what an empty cell, or a file without the column, means};
    `values` {(target, as the file has it): as it is meant}; `crs` of x and y."""

    columns: dict[str, str]
    fixed: dict[str, str] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    crs: int = WGS84

    def __post_init__(self):
        said = {*self.columns, *self.fixed}
        targets = said | {target for target, _value in self.values}
        if unknown := targets - {*TARGETS}:
            names = {"unknown": ", ".join(sorted(unknown)), "known": ", ".join(TARGETS)}
            raise BadInput(_("Nothing is called %(unknown)s; what a row may say: %(known)s.") % names)
        if missing := [target for target in REQUIRED if target not in said]:
            raise BadInput(_("Say which column is: %(missing)s.") % {"missing": ", ".join(missing)})
        if ("x" in self.columns) != ("y" in self.columns):
            raise BadInput(_("A place needs both x and y."))

    def read(self, cells):
        """{target: text} of a row's {column: text}."""
        found = {}
        for target in {*self.columns, *self.fixed}:
            text = (cells.get(self.columns.get(target)) or "").strip()
            text = self.values.get((target, text), text)
            found[target] = text or self.fixed.get(target, "")
        return found

    def told(self):
        """As JSON, for the record of the import."""
        values = [[*pair, meant] for pair, meant in self.values.items()]
        return asdict(self) | {"values": values}
