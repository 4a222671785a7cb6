"""Time play-back: how many in each area or cell, period by period."""

from dataclasses import dataclass, field

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from mapconsult.insight.counts import areas_of
from mapconsult.insight.heat import feature, polygons, tally_cells, zoom_of_cells
from mapconsult.insight.trends import MOST_BARS, after, number_in, periods
from mapconsult.insight.units import REMARKS, tally

PLACED = ExpressionWrapper(Q(tile_x__isnull=False), output_field=BooleanField())


@dataclass
class Frame:
    """Remarks or persons from the day `start` to before the day `end`."""

    start: object
    end: object
    total: int = 0
    outside: int = 0
    unplaced: int = 0


@dataclass
class Film:
    """The frames without gaps, and for each place how many in each of them."""

    by: str
    frames: list[Frame] = field(default_factory=list)
    places: dict = field(default_factory=dict)

    def add(self, place, number, count):
        if place not in self.places:
            self.places[place] = [0] * len(self.frames)
        self.places[place][number] = count

    @property
    def most(self):
        """The largest number anywhere: what the darkest colour stands for."""
        return max((max(counts) for counts in self.places.values()), default=0)

    @property
    def number(self):
        """In which frame a remark came, as an expression."""
        return number_in([frame.start for frame in self.frames])


def film_areas(remarks, *, division, scope, by=None, unit=REMARKS):
    """(Film by area id, {id: AreaCount}) of the areas with anything. Four queries, five for persons."""
    film = _empty(remarks, by)
    for area, placed, number, count in tally(
        remarks, unit, area=division.column(), is_placed=PLACED, number=film.number
    ):
        frame = film.frames[number]
        frame.total += count
        if area:
            film.add(area, number, count)
        elif placed:
            frame.outside += count
        else:
            frame.unplaced += count
    if unit != REMARKS:
        _count_anew(film, remarks, unit)
    areas = areas_of(division, scope, film.places)
    return film, {pk: areas[pk] for pk in areas if pk in film.places}


def film_cells(remarks, *, bbox, zoom, by=None, unit=REMARKS):
    """(Film, features): the cells of a view with `counts`, one for each frame. Three queries."""
    film = _empty(remarks, by)
    deep = zoom_of_cells(bbox, zoom)
    for x, y, number, count in tally_cells(remarks, deep, unit, number=film.number):
        film.add((x, y), number, count)
    _count_anew(film, remarks, unit)
    polygon = polygons(deep)
    return film, [feature(polygon(*cell), counts=counts) for cell, counts in sorted(film.places.items())]


def _empty(remarks, by):
    """A Film without places. ValidationError when a period is asked for of which there are too many."""
    by, starts = periods(remarks, by)
    frames = [Frame(start, after(start, by)) for start in starts]
    if len(frames) > MOST_BARS:
        message = _("These are %(number)d periods; at most %(most)d can be played. Choose longer ones.")
        raise ValidationError({"by": [message % {"number": len(frames), "most": MOST_BARS}]})
    return Film(by, frames)


def _count_anew(film, remarks, unit):
    """The totals of the frames, each by itself: persons of places do not add up."""
    for number, count in tally(remarks, unit, number=film.number):
        film.frames[number].total = count
