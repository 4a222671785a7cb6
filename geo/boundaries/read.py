"""A file -> rows. No ORM: nothing here asks the database."""

from collections import Counter
from dataclasses import dataclass, field

import pandas
import shapely
from django.utils.translation import gettext as _

from geo.boundaries.codes import area_code, district_slug, parent_code, with_zeros
from geo.boundaries.errors import BadInput, Refused
from geo.boundaries.files import read_frame
from geo.boundaries.shapes import check_place, degrees, repair, system_name, with_system
from geo.levels import Level

PREFIXES = {Level.VOIVODESHIP: "województwo ", Level.POWIAT: "powiat ", Level.GMINA: "gmina "}
# What geo.models.Area has room for.
LONGEST_NAME, LONGEST_CODE = 200, 100
ADJECTIVES = (Level.VOIVODESHIP, Level.POWIAT)


@dataclass
class Row:
    """An area as a file gives it; `geometry` is a valid shapely MultiPolygon in EPSG:4326."""

    code: str
    kind: str
    name: str
    parent: str
    geometry: shapely.MultiPolygon

    @property
    def voivodeship(self):
        """Its two digits; a district's own code may come from a register that does not begin with them."""
        return (self.parent if len(self.parent) == 6 else self.code)[:2]


@dataclass
class Reading:
    """What a file holds; `rejected` are (name or code, reason), `repaired` names."""

    rows: list[Row] = field(default_factory=list)
    crs: str = ""
    rejected: list[tuple[str, str]] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)

    @property
    def count(self):
        return len(self.rows) + len(self.rejected)


def read(path, source, level, gmina="", layer=""):
    """The rows of `level` in a file; `gmina` is the code of the gmina whose districts they are. BadInput,
    with what is wrong, if the file as a whole cannot be trusted."""
    frame = source.rows(read_frame(path, layer), level)
    if frame.empty:
        raise BadInput(_("The file holds no %(level)s.") % {"level": level.label})
    names = [tidy(name, level) for name in _texts(frame, source.name_fields)]
    codes = _codes(frame, source, level)
    series = with_system(frame.geometry, source.crs)
    shapes, crossing = repair(degrees(series))
    reading = Reading(crs=system_name(series), repaired=[names[position] for position in crossing])
    taken = []
    for position, (name, code, shape) in enumerate(zip(names, codes, shapes, strict=True)):
        try:
            reading.rows.append(_row(name, code, shape, level, gmina))
            taken.append(position)
        except Refused as refusal:
            reading.rejected.append((name or code, str(refusal)))
    check_codes(reading.rows)
    check_place(series.iloc[taken], reading.rows)
    return reading


def tidy(name, level):
    """`DOLNOŚLĄSKIE` and `województwo dolnośląskie` become dolnośląskie, `POLSKA` becomes Polska."""
    if name.isupper():
        name = name.lower() if level in ADJECTIVES else name.title()
    return name.removeprefix(PREFIXES.get(level, "")).strip()


def check_codes(rows):
    """BadInput if a code stands more than once."""
    twice = sorted(code for code, count in Counter(row.code for row in rows).items() if count > 1)
    if twice:
        raise BadInput(_("These codes stand more than once: %(codes)s") % {"codes": ", ".join(twice[:10])})


def _row(name, code, shape, level, gmina):
    code, kind = area_code(code, level, gmina) if code else (_code_of_name(name, level, gmina), "")
    if len(name) > LONGEST_NAME or len(code) > LONGEST_CODE:
        raise Refused(_("the name or the code is too long"))
    return Row(code, kind, name or code, parent_code(code, level, gmina), shape)


def _code_of_name(name, level, gmina):
    if level != Level.DISTRICT:
        raise Refused(_("no code"))
    return district_slug(gmina, name)


def _codes(frame, source, level):
    """The codes as written; empty where districts have no column of codes."""
    if level == Level.DISTRICT:
        return _texts(frame, source.code_fields) if source.has_codes(frame) else [""] * len(frame)
    return with_zeros(_texts(frame, source.code_fields))


def _texts(frame, wanted):
    """The values of the first of the wanted columns as text, whatever the case of its name."""
    by_name = {column.lower(): column for column in frame.columns if column != frame.geometry.name}
    column = next((by_name[name] for name in wanted if name in by_name), None)
    if column is None:
        missing, found = " / ".join(wanted) or "?", ", ".join(by_name.values())
        raise BadInput(
            _("No column %(missing)s; the file has: %(found)s") % {"missing": missing, "found": found}
        )
    return [text_of(value) for value in frame[column]]


def text_of(value):
    """A cell as text: nothing for what is missing (None, NaN, NaT), whole numbers without `.0`. GeoJSON may
    hold lists, and half of a sign."""
    if pandas.api.types.is_scalar(value) and pandas.isna(value):
        return ""
    text = str(int(value) if isinstance(value, float) and value.is_integer() else value)
    return text.encode(errors="replace").decode().strip()
