"""What counts are given by: the areas of a level of local government, or those of an own layer.

Both answer alike: `column()` is the area of a remark as an expression, `parts(scope)` and `named(ids)` are
areas as geo/querysets.py gives them, with `parent_code` beside.
"""

from dataclasses import dataclass

from django.db.models import BigIntegerField, CharField, F, Func, Value

from geo.models import Area, Layer, LayerArea, Level

# The one area of own_areas that is of a layer: it covers no place twice. Element by element, because
# PostgreSQL looks constants up in a hash table; a subquery for each remark takes many times as long.
OF_LAYER = "CASE {} END"
ELEMENT = "WHEN (%(expressions)s)[{n}] = ANY(ARRAY[{ids}]::bigint[]) THEN (%(expressions)s)[{n}]"


@dataclass(frozen=True)
class ByLevel:
    level: Level

    def column(self):
        return F(f"{Level(self.level).key}_id")

    def parts(self, scope):
        return self._with_parent(scope.parts(self.level))

    def named(self, ids):
        return self._with_parent(Area.objects.filter(pk__in=ids))

    def _with_parent(self, areas):
        return areas.annotate(parent_code=F("parent__code"))


@dataclass(frozen=True)
class ByLayer:
    layer: Layer

    def column(self):
        ids = ", ".join(map(str, self.layer.areas.order_by().values_list("pk", flat=True)))
        elements = range(1, max(self.layer.companions(), 1) + 1)
        template = OF_LAYER.format(" ".join(ELEMENT.format(n=n, ids=ids) for n in elements))
        return Func(F("own_areas"), template=template, output_field=BigIntegerField())

    def parts(self, scope):
        """All of the layer, wherever the scope is: it is an office's own."""
        return self._with_parent(self.layer.areas.all())

    def named(self, ids):
        return self._with_parent(LayerArea.objects.filter(pk__in=ids))

    def _with_parent(self, areas):
        return areas.annotate(parent_code=Value(None, output_field=CharField()))


def division_of(level=None, layer=None):
    """By a layer where there is one, else by the level."""
    return ByLayer(layer) if layer else ByLevel(level)
