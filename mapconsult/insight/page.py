"""What every page of the results begins with: the reading of an official, and the form of its filters."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.pins import pins
from mapconsult.feedback.chosen import chosen
from mapconsult.feedback.models import Remark
from mapconsult.insight.permissions import official_reading

# The fields of the form that all these pages share; what else an address says is carried along.
SINGLE = ["created_after", "created_before", "area"]
SEVERAL = ["state"]
# The pages of the results, in the order in which they are offered.
PAGES = [("insight:results", _("Map and numbers"))]


class ResultsPage:
    """One page of the results under one filter state. 404 for whoever may not read all remarks."""

    def __init__(self, request, slug, *, own=()):
        """`own` are the names of fields with one value that the page itself has."""
        self.reading = official_reading(request, slug)
        self.consultation = self.reading.consultation
        self.errors = self.reading.errors
        self.own = [*own]

    @property
    def remarks(self):
        """What the filters leave; nothing when they make no sense."""
        return self.reading.remarks.none() if self.errors else self.reading.remarks

    def context(self):
        """The variables of insight/results_base.html. One query."""
        self.categories = list(self.consultation.categories.all())
        self.symbols = pins(self.categories)
        query = self.reading.request.GET
        return {
            "consultation": self.consultation,
            "errors": self.errors,
            "chosen": chosen(query, single=[*SINGLE, *self.own], several=SEVERAL, wrong=self.errors),
            "categories": [(category, self.symbols[category.pk]) for category in self.categories],
            "states": Remark.State,
            "pages": list(self._pages()),
        }

    def _pages(self):
        """The pages of the results under the same filters."""
        query = self.reading.request.GET.copy()
        for name in [*self.own, "cursor"]:
            query.pop(name, None)
        for name, label in PAGES:
            address = reverse(name, args=[self.consultation.slug])
            current = address == self.reading.request.path
            yield {"label": label, "address": address, "query": query.urlencode(), "current": current}
