"""A GeoDataFrame -> the areas of a layer. No ORM: nothing here asks the database."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

import numpy
import shapely
from django.utils.translation import gettext as _

from geo import crs
from geo.boundaries.errors import BadInput, Refused
from geo.boundaries.read import LONGEST_CODE, LONGEST_NAME, text_of
from geo.boundaries.shapes import POLYGON_TYPES, multipolygon, system_name, with_system
from geo.layers.check import check_overlaps, check_place, meet

MOST_AREAS, MOST_VERTICES = 3000, 500_000
MOST_RESIDENTS = 10**9
GUESSED_CODES = ["kod", "code", "nr", "numer", "nr_obwodu", "obwod", "symbol", "id", "jpt_kod_je"]
GUESSED_RESIDENTS = ["ludnosc", "ludność", "mieszkancy", "mieszkańcy", "population"]
GUESSED_NAMES = ["nazwa", "name", "jpt_nazwa_", "siedziba", "opis"]


@dataclass(frozen=True)
class Columns:
    """Which columns say what; without one of codes, the name is the code."""

    name: str
    code: str = ""
    population: str = ""


@dataclass(frozen=True)
class LayerRow:
    """An area as a file gives it; `geometry` is a valid shapely MultiPolygon in EPSG:4326."""

    code: str
    name: str
    population: int | None
    geometry: shapely.MultiPolygon


@dataclass
class LayerReading:
    """What a file holds: areas, and (which feature, reason) of those that cannot be taken. `repaired` and
    `merged` are names: of shapes that crossed themselves, and of areas that came in several features."""

    rows: list[LayerRow] = field(default_factory=list)
    crs: str = ""
    rejected: list[tuple[str, str]] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


def columns_of(frame):
    """The names of the columns that say something of a shape, and that a database can keep."""
    names = [str(name) for name in frame.columns if name != frame.geometry.name]
    return [name for name in names if len(name) <= LONGEST_NAME and _can_be_kept(name)]


def _can_be_kept(text):
    """Neither a null nor half of a sign, both of which JSON may hold."""
    return "\0" not in text and text.encode(errors="ignore").decode() == text


def samples(frame, column, number=3):
    """The first different values of a column, as texts."""
    texts = dict.fromkeys(text_of(value) for value in frame[column].head(100))
    return [text for text in texts if text][:number]


def guess(frame):
    """The Columns that a file most likely means; where no column of names is known, the first that holds
    words and not numbers."""
    by_name = {name.lower(): name for name in columns_of(frame)}
    if not by_name:
        raise BadInput(_("The shapes have no properties: nothing says what they are called."))
    code, name, residents = (
        next((by_name[name] for name in names if name in by_name), "")
        for names in (GUESSED_CODES, GUESSED_NAMES, GUESSED_RESIDENTS)
    )
    return Columns(code=code, name=name or _wordy(frame, by_name.values()), population=residents)


def _wordy(frame, columns):
    """The first column whose values have letters; the first of all where none does."""
    columns = list(columns)
    wordy = (
        column
        for column in columns
        if any(sign.isalpha() for text in samples(frame, column) for sign in text)
    )
    return next(wordy, columns[0])


def read_layer(frame, columns, *, around=None, around_name=""):
    """The LayerReading of a frame. `around` is a box (west, south, east, north) in which areas must lie, at
    least in part. BadInput, with what is wrong, where the file as a whole makes no layer."""
    if len(frame) > MOST_AREAS:
        raise BadInput(_("The file holds more than %(most)d shapes.") % {"most": MOST_AREAS})
    series = with_system(frame.geometry, None)
    if shapely.get_num_coordinates(series.to_numpy()).sum() > MOST_VERTICES:
        raise BadInput(_("The shapes have more than %(most)d corners.") % {"most": MOST_VERTICES})
    shapes = shapely.force_2d(crs.to_wgs84(series).to_numpy())
    check_place(series, shapes, around, around_name)
    reading = LayerReading(crs=system_name(series))
    found = defaultdict(list)
    for number, (values, shape) in enumerate(zip(_values(frame, columns), shapes, strict=True), start=1):
        try:
            row = _row(*values, shape, around, reading.repaired)
            found[row.code].append(row)
        except Refused as refusal:
            reading.rejected.append((_label(number, values), str(refusal)))
    for rows in found.values():
        _take(rows, reading)
    if not reading.rows:
        raise BadInput(_("None of the shapes can be taken. The first: %(reason)s.") % _first(reading))
    check_overlaps(reading.rows)
    return reading


def _values(frame, columns):
    """(code, name, residents) of each row, as texts."""
    names = [text_of(value) for value in frame[columns.name]]
    codes = [text_of(value) for value in frame[columns.code]] if columns.code else names
    residents = (
        [text_of(value) for value in frame[columns.population]] if columns.population else [""] * len(frame)
    )
    return zip(codes, names, residents, strict=True)


def _label(number, values):
    """Which feature it is, in the words of the file."""
    code, name, _residents = values
    called = name or code
    return f"{number}. {called}".strip()


def _first(reading):
    return {"reason": ": ".join(reading.rejected[0])}


def _row(code, name, residents, shape, around, repaired):
    if not code:
        raise Refused(_("no code and no name"))
    name = name or code
    if len(name) > LONGEST_NAME or len(code) > LONGEST_CODE:
        raise Refused(_("the name or the code is too long"))
    if not _can_be_kept(name + code):
        raise Refused(_("the name or the code cannot be kept"))
    return LayerRow(code, name, _residents(residents), _whole(name, shape, around, repaired))


def _residents(text):
    digits = "".join(text.split())
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit()) or int(digits) > MOST_RESIDENTS:
        raise Refused(_("“%(text)s” is not a number of residents") % {"text": text[:50]})
    return int(digits)


def _whole(name, shape, around, repaired):
    """The shape as a valid MultiPolygon."""
    if shape is None or shape.is_empty:
        raise Refused(_("no shape"))
    if shapely.get_type_id(shape) not in POLYGON_TYPES:
        raise Refused(_("a line or a point, not an area"))
    if not _on_earth(shape) or (around and not meet(shape.bounds, around)):
        raise Refused(_("it lies elsewhere"))
    if not shape.is_valid:
        shape = shapely.make_valid(shape, method="structure")
        repaired.append(name)
    whole = multipolygon(shape)
    if whole.is_empty:
        raise Refused(_("no shape"))
    return whole


def _on_earth(shape):
    west, south, east, north = shape.bounds
    return numpy.isfinite(shape.bounds).all() and -180 <= west <= east <= 180 and -90 <= south <= north <= 90


def _take(rows, reading):
    """One area of the rows that have one code: they are its pieces, if they say the same of it."""
    first = rows[0]
    if len({(row.name, row.population) for row in rows}) > 1:
        names = ", ".join(sorted({row.name for row in rows})[:3])
        reason = _("the code stands at several names or numbers of residents: %(names)s") % {"names": names}
        reading.rejected.append((first.code, reason))
        return
    if len(rows) > 1:
        reading.merged.append(first.name)
        whole = multipolygon(shapely.union_all([row.geometry for row in rows]))
        first = replace(first, geometry=whole)
    reading.rows.append(first)
