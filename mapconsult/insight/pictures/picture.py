"""The map of areas as a picture: one SVG that says by itself what it shows, of whom and when."""

import json
import math
import textwrap
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from geo.grid import METRES_OF_DEGREE
from geo.models import Edition, Level
from geo.xml import for_xml
from mapconsult.insight.asked import by_what
from mapconsult.insight.classing import QUANTILE, USUAL, classes_of
from mapconsult.insight.counts import COUNT, MEASURES, count_by_area
from mapconsult.insight.units import REMARKS, UNITS
from mapconsult.insight.wording import wordings

# The light ramp of css/variables.css (--count-1 to --count-7) and its colour of nothing.
RAMP = ["#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#3182bd", "#08519c", "#08306b"]
NOTHING = "#f8f6f0"
WIDTH, TALLEST, MARGIN, LINE = 1000, 1000, 24, 20
# As many letters as surely fit a line of 14 px.
LETTERS = 105
LONGEST_BAR = 200
# Editions of many territories need not all be named.
MOST_SOURCES = 3


@dataclass(frozen=True)
class Shown:
    """What the map shows: the areas with their values in classes, under which filters."""

    reading: object
    counts: object
    unit: str
    measure: str
    classes: object
    said: list

    def value(self, area):
        return area.measured(self.measure, self.unit)

    @property
    def what(self):
        """ "remarks", or "remarks: per km2" """
        unit = str(dict(UNITS)[self.unit])
        return unit if self.measure == COUNT else f"{unit}: {dict(MEASURES)[self.measure]}"


def shown(
    reading, *, unit=REMARKS, level=None, layer=None, measure=None, classing=None, classes=None, **_also
):
    """What the map of these parameters shows, with outlines; by the parts of the area where none are asked
    for."""
    scope, by = by_what(reading, level, layer)
    if not level and not layer:
        by["level"] = scope.next_level()
    counts = count_by_area(reading.remarks, scope=scope, outlines=True, **by)
    measure = measure or COUNT
    values = [area.measured(measure, unit) for area in counts.areas]
    found = classes_of(values, classing or QUANTILE, classes or USUAL)
    return Shown(reading, counts, unit, measure, found, wordings(reading))


def draw(shown):
    """The text of the SVG."""
    lines = textwrap.wrap(said_in_words(shown.said), LETTERS)
    frame = Frame.around(shown.counts.areas)
    top = 64 + LINE * len(lines)
    legend = list(_legend(shown))
    bottom = round(top + frame.height) + 40
    bar = frame.bar()
    context = {
        "shown": shown,
        "title": shown.reading.consultation.title,
        "lines": [(60 + LINE * number, line) for number, line in enumerate(lines)],
        "width": WIDTH,
        "height": bottom + LINE * (len(legend) + 4),
        "top": top,
        "paths": list(_paths(shown, frame)),
        "legend": [(bottom + LINE * (number + 1) + 6, *entry) for number, entry in enumerate(legend)],
        "legend_top": bottom,
        "bar": bar,
        "bar_left": round(WIDTH - MARGIN - bar[0]),
        "bar_middle": bar[0] / 2,
        "bar_top": bottom + 4,
        "notes": [
            (bottom + LINE * (len(legend) + 2 + number), note) for number, note in enumerate(_notes(shown))
        ],
    }
    return for_xml(render_to_string("insight/picture.svg", context))


def said_in_words(said):
    """The filters in one line: "Category: Playground · From: 1 May 2026"."""
    return " · ".join(f"{one.label}: {one.words}" for one in said) or _("All remarks, without a filter")


