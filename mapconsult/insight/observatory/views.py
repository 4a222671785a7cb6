"""The pages of the observatory: for everybody, of all organisations or of one."""

from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mapconsult.accounts.models import Organisation
from mapconsult.feedback.models import Channel, Remark
from mapconsult.insight.observatory.numbers import Total, by_host, observe, published, residents_of
from mapconsult.insight.observatory.time import PERIODS, over_time
from mapconsult.insight.shares import shares

ON_A_PAGE = 50
# Columns of the comparison; all but the name begin with the largest.
COLUMNS = [
    ("name", _("Organisation")),
    ("residents", _("Residents")),
    ("consultations", _("Consultations")),
    ("persons", _("Persons")),
    ("persons_rate", _("Persons per 1,000")),
    ("remarks", _("Remarks")),
    ("remarks_rate", _("Remarks per 1,000")),
    ("decided", _("Decided")),
    ("accepted_share", _("Accepted")),
    ("days_to_answer", _("Days to a decision")),
]
SORTED = [sign + name for name, _label in COLUMNS for sign in ("", "-")]


@dataclass(frozen=True)
class Host:
    """A line of the comparison; None where a number is not known or not told."""

    organisation: Organisation
    residents: int | None
    total: Total

    def __getattr__(self, name):
        return getattr(self.total, name)

    @property
    def name(self):
        return self.organisation.name

    @property
    def persons_rate(self):
        return self.total.rate("persons", self.residents)

    @property
    def remarks_rate(self):
        return self.total.rate("remarks", self.residents)


@require_safe
def observatory(request, slug=None):
    """All organisations beside each other, or one with its consultations. Small numbers of persons hidden."""
    organisation = get_object_or_404(Organisation, slug=slug) if slug else None
    observed = observe(published(organisation))
    total = Total.of(one.numbers for one in observed)
    by, periods = over_time(observed, _known(request.GET.get("by"), PERIODS))
    context = {
        "organisation": organisation,
        "total": total,
        "by": by,
        "periods": periods,
        "most": max((period.total.remarks for period in periods), default=0),
        "channels": shares(Channel.choices, total.channels),
        "outcomes": shares(Remark.Outcome.choices, total.outcomes),
        "consultations": Paginator(observed, ON_A_PAGE).get_page(request.GET.get("page")),
        "licence": settings.OPEN_DATA_LICENCE,
    }
    if organisation is None:
        context |= _comparison(request, observed)
    return render(request, "insight/observatory.html", context)


def _comparison(request, observed):
    hosts = by_host(observed)
    residents = residents_of([host for host, _total in hosts])
    rows = [Host(host, residents[host.pk], total) for host, total in hosts]
    sort = _known(request.GET.get("sort"), SORTED) or "-remarks"
    name = sort.removeprefix("-")
    if name == "name":
        rows = rows[::-1] if sort == "-name" else rows
    else:
        # What is not known comes last, whichever way round.
        known = [row for row in rows if getattr(row, name) is not None]
        known.sort(key=lambda row: getattr(row, name), reverse=sort.startswith("-"))
        rows = known + [row for row in rows if getattr(row, name) is None]
    hosts = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("hosts"))
    return {"hosts": hosts, "columns": [_column(*column, sort) for column in COLUMNS]}


def _column(name, label, sort):
    """What the head of a column says, and the order that it leads to."""
    order = {name: "ascending", f"-{name}": "descending"}.get(sort)
    first = name if name == "name" else f"-{name}"
    other = f"-{name}" if name == "name" else name
    return {"label": label, "order": order, "sort": other if sort == first else first}


def _known(value, known):
    return value if value in known else None
