"""A CSV of residents by age and gender -> bands."""

import re
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from django.utils.translation import gettext as _

from geo.boundaries.errors import BadInput, Refused
from geo.models import Gender
from geo.populations import Columns, Figure, common, read_rows

OLDEST = 150
# One year of age, a band of them, or a last band that is open: 7, 0-4, 85+, 85 lat i więcej.
AGE = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?\s*(?:lat\w*)?\s*(\+|i więcej|and (?:older|over))?")
WRITTEN = {
    Gender.FEMALE: {"female", "f", "women", "k", "kobiety", "kobieta"},
    Gender.MALE: {"male", "m", "men", "mężczyźni", "mężczyzna"},
}


@dataclass(frozen=True)
class CensusColumns(Columns):
    age: str = "age"
    gender: str = "gender"

    @property
    def wanted(self):
        return [*super().wanted, self.age, self.gender]


@dataclass(frozen=True)
class Band(Figure):
    """Residents of one gender from one age to another, None for "and older"; the names are Census's."""

    age_from: int
    age_to: int | None
    gender: str


def read_bands(path, columns, areas):
    """Bands, and (code, reason) of the rows that give none; otherwise like populations.read_figures().
    BadInput where two bands of an area, year and gender share an age."""
    read, rejected = read_rows(path, columns.wanted, columns.code, partial(_band, columns, areas))
    by_age = sorted(read, key=lambda pair: (_group(pair[1]), pair[1].age_from))
    for (_code, lower), (code, upper) in pairwise(by_age):
        if _group(lower) == _group(upper) and (lower.age_to is None or lower.age_to >= upper.age_from):
            raise BadInput(
                _("%(code)s has two numbers for the age %(age)d.") % {"code": code, "age": upper.age_from}
            )
    return [band for _code, band in read], rejected


def _group(band):
    return band.area_id, band.year, band.gender


def _band(columns, areas, row):
    age_from, age_to = _ages(row[columns.age].strip().lower())
    gender = _gender(row[columns.gender].strip().lower())
    return Band(age_from=age_from, age_to=age_to, gender=gender, **common(columns, areas, row))


def _ages(text):
    found = AGE.fullmatch(text)
    if not found or (found[2] and found[3]):
        raise Refused(_("“%(text)s” is no age such as 7, 0-4 or 85+") % {"text": text})
    first = int(found[1])
    last = None if found[3] else int(found[2] or first)
    if first > OLDEST or (last is not None and not first <= last <= OLDEST):
        raise Refused(_("“%(text)s” is no age such as 7, 0-4 or 85+") % {"text": text})
    return first, last


def _gender(text):
    for gender, written in WRITTEN.items():
        if text in written:
            return gender
    raise Refused(_("“%(text)s” is neither women nor men") % {"text": text})
