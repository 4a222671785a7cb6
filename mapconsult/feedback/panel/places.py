"""The place of a remark as a letter tells it: two numbers from a printed map, or the name of an area."""

import re

from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from geo.crs import NAMES, WGS84, lon_lat
from geo.levels import Level
from geo.locate import locate
from geo.models import Area, Boundary
from mapconsult.consultations.border import Border

SYSTEMS = [(WGS84, gettext_lazy("degrees (GPS)")), *NAMES.items()]
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
# More names than this nobody looks through.
MOST_AREAS = 300


def parse_place(text, epsg, extent):
    """The point of two numbers in a system; northing first, as maps print them, or easting first, whichever
    lies within the extent. ValidationError says what is wrong."""
    numbers = [float(number.replace(",", ".")) for number in NUMBER.findall(text)]
    if len(numbers) != 2:
        raise ValidationError(_("Write two numbers, for example 53.5561 16.2503."))
    northing, easting = numbers
    found = [lon_lat(easting, northing, epsg), lon_lat(northing, easting, epsg)]
    points = [Point(*place, srid=WGS84) for place in found if place]
    for point in points:
        if extent.covers(point):
            return point
    reason = _("This place lies outside the area of this consultation.")
    raise ValidationError(f"{reason} {Border.near(points[0], extent)}" if points else reason)


def areas_of(territory):
    """[(code, name)] of what a letter may name as its place: the parts of the territory at all levels, or
    just below it where there are too many."""
    parts = Area.objects.current().within(territory).filter(level__gt=territory.level)
    parts = parts.select_related("parent").order_by("level", "name")
    if len(parts[: MOST_AREAS + 1]) > MOST_AREAS:
        parts = parts.filter(level=territory.level + 1)
    return [(area.code, _named(area)) for area in parts]


def _named(area):
    return f"{area.name} ({area.parent.name})" if area.level == Level.DISTRICT else area.name


def middle_of(code, extent):
    """A point of the area that lies within the extent."""
    boundary = Boundary.objects.get(area__code=code, is_current=True)
    common = boundary.geometry.intersection(extent)
    if common.empty:
        raise ValidationError(_("This place lies outside the area of this consultation."))
    return common.point_on_surface


def all_within(points, areas):
    """Whether every point (None is nowhere) lies in one of the areas."""
    columns = [(f"{Level(area.level).key}_id", area.pk) for area in areas]
    return all(any(getattr(place, column) == pk for column, pk in columns) for place in locate(points))
