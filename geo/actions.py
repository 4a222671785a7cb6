"""What changes what is known of areas."""

import logging
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from geo.locks import hold_activations
from geo.models import Area, Boundary, Census, Edition, Population, Revision
from geo.relocation import Moved, relocate

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Activation:
    """What an activation did: boundaries now in force, names of the areas left without one, rows moved."""

    edition: Edition
    boundaries: int
    vanished: list[str]
    moved: list[Moved]


@transaction.atomic
def activate(*, edition, by=None):
    """Put the boundaries of an edition in force in its territory, and nowhere else, and locate again all that
    stands on the map. An earlier edition may be put back in the same way."""
    hold_activations()
    edition.refresh_from_db()
    vanished = _switch_boundaries(edition)
    _rename_areas(edition)
    _switch_editions(edition)
    moved = relocate()
    Revision.bump()
    logger.info("Edition %s activated by %s", edition.pk, by or "a command")
    return Activation(edition, edition.boundaries.count(), vanished, moved)


@transaction.atomic
def set_populations(*, figures):
    """Keep the Figures (geo.populations), one for each area and year; how many were new, changed,
    unchanged."""
    hold_activations()
    given = {(figure.area_id, figure.year): figure for figure in figures}
    areas = {area for area, _year in given}
    known = {(row.area_id, row.year): row for row in Population.objects.filter(area__in=areas)}
    new = [Population(**vars(figure)) for key, figure in given.items() if key not in known]
    changed = [row for key, row in known.items() if key in given and _correct(row, given[key])]
    Population.objects.bulk_create(new)
    Population.objects.bulk_update(changed, ["number", "source"])
    if new or changed:
        Revision.bump()
    return len(new), len(changed), len(given) - len(new) - len(changed)


@transaction.atomic
def set_census(*, bands):
    """Keep the Bands (geo.census) instead of those known of the same areas and years; how many were new,
    changed, unchanged."""
    hold_activations()
    given = {_key(band): band for band in bands}
    years = {(band.area_id, band.year) for band in bands}
    known = Census.objects.filter(area__in={area for area, _year in years})
    known = {_key(row): row for row in known if (row.area_id, row.year) in years}
    gone = [row.pk for key, row in known.items() if key not in given]
    Census.objects.filter(pk__in=gone).delete()
    new = [Census(**vars(band)) for key, band in given.items() if key not in known]
    changed = [row for key, row in known.items() if key in given and _correct(row, given[key])]
    Census.objects.bulk_create(new)
    Census.objects.bulk_update(changed, ["number", "source"])
    if new or changed or gone:
        Revision.bump()
    return len(new), len(changed), len(given) - len(new) - len(changed)


def _key(band):
    return band.area_id, band.year, band.gender, band.age_from, band.age_to


def _correct(row, figure):
    """Whether the figure changes the row, which it then has."""
    if (row.number, row.source) == (figure.number, figure.source):
        return False
    row.number, row.source = figure.number, figure.source
    return True


def _switch_boundaries(edition):
    """Returns the names of the areas that the edition does not know any more. The parts follow their boundary
    by a foreign key."""
    inside = Area.objects.within(edition.territory).at_level(edition.level)
    replaced = Boundary.objects.filter(is_current=True, area__in=inside).exclude(edition=edition)
    known = edition.boundaries.values("area")
    vanished = list(
        replaced.exclude(area__in=known).order_by("area__code").values_list("area__name", flat=True)
    )
    replaced.update(is_current=False)
    edition.boundaries.filter(is_current=False).update(is_current=True)
    with connection.cursor() as cursor:
        # What follows asks for the areas of every point there is: the planner must know the new state.
        cursor.execute("ANALYZE geo_area, geo_boundarypart")
    return vanished


def _rename_areas(edition):
    """The names and kinds that the edition gives; a kind it does not tell stays."""
    given = edition.boundaries.filter(area=OuterRef("pk"))
    areas = Area.objects.alias(
        given_name=Subquery(given.values("name")),
        given_kind=Coalesce(NullIf(Subquery(given.values("kind")), Value("")), F("kind")),
    ).filter(given_name__isnull=False)
    areas.filter(~Q(name=F("given_name")) | ~Q(kind=F("given_kind"))).update(
        name=F("given_name"), kind=F("given_kind")
    )


def _switch_editions(edition):
    """The edition becomes current; of its level, those of territories within its own stop being so."""
    inside = Area.objects.within(edition.territory)
    replaced = Edition.objects.filter(is_current=True, level=edition.level, territory__in=inside)
    replaced.exclude(pk=edition.pk).update(is_current=False)
    edition.is_current = True
    edition.activated_at = timezone.now()
    edition.save(update_fields=["is_current", "activated_at"])
