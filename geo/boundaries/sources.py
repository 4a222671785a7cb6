"""One declaration per source of boundaries."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from geo.boundaries.errors import BadInput
from geo.crs import PL_1992
from geo.levels import Level

OSM_LEVELS = {
    Level.COUNTRY: ["2"],
    Level.VOIVODESHIP: ["4"],
    Level.POWIAT: ["6"],
    Level.GMINA: ["6", "7"],
}
OSM_DISTRICTS = ["9", "10", "11"]


def every_row(frame, level):
    return frame


def osm_rows(frame, level):
    """The rows of a level by `admin_level` (the OSM wiki's table for Poland). A city with the rights of a
    powiat is a gmina on step 6; districts stand on step 9 or, where a file has none, deeper."""
    column = next((column for column in frame.columns if column.lower() == "admin_level"), None)
    if column is None:
        raise BadInput(_("The file has no column admin_level."))
    steps = frame[column].astype(str).str.strip()
    deepest = next((step for step in OSM_DISTRICTS if (steps == step).any()), "")
    return frame[steps.isin(OSM_LEVELS.get(level, [deepest]))]


@dataclass(frozen=True)
class Source:
    """How a file names code and name (columns in lower case, the first one found counts), the system of a
    file that does not say, and which of its rows make up a level."""

    code_fields: tuple = ()
    name_fields: tuple = ()
    crs: int | None = None
    rows: Callable = every_row
    code_is_named: bool = False

    def has_codes(self, frame):
        """Whether to look for codes of districts: they may have none, unless their column was named."""
        return self.code_is_named or any(column.lower() in self.code_fields for column in frame.columns)

    def with_fields(self, code="", name=""):
        """The same source with columns named by whoever imports."""
        return replace(
            self,
            code_fields=(code.lower(),) if code else self.code_fields,
            name_fields=(name.lower(),) if name else self.name_fields,
            code_is_named=bool(code),
        )


SOURCES = {
    # Państwowy Rejestr Granic of GUGiK. Shapefiles cut names of columns at ten characters.
    "prg": Source(("jpt_kod_je",), ("jpt_nazwa_",), crs=PL_1992),
    "geojson": Source(("terc", "teryt"), ("name",)),
    "osm": Source(("teryt:terc", "teryt_terc"), ("name",), rows=osm_rows),
    # A mapping of one's own, by --code-field and --name-field.
    "fields": Source(),
}
