"""Located: whatever stands on the map, with the areas it stands in."""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func
from django.utils.translation import gettext_lazy as _

from geo.fields import FlatGeometryField
from geo.locate import locate
from geo.locks import hold_shared
from geo.models import Area

POINT = "ST_PointOnSurface(%(expressions)s)"
# grid.tile() at zoom 30 in SQL. A generated column cannot read another one, so the point is made again;
# LEAST and GREATEST pass over a null, so that no place has to be said to have no tile.
TILE = "CASE WHEN %(expressions)s IS NOT NULL THEN GREATEST(0, LEAST(1073741823, FLOOR({})))::integer END"
TILE_X = TILE.format(f"(ST_X({POINT}) + 180) / 360 * 1073741824")
TILE_Y = TILE.format(f"(1 - ASINH(TAN(RADIANS(ST_Y({POINT})))) / PI()) / 2 * 1073741824")


def _generated(template, output_field):
    return models.GeneratedField(
        expression=Func(F("geometry"), template=template), output_field=output_field, db_persist=True
    )


def _area(label):
    return models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=label
    )


class Located(models.Model):
    """A row with a place: its geometry in EPSG:4326 (null: about no place), the point it counts at, the
    tile of that point at zoom 30 (grid.py), and the areas it lies in by the current boundaries.

    A writer calls `settle(rows)` in the transaction that saves them; activation re-locates every model that
    inherits this one. The area keys carry no index of their own: the model declares the covering indexes that
    its queries need.
    """

    geometry = FlatGeometryField(_("place"), null=True, blank=True, spatial_index=False)
    point = _generated(POINT, models.PointField(null=True, spatial_index=False))
    tile_x = _generated(TILE_X, models.IntegerField(null=True))
    tile_y = _generated(TILE_Y, models.IntegerField(null=True))
    district = _area(_("district"))
    gmina = _area(_("gmina"))
    powiat = _area(_("powiat"))
    voivodeship = _area(_("voivodeship"))
    # Areas of the organisation's own layers.
    own_areas = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)

    class Meta:
        abstract = True

    def set_place(self, place):
        """Copy the areas of a locate.Place."""
        for column, value in vars(place).items():
            setattr(self, column, value)


def settle(rows):
    """Give unsaved Located rows their areas: the writers' lock and one query for all of them. Call it in the
    transaction that saves the rows; the lock lasts as long."""
    hold_shared()
    for row, place in zip(rows, locate([row.geometry for row in rows]), strict=True):
        row.set_place(place)
