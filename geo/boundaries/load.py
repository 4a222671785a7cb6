"""Rows -> an edition, in one transaction."""

from dataclasses import dataclass

import shapely
from django.db import connection, transaction
from django.utils.translation import gettext as _

from geo.actions import activate
from geo.boundaries.check import check_overhangs, compare, overhangs, same_content
from geo.boundaries.codes import COUNTRY_CODE
from geo.boundaries.errors import BadInput
from geo.boundaries.outline import outlines
from geo.boundaries.read import Row
from geo.boundaries.report import Report
from geo.fields import from_shapely
from geo.locate import sql
from geo.locks import hold_activations
from geo.models import Area, Boundary, Edition, Level

BATCH = 50


@dataclass(frozen=True)
class Origin:
    """Where the rows come from, as the edition remembers it."""

    source: str
    file_name: str
    sha256: str


@transaction.atomic
def load(*, reading, level, territory, origin, commit=False, put_in_force=False, progress=iter):
    """Make a Reading an edition of `level` in `territory` (an Area, None for the whole country) and, if
    asked, put it in force; returns a Report.

    Without `commit` all is done and undone again. Rows that say what the latest edition of the same level
    and territory says make no new one. BadInput leaves the database as it was. `progress` wraps the list
    of what is being written, to show how far it is.
    """
    hold_activations()
    territory = territory or _country()
    rows, rejected = _placed(reading, level, territory)
    overhanging = overhangs(rows, _shapes_above(level, territory))
    if level == Level.DISTRICT:
        check_overhangs(overhanging)
    comparison = compare(rows, _rows(_in_force(level, territory)))
    report = Report(reading, comparison, rejected, overhanging)
    report.edition = _edition_saying(rows, level, territory)
    if report.edition is None:
        report.edition, report.is_new = _write(rows, level, territory, origin, progress), True
    report.committed = commit
    if commit and put_in_force and not report.edition.is_current:
        report.activation = activate(edition=report.edition)
    transaction.set_rollback(not commit)
    return report


def _country():
    """Poland, made when it is not there yet: every area hangs on it."""
    return Area.objects.get_or_create(level=Level.COUNTRY, code=COUNTRY_CODE, defaults={"name": "Polska"})[0]


def _placed(reading, level, territory):
    """The rows whose parent is known and lies in the territory; the others with the reason."""
    above = Area.objects.at_level(level - 1)
    known = {"", *above.values_list("code", flat=True)}
    inside = {"", *above.within(territory).values_list("code", flat=True)}
    rows = [row for row in reading.rows if row.parent in inside]
    rejected = reading.rejected + [
        (row.name, _why_not(row.parent, row.parent in known, level, territory))
        for row in reading.rows
        if row.parent not in inside
    ]
    if not rows:
        raise BadInput(
            _("Every row was rejected, the first because: %(reason)s") % {"reason": rejected[0][1]}
        )
    return rows, rejected


def _why_not(code, is_known, level, territory):
    if is_known:
        return _("outside %(territory)s") % {"territory": territory}
    return _("there is no %(level)s %(code)s yet: import that level first") % {
        "level": Level(level - 1).label,
        "code": code,
    }


def _in_force(level, territory):
    inside = Area.objects.within(territory).at_level(level)
    return Boundary.objects.filter(is_current=True, area__in=inside)


def _rows(boundaries):
    """Boundaries of the database as {code: Row}, to hold new rows against."""
    columns = boundaries.values_list("area__code", "kind", "name", "geometry")
    return {code: Row(code, kind, name, "", _shape(geometry)) for code, kind, name, geometry in columns}


def _shape(geometry):
    return shapely.from_wkb(bytes(geometry.wkb))


def _shapes_above(level, territory):
    """{code: shape} of the parents' boundaries in force."""
    inside = Area.objects.within(territory).at_level(level - 1)
    boundaries = Boundary.objects.filter(is_current=True, area__in=inside)
    return {code: _shape(shape) for code, shape in boundaries.values_list("area__code", "geometry")}


def _edition_saying(rows, level, territory):
    """The latest edition of this level and territory if it says just what the rows say, else None."""
    latest = Edition.objects.filter(level=level, territory=territory).order_by("pk").last()
    return latest if latest and same_content(rows, _rows(latest.boundaries)) else None


def _write(rows, level, territory, origin, progress):
    areas = _areas(rows, level)
    edition = Edition(
        level=level,
        territory=territory,
        source=origin.source,
        file_name=origin.file_name,
        sha256=origin.sha256,
    )
    edition.save()
    simple = outlines([row.geometry for row in rows], level)
    boundaries = [
        Boundary(
            edition=edition,
            area=areas[row.code],
            level=level,
            name=row.name,
            kind=row.kind,
            geometry=from_shapely(row.geometry),
            outline=from_shapely(outline),
        )
        for row, outline in zip(rows, simple, strict=True)
    ]
    for start in progress(range(0, len(boundaries), BATCH)):
        _write_boundaries(boundaries[start : start + BATCH])
    return edition


def _areas(rows, level):
    """{code: Area} of every row; those never seen before are made."""
    codes = [row.code for row in rows]
    known = set(Area.objects.at_level(level).filter(code__in=codes).values_list("code", flat=True))
    parents = {area.code: area for area in Area.objects.at_level(level - 1)}
    Area.objects.bulk_create(
        Area(level=level, code=row.code, name=row.name, kind=row.kind, parent=parents.get(row.parent))
        for row in rows
        if row.code not in known
    )
    return {area.code: area for area in Area.objects.at_level(level).filter(code__in=codes)}


def _write_boundaries(boundaries):
    Boundary.objects.bulk_create(boundaries)
    with connection.cursor() as cursor:
        cursor.execute(sql("insert_parts"), [[boundary.pk for boundary in boundaries]])
