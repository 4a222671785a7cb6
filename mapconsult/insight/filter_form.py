"""What the form of filters offers, and what of it is chosen: one query for each kind of rows that are offered
by name, none for a single option."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from geo.models import Area, LayerArea, Level
from mapconsult.consultations.models import Zone
from mapconsult.consultations.models.survey import Choice
from mapconsult.feedback.filter_fields import WITHOUT
from mapconsult.insight.models import Code

# More than these nobody reads through; the map finds every area and zone.
MOST_OFFERED = 400


@dataclass
class Group:
    """Chips of one name, of which any may be chosen: options are (value, label)."""

    name: str
    legend: str
    options: list
    values: set = field(default_factory=set)

    @property
    def chosen(self):
        return sum(str(value) in self.values for value, _label in self.options)


@dataclass
class Fold:
    """Groups under one heading; it is open where something is chosen."""

    label: str
    groups: list

    @property
    def chosen(self):
        return sum(group.chosen for group in self.groups)


class FilterForm:
    """The choices of one consultation, and what an address asks for."""

    def __init__(self, reading, categories):
        self.reading = reading
        self.categories = categories
        self.consultation = reading.consultation
        self.query = reading.request.GET
        self.photo, self.place = self.of_choices("photo"), self.of_choices("place")

    @cached_property
    def folds(self):
        """The folds of chips, in the order in which they are offered."""
        return [
            *self._zones(),
            *self._own_areas(),
            Fold(_("Who speaks, and how"), self._groups("channel", "stakeholder", "kind")),
            Fold(_("State and decision"), self._groups("state", "outcome", "decided")),
            *self._phases(),
            *self._answers(),
            *self._codes(),
        ]

    @property
    def names(self):
        """Of the fields with several values."""
        return ["area", *(group.name for fold in self.folds for group in fold.groups)]

    @cached_property
    def areas(self):
        """[(area, whether it is chosen, whether it may have parts)]: the parts of the territory, before them
        what else is chosen."""
        chosen = [] if self.reading.errors else self.reading.filters.form.cleaned_data["area"]
        parts = Area.objects.current().filter(parent=self.consultation.territory_id).order_by("name", "code")
        parts = list(parts[:MOST_OFFERED])
        others = [area for area in chosen if area not in parts]
        return [(area, area in chosen, area.level < Level.DISTRICT) for area in [*others, *parts]]

    @property
    def hidden(self):
        """[(name, value)] of what is chosen by name and not offered: the form carries it along."""
        offered = {"category": {str(category.pk) for category in self.categories}}
        for group in (group for fold in self.folds for group in fold.groups):
            offered.setdefault(group.name, set()).update(str(value) for value, _label in group.options)
        return [
            (name, value) for name, known in offered.items() for value in sorted(self.values(name) - known)
        ]

    def values(self, name):
        """What is asked for of one name, in texts."""
        return {part for item in self.query.getlist(name) for part in item.split(",") if part}

    def of_choices(self, name):
        """The chips of a filter that knows its choices."""
        known = self.reading.filters.filters[name]
        choices = known.extra["choices"]
        return Group(name, known.label, getattr(choices, "choices", choices), self.values(name))

    def _groups(self, *names):
        return [self.of_choices(name) for name in names]

    def _of_rows(self, name, legend, rows):
        return Group(name, legend, [(row.pk, str(row)) for row in rows], self.values(name))

    def _zones(self):
        zones = Zone.objects.filter(layer__consultation=self.consultation).only("name").order_by("name", "pk")
        zones = list(zones[:MOST_OFFERED])
        return [Fold(_("Zone of the plan"), [self._of_rows("zone", _("Zone"), zones)])] if zones else []

    def _own_areas(self):
        areas = LayerArea.objects.filter(layer__owner__organisation=self.consultation.host_id)
        areas = areas.select_related("layer").only("name", "code", "layer__name")
        areas = areas.order_by("layer__name", "layer", "name", "code")[:MOST_OFFERED]
        return [
            Fold(layer.name, [self._of_rows("own_area", layer.name, rows)])
            for layer, rows in groupby(areas, lambda area: area.layer)
        ]

    def _phases(self):
        phases = list(self.consultation.phases.all())
        return [Fold(_("Phase"), [self._of_rows("phase", _("Phase"), phases)])] if phases else []

    def _answers(self):
        """A fold for each question with prepared answers."""
        choices = Choice.objects.filter(question__section__survey__consultation=self.consultation)
        choices = choices.select_related("question").defer("geometry")
        choices = choices.order_by("question__section__order", "question__order", "question", "order", "pk")
        return [
            Fold(question.text, [self._of_rows("answer", question.text, rows)])
            for question, rows in groupby(choices, lambda choice: choice.question)
        ]

    def _codes(self):
        codes = Code.objects.of(self.consultation)
        group = self._of_rows("code", _("Code"), codes)
        if not group.options:
            return []
        group.options.append((WITHOUT, _("without a code")))
        return [Fold(_("Codes of the office"), [group])]
