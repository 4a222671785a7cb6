"""Which areas a place lies in. The rule stands in sql/locate_points.sql and nowhere else."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.db import connection
from psycopg2 import Binary

GIVEN = """
    SELECT key, ST_PointOnSurface(ST_GeomFromEWKB(geometry)) AS point
    FROM unnest(%s::bytea[]) WITH ORDINALITY AS given (geometry, key)
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
def _locate_points():
    return (Path(__file__).parent / "sql" / "locate_points.sql").read_text()


def located(points):
    """SQL giving (key, district_id, gmina_id, powiat_id, voivodeship_id, country_id) for `points`, SQL
    giving (key, point in EPSG:4326)."""
    return _locate_points().format(points=points)


def ewkb(geometry):
    return None if geometry is None else Binary(bytes(geometry.ewkb))


def locate(geometries):
    """The Place of each geometry (EPSG:4326 or None), in their order, in one query. A line or polygon counts at
    its point on surface. In a transaction that writes what comes back, call `located.hold_shared()` before."""
    if not geometries:
        return []
    with connection.cursor() as cursor:
        cursor.execute(located(GIVEN), [[ewkb(geometry) for geometry in geometries]])
        places = {key: Place(*areas) for key, *areas, _ in cursor.fetchall()}
    return [places[key] for key in range(1, len(geometries) + 1)]
