"""What changes a layer, and with it what is known of all that stands on the map."""

from django.contrib.gis.db.models import Extent
from django.db import connection, transaction
from django.utils import timezone

from geo.boundaries.outline import outlines
from geo.fields import from_shapely
from geo.levels import Level
from geo.locate import sql
from geo.locks import hold_activations
from geo.models import Layer, LayerArea, Revision
from geo.relocation import relocate

WITH_OLD = "own_areas && ARRAY[{ids}]::bigint[]"
WITHIN_NEW = "point && ST_MakeEnvelope({box}, 4326)"


@transaction.atomic
def load_layer(*, layer, rows, file_name, population_year=None):
    """Give a Layer, new or old, the areas of LayerRows instead of those it has, and locate again all that
    stands on the map there; a list of Moved. Areas whose code comes again keep their id."""
    hold_activations()
    layer.file_name, layer.loaded_at = file_name, timezone.now()
    layer.population_year = population_year
    layer.save()
    before = _ids(layer)
    layer.areas.exclude(code__in=[row.code for row in rows]).delete()
    areas = _areas(layer, rows)
    LayerArea.objects.bulk_create(
        areas,
        update_conflicts=True,
        unique_fields=["layer", "code"],
        update_fields=["name", "population", "geometry", "outline"],
    )
    _cut(layer)
    return _relocated(before, layer.areas.aggregate(box=Extent("geometry"))["box"])


@transaction.atomic
def delete_layer(*, layer):
    """Take a layer away, and its areas from all that stands in them; a list of Moved."""
    hold_activations()
    before = _ids(layer)
    layer.delete()
    return _relocated(before)


@transaction.atomic
def rename_layer(*, layer, name):
    hold_activations()
    Layer.objects.filter(pk=layer.pk).update(name=name)
    Revision.bump()


def _ids(layer):
    return list(layer.areas.values_list("pk", flat=True))


def _areas(layer, rows):
    simple = outlines([row.geometry for row in rows], Level.DISTRICT)
    return [
        LayerArea(
            layer=layer,
            code=row.code,
            name=row.name,
            population=row.population,
            geometry=from_shapely(row.geometry),
            outline=from_shapely(outline),
        )
        for row, outline in zip(rows, simple, strict=True)
    ]


def _cut(layer):
    """Small parts of the new shapes; what asks for them next must know that they are there."""
    with connection.cursor() as cursor:
        cursor.execute(sql("replace_layer_parts"), {"layer": layer.pk})
        cursor.execute("ANALYZE geo_layerarea, geo_layerpart")


def _relocated(before, box=None):
    """Locate again what lay in one of the areas before or lies in the box now."""
    concerned = [WITH_OLD.format(ids=", ".join(map(str, before)))]
    if box:
        concerned.append(WITHIN_NEW.format(box=", ".join(map(repr, box))))
    moved = relocate(" OR ".join(concerned))
    Revision.bump()
    return moved
