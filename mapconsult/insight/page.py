"""What every page of the results begins with: the reading of an official, and the form of its filters."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.pins import pins
from mapconsult.feedback.chosen import chosen
from mapconsult.insight.filter_form import FilterForm
from mapconsult.insight.models import SavedView
from mapconsult.insight.permissions import official_reading
from mapconsult.insight.wording import without, wordings

# The fields with one value that all these pages share; those with several are FilterForm's, and what else an
# address says is carried along.
SINGLE = ["created_after", "created_before", "photo", "supported", "place", "unit"]
# The pages of the results, in the order in which they are offered.
PAGES = [
    ("insight:results", _("Map and numbers")),
    ("insight:cross", _("Cross table")),
    ("insight:words", _("Words")),
    ("insight:codes", _("Codes")),
    ("insight:survey", _("Survey results")),
    ("insight:sure", _("How sure")),
]


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
        """The variables of insight/results_base.html: a query for each kind of rows that can be filtered by,
        however many there are."""
        self.categories = list(self.consultation.categories.all())
        self.symbols = pins(self.categories)
        query = self.reading.request.GET
        form = FilterForm(self.reading, self.categories)
        return {
            "errors": self.errors,
            "form": form,
            "chosen": chosen(query, single=[*SINGLE, *self.own], several=form.names, wrong=self.errors),
            "categories": [(category, self.symbols[category.pk]) for category in self.categories],
            **self.words(),
            "views": self.views(),
            "query": query.urlencode(),
            "pages": list(self._pages()),
        }

    def words(self):
        """The variables of insight/_said.html: what is filtered by, in words, each with the query without
        it; and the page that this query is for, which a script names."""
        request = self.reading.request
        said = [(said, without(request.GET, said.name, said.value)) for said in wordings(self.reading)]
        return {"consultation": self.consultation, "said": said}

    def views(self):
        """The saved views of this consultation that the reader may open."""
        views = SavedView.objects.of(self.consultation).visible_to(self.reading.request.user)
        return list(views.select_related("owner"))

    def _pages(self):
        """The pages of the results under the same filters."""
        query = self.reading.request.GET.copy()
        for name in [*self.own, "cursor"]:
            query.pop(name, None)
        for name, label in PAGES:
            address = reverse(name, args=[self.consultation.slug])
            current = address == self.reading.request.path
            yield {"label": label, "address": address, "query": query.urlencode(), "current": current}
