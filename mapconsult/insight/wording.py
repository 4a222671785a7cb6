"""A filter state in words: what stands above a page of the results, on a picture and in a report."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from geo.models import LayerArea
from mapconsult.consultations.models import Category, Phase, Zone
from mapconsult.consultations.models.survey import Choice
from mapconsult.feedback.filter_fields import WITHOUT
from mapconsult.insight.models import Code

# Filters by ids: what these are ids of, and how its rows lead to whose they are.
NAMED = {
    "category": (Category, "consultation"),
    "phase": (Phase, "consultation"),
    "zone": (Zone, "layer__consultation"),
    "answer": (Choice, "question__section__survey__consultation"),
    "own_area": (LayerArea, "layer__owner__organisation"),
    "code": (Code, "consultation"),
}


@dataclass(frozen=True)
class Wording:
    """One thing that is asked for: "Category: Playground"; `name` and `value` are how the address says it."""

    label: str
    words: str
    name: str
    value: str


def wordings(reading):
    """[Wording] of a reading's filters, in their order; none when they make no sense. One query for each
    filter by ids that is used."""
    if reading.errors:
        return []
    filters = reading.filters
    return [
        Wording(str(filters.filters[name].label), words, name, value)
        for name, asked in filters.form.cleaned_data.items()
        if asked or asked == 0
        for value, words in _worded(reading, name, asked)
    ]


def without(query, name, value):
    """A query (a QueryDict) that no longer asks for one value of a name, as the text of an address."""
    left = query.copy()
    left.pop("cursor", None)
    parts = [part for item in left.pop(name, []) for part in _parts(name, item)]
    left.setlist(name, [part for part in parts if part and part != value])
    return left.urlencode()


def _parts(name, item):
    """Values of some filters stand in one text, with commas between them."""
    return item.split(",") if name in NAMED or name == "area" else [item]


def _worded(reading, name, asked):
    """[(value of the address, words)] of one filter."""
    filters = reading.filters
    if name in NAMED:
        ids = [pk for few in asked.values() for pk in few] if isinstance(asked, dict) else asked
        return _named(_rows(name, [pk for pk in ids if pk != WITHOUT], reading.consultation), ids)
    if name == "area":
        return [(area.code, area.name) for area in asked]
    said = filters.data.getlist(name)
    if choices := dict(getattr(filters.form.fields[name], "choices", ())):
        return [(value, str(choices.get(value, value))) for value in said]
    return [(value, _said(name, value, asked)) for value in said[-1:]]


def _named(rows, ids):
    """In the order of the model; of what is not there its number."""
    found = {row.pk: str(row) for row in rows}
    missing = {pk: _("none") if pk == WITHOUT else str(pk) for pk in ids if pk not in found}
    return [(str(pk), words) for pk, words in (found | missing).items()]


def _rows(name, ids, consultation):
    """Of the consultation, or its host, alone: an address may name what others have not published."""
    model, owner = NAMED[name]
    rows = model.objects.filter(pk__in=ids)
    rows = rows.filter(**{owner: consultation.host_id if model is LayerArea else consultation})
    if model is LayerArea:
        return rows.only("name", "code")
    if model is Zone:
        return rows.only("name")
    return rows.select_related("question") if model is Choice else rows


def _said(name, value, asked):
    """The words for a filter whose value is typed or drawn."""
    if name in ("created_after", "created_before"):
        return _moment(asked)
    if name == "q":
        return _("“%(words)s”") % {"words": value}
    if name == "within":
        return _("drawn area")
    if name == "around":
        metres = round(float(value.rpartition(",")[2]))
        return ngettext("%(metres)d metre around a point", "%(metres)d metres around a point", metres) % {
            "metres": metres
        }
    return _("chosen") if name in ("in_bbox", "group") else value


def _moment(moment):
    """A day where it begins with it, else the minute, too."""
    local = timezone.localtime(moment)
    at_midnight = (local.hour, local.minute) == (0, 0)
    return date_format(local, "j E Y" if at_midnight else "j E Y, H:i")
