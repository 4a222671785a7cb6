"""Where the border of a consultation is, told to somebody who stands outside it."""

import math
from dataclasses import dataclass

from django.contrib.gis.geos import LineString, Point
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

COMPASS = [
    gettext_lazy("to the north"),
    gettext_lazy("to the north-east"),
    gettext_lazy("to the east"),
    gettext_lazy("to the south-east"),
    gettext_lazy("to the south"),
    gettext_lazy("to the south-west"),
    gettext_lazy("to the west"),
    gettext_lazy("to the north-west"),
]
METRES_PER_DEGREE = 111_195  # of a great circle on a sphere of 6,371 km


@dataclass(frozen=True)
class Border:
    """The nearest point of a border (EPSG:4326), how far it is in metres and in which direction."""

    point: Point
    metres: float
    azimuth: float

    @classmethod
    def near(cls, point, extent):
        """The border of a MultiPolygon as seen from a point, both in EPSG:4326.

        Computed on the plane that touches the earth at the point; exact enough for a sentence.
        """
        here, east = Point(0, 0), METRES_PER_DEGREE * math.cos(math.radians(point.y))
        rings = (
            LineString([((x - point.x) * east, (y - point.y) * METRES_PER_DEGREE) for x, y in ring])
            for polygon in extent
            for ring in polygon
        )
        ring = min(rings, key=here.distance)
        nearest = ring.interpolate(ring.project(here))
        return cls(
            point=Point(point.x + nearest.x / east, point.y + nearest.y / METRES_PER_DEGREE, srid=point.srid),
            metres=math.hypot(nearest.x, nearest.y),
            azimuth=math.degrees(math.atan2(nearest.x, nearest.y)) % 360,
        )

    def __str__(self):
        """«The border is 350 m to the north-east.»"""
        if self.metres < 1000:
            distance = _("%(number)s m") % {"number": max(10, round(self.metres / 10) * 10)}
        else:
            distance = _("%(number)s km") % {"number": number_format(round(self.metres / 1000, 1), 1)}
        direction = COMPASS[round(self.azimuth / 45) % 8]
        return _("The border is %(distance)s %(direction)s.") % {"distance": distance, "direction": direction}
