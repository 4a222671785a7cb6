"""The rows of a file -> the submissions they make up, and the faults of those that make none."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from mapconsult.exchange.imports import table
from mapconsult.exchange.imports.rows import Said, Unsound, judge
from mapconsult.feedback.identity import body_digest


@dataclass(frozen=True)
class Fault:
    """Why a row was not taken; `column` as the file calls it, empty when it is about the whole row."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Letter:
    """Rows that are points of one submission. `key` is a secret, and the same whenever the file comes."""

    key: UUID
    points: list[Said]

    @property
    def digest(self):
        return body_digest([point.digested() for point in self.points])


@dataclass
class Gathered:
    """What a file holds."""

    rows: int = 0
    letters: list[Letter] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def gather(path, mapping, *, consultation, categories=None, layer=""):
    """All of a file. `categories` are the names that rows may say, in small letters; None for any name.

    A letter of which one row is wrong is not taken at all: it would come again as another letter once the
    row is put right. BadInput for a file that cannot be read.
    """
    found, points, broken = Gathered(), [], set()
    for row in table.read(path, mapping, layer):
        found.rows += 1
        try:
            points.append(_in_known_category(judge(row, mapping), categories))
        except Unsound as unsound:
            found.faults += _faults(row, mapping, unsound)
            broken.add(mapping.read(row.cells).get("letter", ""))
    broken.discard("")
    found.faults += [_half(point, mapping) for point in points if point.letter in broken]
    found.faults.sort(key=lambda fault: fault.row)
    whole = _grouped(point for point in points if point.letter not in broken)
    found.letters = [Letter(_key(consultation, name), points) for name, points in whole.items()]
    return found


def _in_known_category(said, categories):
    if said.category and categories is not None and said.category.casefold() not in categories:
        raise Unsound({"category": [_("This consultation has no such category.")]})
    return said


def _faults(row, mapping, unsound):
    texts = mapping.read(row.cells)
    for target, reasons in unsound.faults.items():
        column = mapping.columns.get(target, target)
        yield Fault(row.number, column, texts.get(target, ""), " ".join(reasons))


def _half(point, mapping):
    reason = _("Another row of the same letter cannot be taken.")
    return Fault(point.row, mapping.columns["letter"], point.letter, reason)


def _grouped(points):
    """{what a submission is known by: its points}. Rows that say which letter they are part of go together;
    all others are known by their id, else by what they say and how often it was said before."""
    letters, times = {}, Counter()
    for point in points:
        if point.letter:
            name = f"letter/{point.letter}"
        elif point.id:
            name = f"id/{point.id}"
        else:
            digest = body_digest(point.digested())
            times[digest] += 1
            name = f"row/{digest}/{times[digest]}"
        letters.setdefault(name, []).append(point)
    return letters


def _key(consultation, name):
    """Who knows a key and what was sent with it is shown the private link: nobody can guess this one."""
    mac = salted_hmac("mapconsult.exchange.imports", f"{consultation.pk}/{name}", algorithm="sha256")
    return UUID(bytes=mac.digest()[:16])
