"""Which areas an answer is about: those of one level within, or above, what is asked about."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from geo.models import Area, Level

# The levels that counts are given by, and what their areas are called.
LEVEL_NAMES = {
    Level.DISTRICT: _("Districts"),
    Level.GMINA: _("Gminas"),
    Level.POWIAT: _("Powiats"),
    Level.VOIVODESHIP: _("Voivodeships"),
}
LEVELS = [*LEVEL_NAMES]
ANCESTORS = "parent__parent__parent__parent"


@dataclass(frozen=True)
class Scope:
    """The narrower of the territory of a consultation and of the area that readers filter by.

    `lineage` leads from the country down to it: the area of level n stands at index n.
    """

    territory: Area
    lineage: list[Area]

    @classmethod
    def of(cls, territory, areas=()):
        """Of several areas, the smallest that holds all of them. One query for all ancestors."""
        asked = {area.pk for area in areas}
        found = Area.objects.select_related(ANCESTORS).in_bulk({territory.pk, *asked})
        own, lineages = _lineage(found[territory.pk]), [_lineage(found[pk]) for pk in asked]
        lineage = _shared(lineages) if lineages else own
        return cls(territory, own if lineage == own[: len(lineage)] else lineage)

    @property
    def area(self):
        return self.lineage[-1]

    @property
    def path(self):
        """From the territory down to the area; straight to it where it lies outside the territory."""
        if self.territory not in self.lineage:
            return [self.territory, self.area]
        return self.lineage[self.territory.level :]

    def parts(self, level):
        """The current areas of a level within the area, else the one that it is a part of."""
        if level <= self.area.level:
            return Area.objects.filter(pk=self.lineage[level].pk)
        path = "__".join(["parent"] * (level - self.area.level))
        return Area.objects.current().filter(**{path: self.area.pk})

    @cached_property
    def levels(self):
        """Those of LEVELS for which there are areas, finest first. One query."""
        finer = Area.objects.current().within(self.area).order_by().values_list("level", flat=True).distinct()
        known = {*finer, *range(self.area.level + 1)}
        return [level for level in LEVELS if level in known]

    def next_level(self):
        """The level at which the area is best looked at: that of its parts where there are any."""
        return min((level for level in self.levels if level > self.area.level), default=self.own_level)

    @property
    def own_level(self):
        return Level(max(self.area.level, Level.VOIVODESHIP))


def next_levels(areas):
    """{area: what Scope.next_level says of it}, for many in four queries."""
    found = {}
    for level in sorted(LEVELS, reverse=True):
        steps = ["__".join(["parent"] * (number + 1)) for number in range(level)]
        above = {
            pk for row in Area.objects.current().at_level(level).values_list(*steps).distinct() for pk in row
        }
        found |= {area: level for area in areas if area.level < level and area.pk in above}
    return {area: found.get(area, Level(max(area.level, Level.VOIVODESHIP))) for area in areas}


def _shared(lineages):
    """The beginning that lineages have in common."""
    return [steps[0] for steps in zip(*lineages, strict=False) if len({*steps}) == 1]


def _lineage(area):
    lineage = [area]
    while lineage[0].level > Level.COUNTRY:
        lineage.insert(0, lineage[0].parent)
    return lineage
