"""What is shown, to take away: the map as a picture, its areas as a table, a report of one filter state."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rest_framework.exceptions import ValidationError

from geo.tables import csv_of
from mapconsult.consultations.pdf import pdf_response
from mapconsult.insight.asked import asked_of
from mapconsult.insight.permissions import official_reading
from mapconsult.insight.pictures.picture import draw, shown
from mapconsult.insight.pictures.report import report_of
from mapconsult.insight.serializers import CountsQuery


@login_required
@require_safe
def picture(request, slug):
    """The map of areas as an SVG, which people keep."""
    return _answered(request, slug, _svg)


def _svg(reading, asked):
    return _kept(reading, "mapa.svg", draw(shown(reading, **asked)), "image/svg+xml")


@login_required
@require_safe
def areas_csv(request, slug):
    """The areas that are shown as a table for a spreadsheet, and what lies in none of them."""
    return _answered(request, slug, _csv)


def _csv(reading, asked):
    counts = shown(reading, **asked).counts
    header = [_("Code"), _("Area"), _("Remarks"), _("Submissions"), _("Persons"), _("Residents")]
    header += [_("Remarks per 1,000 residents"), _("km2"), _("Remarks per km2")]
    names = ["code", "name", "count", "submissions", "persons", "population", "rate_per_1000"]
    rows = [
        [*(getattr(area, name) for name in names), area.area_km2 and round(area.area_km2, 3), area.density()]
        for area in counts.areas
    ]
    rows += [
        ["", _("in none of these areas"), counts.outside],
        ["", _("without a place"), counts.unplaced],
        ["", _("in all"), counts.total, counts.submissions, counts.persons],
    ]
    return _kept(reading, "obszary.csv", csv_of(header, rows), "text/csv")


@login_required
@require_safe
def report(request, slug):
    """What one filter state leaves, on paper: numbers, map, table, time, and how they were made."""
    return _answered(request, slug, _pdf)


def _pdf(reading, asked):
    context = report_of(reading, asked)
    return pdf_response("insight/report.html", context, f"{reading.consultation.slug}-wyniki")


def _answered(request, slug, build):
    """What an official asked for; 400 in plain words for filters that make no sense."""
    reading = official_reading(request, slug)
    try:
        asked = asked_of(reading.check(), CountsQuery)
        return reading.answer(partial(build, reading, asked), *asked.items())
    except ValidationError as error:
        reasons = [f"{name}: {reason}" for name, reasons in error.detail.items() for reason in reasons]
        return HttpResponse("\n".join(reasons), status=400, content_type="text/plain; charset=utf-8")


def _kept(reading, name, text, content_type):
    """A file under a name that says of what and when it is."""
    stem, _dot, ending = name.partition(".")
    file = f"{reading.consultation.slug}-{stem}-{timezone.localdate()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return HttpResponse(text, content_type=f"{content_type}; charset=utf-8", headers=headers)
