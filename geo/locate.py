"""Which areas a place lies in. The rule stands in sql/locate_points.sql and nowhere else."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.db import connection
from psycopg2 import Binary

LOCATE_ALL = """
    SELECT district_id, gmina_id, powiat_id, voivodeship_id, own_areas
    FROM ({located}) AS found ORDER BY ordinal
"""
GIVEN = """
    SELECT ordinal, ST_PointOnSurface(ST_GeomFromEWKB(geometry)) AS point
    FROM unnest(%s::bytea[]) WITH ORDINALITY AS given (geometry, ordinal)
"""


@dataclass(frozen=True)
class Place:
    """The areas of one place; None where none is known. The names are those of Located's columns."""

    district_id: int | None = None
    gmina_id: int | None = None
    powiat_id: int | None = None
    voivodeship_id: int | None = None
    own_areas: list[int] = field(default_factory=list)


@cache
def sql(name):
    """The text of one of this room's SQL files."""
    return (Path(__file__).parent / "sql" / f"{name}.sql").read_text()


def located(points):
    """SQL that adds district_id, gmina_id, powiat_id, voivodeship_id, country_id and own_areas to `points`,
    SQL with at least a column `point` in EPSG:4326."""
    return sql("locate_points").format(points=points)


def ewkb(geometry):
    return None if geometry is None else Binary(bytes(geometry.ewkb))


def locate(geometries):
    """The Place of each geometry (EPSG:4326 or None), in their order, in one query. A line or polygon
    counts at its point on surface. In a transaction that writes what comes back, call
    `locks.hold_shared()` before."""
    with connection.cursor() as cursor:
        cursor.execute(
            LOCATE_ALL.format(located=located(GIVEN)), [[ewkb(geometry) for geometry in geometries]]
        )
        return [Place(*areas) for areas in cursor.fetchall()]
