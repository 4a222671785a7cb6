"""Reads over areas."""

from django.contrib.gis.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower

from geo.levels import Level
from geo.locate import ewkb, located

POLISH, PLAIN = "ąćęłńóśźż", "acelnoszz"
ONE_POINT = "SELECT ST_PointOnSurface(ST_GeomFromEWKB(%s)) AS point"
COVERING = """
(SELECT unnest(ARRAY[district_id, gmina_id, powiat_id, voivodeship_id, country_id]) FROM ({located}) AS found)
"""


def _plain(expression):
    """Lower case without Polish marks, in SQL."""
    lower = Lower(expression, output_field=models.CharField())
    return Func(lower, Value(POLISH), Value(PLAIN), function="TRANSLATE", output_field=models.CharField())


class AreaQuerySet(models.QuerySet):
    def current(self):
        """Areas with a boundary in force: not those that have vanished, nor those not yet activated."""
        return self.filter(Exists(self._current_boundary()))

    def at_level(self, level):
        return self.filter(level=level)

    def within(self, area):
        """The area itself and everything below it, by parentage."""
        above = ["pk", "parent", "parent__parent", "parent__parent__parent", "parent__parent__parent__parent"]
        condition = Q()
        for path in above:
            condition |= Q(**{path: area.pk})
        return self.filter(condition)

    def covering(self, geometry):
        """The areas a place lies in, one a level, in one query; the rule stands in sql/locate_points.sql.
        `geometry` is in EPSG:4326; a line or polygon counts at its point on surface."""
        # The SQL is that of our own file, the place its parameter.
        covering = RawSQL(COVERING.format(located=located(ONE_POINT)), [ewkb(geometry)])  # nosec B611
        return self.filter(pk__in=covering)

    def coded(self, code):
        """The area of a code as people write it: a gmina's with its 7th digit as well. At most one row,
        because codes of different levels have different shapes; a district's own 7 digits come first."""
        exact = self.filter(code=code)
        return exact if len(code) != 7 or exact.exists() else self.filter(code=code[:6], level=Level.GMINA)

    def named_like(self, text):
        """Areas with `text` in their name, whatever the case and with or without Polish marks, or with a code
        that begins with it."""
        named = self.alias(plain_name=_plain(F("name")))
        return named.filter(Q(plain_name__contains=_plain(Value(text))) | Q(code__startswith=text))

    def with_population(self):
        """Adds `population` and `population_year`, the latest known, else None."""
        latest = self.model._meta.get_field("populations").related_model.objects
        latest = latest.filter(area=OuterRef("pk")).order_by("-year")
        return self.annotate(
            population=Subquery(latest.values("number")[:1]),
            population_year=Subquery(latest.values("year")[:1]),
        )

    def with_outline(self):
        """Adds `outline`, the generalised current boundary for display, else None."""
        return self.annotate(outline=Subquery(self._current_boundary().values("outline")))

    def with_km2(self):
        """Adds `km2`, the size of the area by its current boundary, else None."""
        return self.annotate(km2=Subquery(self._current_boundary().values("km2")))

    def _current_boundary(self):
        boundaries = self.model._meta.get_field("boundaries").related_model.objects
        return boundaries.filter(area=OuterRef("pk"), is_current=True)


class LayerAreaQuerySet(models.QuerySet):
    """What AreaQuerySet adds, areas of layers have in columns of their own: `population`, `outline`, `km2`.
    The same calls make both answer alike."""

    def with_population(self):
        return self.annotate(population_year=F("layer__population_year"))

    def with_outline(self):
        return self

    def with_km2(self):
        return self
