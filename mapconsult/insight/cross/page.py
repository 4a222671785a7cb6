"""The page of the cross table, and the same as a file for a spreadsheet."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rest_framework.exceptions import ValidationError

from geo.tables import csv_of
from mapconsult.insight.cross.api import told_cross
from mapconsult.insight.cross.table import check_pair, dimension_of, names_of
from mapconsult.insight.disclosure import PERSONS
from mapconsult.insight.page import ResultsPage
from mapconsult.insight.shares import LEAST_FOR_PERCENT
from mapconsult.insight.units import REMARKS

OWN = ["rows", "columns"]
# What is set side by side until somebody chooses.
USUAL = {"rows": "category", "columns": "channel"}


@login_required
@require_safe
def cross_page(request, slug):
    """Remarks, or persons, by two things at once; every number leads to the remarks behind it."""
    page = ResultsPage(request, slug, own=OWN)
    context = page.context() | {"dimensions": names_of(page.reading), "least": LEAST_FOR_PERCENT}
    context["chosen"] |= _asked(request)
    try:
        context["cross"] = None if page.errors else _told(page)
    except ValidationError as error:
        context["cross_errors"] = [str(reason) for reasons in error.detail.values() for reason in reasons]
    return render(request, "insight/cross.html", context)


@login_required
@require_safe
def cross_csv(request, slug):
    """The table as it is shown: numbers, and of each row what it makes in all."""
    page = ResultsPage(request, slug, own=OWN)
    if page.errors:
        raise Http404
    try:
        told = _told(page)
    except ValidationError:
        raise Http404 from None
    response = HttpResponse(_csv(told), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-zestawienie.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _asked(request):
    return {name: request.GET.get(name) or usual for name, usual in USUAL.items()}


def _told(page):
    """As the API tells it; ValidationError for what makes no table."""
    reading, asked = page.reading, _asked(page.reading.request)
    rows, columns = (dimension_of(reading, asked[name], name) for name in OWN)
    check_pair(rows, columns)
    unit = PERSONS if reading.request.GET.get("unit") == PERSONS else REMARKS
    told = told_cross(reading, rows, columns, unit)
    told["lines"] = list(zip(told["rows"]["values"], told["cells"], strict=True))
    return told


def _csv(told):
    columns = told["columns"]["values"]
    header = [told["rows"]["label"], *(column["label"] for column in columns), _("Together")]
    lines = [[row["label"], *(cell["n"] for cell in cells), row["n"]] for row, cells in told["lines"]]
    return csv_of(header, [*lines, [_("Together"), *(column["n"] for column in columns), told["total"]]])