@dataclass(frozen=True)
class Frame:
    """From degrees to pixels, a degree of longitude as long as it is in the middle of the picture."""

    west: float
    north: float
    width: float
    height: float
    scale: float
    shrink: float

    @classmethod
    def around(cls, areas):
        corners = [corner for area in areas for ring in _rings(area) for corner in ring]
        lons, lats = zip(*corners, strict=True) if corners else ((0, 1), (0, 1))
        shrink = math.cos(math.radians((min(lats) + max(lats)) / 2))
        across, down = (max(lons) - min(lons)) * shrink or 1, max(lats) - min(lats) or 1
        scale = min((WIDTH - 2 * MARGIN) / across, TALLEST / down)
        return cls(min(lons), max(lats), across * scale, down * scale, scale, shrink)

    def path(self, area):
        """The outline as the `d` of a path, to a tenth of a pixel; repeated corners left out."""
        parts = []
        for ring in _rings(area):
            points = dict.fromkeys(self._pixel(*corner) for corner in ring)
            parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z")
        return "".join(parts)

    def _pixel(self, lon, lat):
        return (
            round((lon - self.west) * self.shrink * self.scale, 1),
            round((self.north - lat) * self.scale, 1),
        )

    def bar(self):
        """(pixels, words) of a scale bar of 1, 2 or 5 times a power of ten."""
        metres = METRES_OF_DEGREE / self.scale * LONGEST_BAR
        power = 10 ** math.floor(math.log10(metres))
        length = next(step * power for step in (5, 2, 1) if step * power <= metres)
        words = f"{length // 1000:g} km" if length >= 1000 else f"{length:g} m"
        return round(length / METRES_OF_DEGREE * self.scale, 1), words


def _rings(area):
    shape = json.loads(area.outline) if area.outline else {"coordinates": []}
    return [ring for polygon in shape["coordinates"] for ring in polygon]


def _paths(shown, frame):
    """(d, colour, words) of each area."""
    for area in shown.counts.areas:
        value = shown.value(area)
        words = _("not known") if value is None else _number(value)
        yield frame.path(area), colour_of(value, shown.classes.classes), f"{area.name}: {words}"


def colour_of(value, classes):
    """As js/insight/classes.js: the classes spread over the ramp, one alone takes its middle."""
    if not value:
        return NOTHING if value == 0 else "none"
    number = next(place for place, one in enumerate(classes) if value <= one.high)
    if len(classes) == 1:
        return RAMP[len(RAMP) // 2]
    return RAMP[math.floor(number * (len(RAMP) - 1) / (len(classes) - 1) + 0.5)]


def _legend(shown):
    """(colour, words, how many areas) of each class, and of what stands apart."""
    found = shown.classes
    for one in found.classes:
        span = _number(one.low) if one.low == one.high else f"{_number(one.low)}–{_number(one.high)}"
        yield colour_of(one.high, found.classes), span, one.areas
    if found.zeros:
        yield NOTHING, "0", found.zeros
    if found.unknown:
        yield "none", _("not known"), found.unknown


def _number(value):
    return number_format(value, use_l10n=True, force_grouping=True)


def _notes(shown):
    """How many, when, and whose the boundaries are."""
    counts = shown.counts
    numbers = {"total": counts.total, "outside": counts.outside, "unplaced": counts.unplaced}
    yield (
        _("Remarks: %(total)d; in none of these areas: %(outside)d; without a place: %(unplaced)d.") % numbers
    )
    yield _(
        "As of %(moment)s. Boundaries: %(source)s. The number of areas of a class stands in brackets."
    ) % {
        "moment": timezone.localtime().strftime("%d.%m.%Y %H:%M"),
        "source": boundaries_of(counts),
    }


def boundaries_of(counts):
    """Where the outlines come from. One query for a level."""
    if counts.layer:
        return counts.layer.name
    areas = [area.id for area in counts.areas]
    editions = Edition.objects.filter(is_current=True, level=counts.level, boundaries__area__in=areas)
    editions = editions.values_list("source", "file_name").distinct()
    sources = sorted({f"{source} ({name})" for source, name in editions})
    return ", ".join(sources[:MOST_SOURCES]) or str(Level(counts.level).label)
