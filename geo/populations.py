"""A CSV of residents -> figures."""

from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from geo.boundaries.codes import district_slug
from geo.boundaries.errors import BadInput, Refused
from geo.tables import read_table

LAST_YEAR, LARGEST = 2100, 10**9


@dataclass(frozen=True)
class Figure:
    """Residents of an area at the end of a year; the names are Population's."""

    area_id: int
    year: int
    number: int
    source: str


@dataclass(frozen=True)
class Columns:
    """Which columns say what. With `name`, `code` is the gmina's and the row is about its district of that
    name. `fixed_year` and `fixed_source` hold for rows of files that do not say."""

    code: str
    number: str
    year: str
    source: str
    name: str = ""
    fixed_year: str = ""
    fixed_source: str = ""

    @property
    def wanted(self):
        """The columns that a file must have."""
        names = [self.code, self.number, self.name, "" if self.fixed_year else self.year]
        return [name for name in names if name]


def read_figures(path, columns, areas):
    """Figures, and (code, reason) of the rows that give none. `areas` is {code: id} of every area there is.
    BadInput for a file without the columns, or with two numbers for one area and year."""
    figures = {}
    read, rejected = read_rows(path, columns.wanted, columns.code, partial(_figure, columns, areas))
    for code, figure in read:
        key = figure.area_id, figure.year
        if figures.setdefault(key, figure) != figure:
            raise BadInput(_("%(code)s has two numbers for %(year)s.") % {"code": code, "year": figure.year})
    return list(figures.values()), rejected


def read_rows(path, wanted, code_field, make):
    """[(code, make(row))] of the rows of a table with the columns `wanted`, and [(code, reason)] of those
    that are Refused."""
    made, rejected = [], []
    for row in read_table(path, wanted):
        code = row[code_field].strip()
        try:
            made.append((code, make(row)))
        except Refused as refusal:
            rejected.append((code, str(refusal)))
    return made, rejected


def _figure(columns, areas, row):
    return Figure(**common(columns, areas, row))


def common(columns, areas, row):
    """What every row about residents says: {area_id, year, number, source}."""
    source = columns.fixed_source or row.get(columns.source) or ""
    return {
        "area_id": _area(row, row[columns.code].strip(), columns, areas),
        "year": _whole(columns.fixed_year or row[columns.year], _("no year"), LAST_YEAR),
        "number": _whole(row[columns.number], _("no number"), LARGEST),
        "source": source.strip(),
    }


def _area(row, code, columns, areas):
    """The id of the row's area; a gmina's code may carry its 7th digit."""
    if columns.name:
        code = district_slug(code[:6], row[columns.name])
    elif code not in areas and len(code) == 7:
        code = code[:6]
    if code not in areas:
        raise Refused(_("no area has this code"))
    return areas[code]


def _whole(text, missing, largest):
    """A whole number from 0 to `largest`, blanks between thousands allowed."""
    digits = "".join(text.split())
    if not digits:
        raise Refused(missing)
    if not (digits.isascii() and digits.isdigit()) or int(digits) > largest:
        raise Refused(_("“%(text)s” is not a number that can be right") % {"text": text})
    return int(digits)
