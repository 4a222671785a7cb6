"""What the public is told of persons; officials are told everything (docs/decisions/0017-small-numbers.md).

Whoever answers with numbers of persons calls `hide_persons`; whoever can be asked to count persons instead of
remarks calls `refuse_persons`. Pages that everybody sees and that count persons by one thing or two use
suppression.hide_in_row and hide_in_table, over all that is published, never under filters.
"""

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from mapconsult.insight.suppression import hide_in_row

PERSONS = "persons"


def refuse_persons(reading, unit):
    """Raise DRF's ValidationError when the public asks to count persons (`unit` or `measure`): two answers of
    maps, bars or classes could be subtracted."""
    if unit == PERSONS and not reading.official:
        raise ValidationError({"unit": [_("Only officials can count persons instead of remarks.")]})


def hide_persons(counts, *, reading, scope):
    """Counts (of insight/counts.py) for their reader, changed in place: for the public persons of the whole
    consultation alone, by the areas that it is best looked at by, and small numbers hidden."""
    if reading.official:
        return counts
    if not is_whole(reading):
        return _tell(counts, [None] * len(counts.areas), None)
    return hide_small_persons(counts, by_area=counts.level == scope.next_level())


def hide_small_persons(counts, *, by_area=True):
    """The same for a page that shows everybody all that is published, whoever looks at it.

    Whoever has remarks outside the areas, or without a place, is a cell that nobody shows, and that could be
    had by a subtraction. Areas of one level alone: another level would tell what this one hides.
    """
    if not by_area:
        row = hide_in_row([counts.persons])
        return _tell(counts, [None] * len(counts.areas), row.total)
    row = hide_in_row(
        [*(area.persons for area in counts.areas), counts.persons_nowhere], total=counts.persons
    )
    return _tell(counts, row.cells[:-1], row.total)


def is_whole(reading):
    """Whether no filter narrows what is read."""
    return not any(reading.filters.form.cleaned_data.values())


def _tell(counts, of_areas, of_all):
    counts.persons = of_all
    for area, persons in zip(counts.areas, of_areas, strict=True):
        area.persons = persons
    return counts
