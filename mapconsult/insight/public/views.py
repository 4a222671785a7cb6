"""The results of a consultation for everybody: a page, the same for a frame of another site, and downloads.

Published remarks alone, whoever looks: the page is the public's even for officials.
"""

from functools import partial

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from geo.tables import csv_of
from mapconsult.consultations.pins import pins
from mapconsult.feedback.chosen import chosen
from mapconsult.feedback.features import GEOJSON
from mapconsult.feedback.panel.places import areas_of
from mapconsult.insight.api import told_by_area
from mapconsult.insight.counts import AreaCount
from mapconsult.insight.disclosure import is_whole
from mapconsult.insight.permissions import public_reading
from mapconsult.insight.public.kept import kept
from mapconsult.insight.public.numbers import linked, told, when, where
from mapconsult.insight.public.survey import survey_told
from mapconsult.insight.scope import LEVEL_NAMES
from mapconsult.insight.wording import wordings

# What the form has a field for, and what the page itself is asked for.
FIELDS = ["created_after", "created_before", "area", "level"]


@require_safe
def results(request, slug):
    """In plain words, with a map, tables and filters. Whoever may switch it on sees it before."""
    reading = public_reading(request, slug)
    consultation = reading.consultation
    consultation.refresh_from_db(fields=["extent"])
    categories = list(consultation.categories.all())
    symbols = pins(categories)
    context = _context(reading, embedded=False) | {
        "chosen": chosen(request.GET, single=FIELDS, wrong=reading.errors),
        "categories": [(category, symbols[category.pk]) for category in categories],
        "areas": areas_of(consultation.territory),
        "snippet": _snippet(reading),
    }
    return render(request, "insight/public.html", context)


def _snippet(reading):
    """The HTML by which another site shows what is seen here."""
    consultation = reading.consultation
    address = reading.request.build_absolute_uri(reverse("public:embed", args=[consultation.slug]))
    query = reading.request.GET.urlencode()
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="900" loading="lazy" referrerpolicy="no-referrer">'
        "</iframe>",
        f"{address}?{query}" if query else address,
        consultation.title,
    )


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed(request, slug):
    """What other sites show in a frame: needs no cookie, and the same answer holds for everybody."""
    reading = public_reading(request, slug)
    consultation = reading.consultation
    consultation.refresh_from_db(fields=["extent"])
    if reading.errors:
        response = render(request, "insight/public_embed.html", _embedded(reading))
    else:
        # The clock changes what it says of the time.
        asked = [consultation.effective_state(), timezone.localdate(), request.GET.urlencode()]
        response = reading.answer(
            lambda: render(request, "insight/public_embed.html", _embedded(reading)), *asked
        )
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _embedded(reading):
    return _context(reading, embedded=True)


def _context(reading, *, embedded):
    """What page and frame tell alike."""
    return {
        "consultation": reading.consultation,
        "is_preview": not reading.consultation.results_public,
        "errors": reading.errors,
        "asked": wordings(reading),
        "query": linked(reading),
        "level": reading.request.GET.get("level", ""),
        "embedded": embedded,
        "config": {"box": reading.consultation.extent.extent},
        "results": _results(reading, embedded),
    }


def _results(reading, embedded):
    """The HTML of the numbers; none when the filters make no sense."""
    if reading.errors:
        return ""
    name = "frame" if embedded else "page"
    template = "insight/_public_results.html"
    return kept(
        reading, name, lambda: render_to_string(template, _numbers(reading, embedded), reading.request)
    )


def _numbers(reading, embedded):
    found = where(reading)
    return when(reading.remarks) | {
        "consultation": reading.consultation,
        "asked": wordings(reading),
        "query": linked(reading),
        "embedded": embedded,
        "threshold": settings.SUPPRESSION_THRESHOLD,
        "where": found,
        "levels": [(level, LEVEL_NAMES[level]) for level in found.offered],
        "told": told(reading),
        "survey": survey_told(reading.consultation) if is_whole(reading) else [],
    }


@require_safe
def areas(request, slug):
    """The areas as GeoJSON, small numbers of persons null: what the map of the page draws, and a download."""
    reading = public_reading(request, slug)
    if reading.errors:
        return _told_wrong(request, slug)
    text = partial(kept, reading, "areas", lambda: _geojson(where(reading, outlines=True)).content)
    asked = request.GET.get("level")
    return reading.answer(lambda: HttpResponse(text(), content_type=GEOJSON), asked)


def _told_wrong(request, slug):
    """To the page, which says what is wrong with the filters."""
    return redirect(f"{reverse('public:results', args=[slug])}?{request.GET.urlencode()}")


def _geojson(found):
    names = ["total", "outside", "unplaced", "submissions", "persons"]
    members = {"level": found.level.key} | {name: getattr(found.counts, name) for name in names}
    return told_by_area(members, found.counts.areas, AreaCount.properties, geometry=True)


@require_safe
def areas_csv(request, slug):
    """The table of areas for a spreadsheet; small numbers of persons are empty."""
    reading = public_reading(request, slug)
    if reading.errors:
        return _told_wrong(request, slug)
    return reading.answer(lambda: _csv(reading, where(reading)), request.GET.get("level"))


def _csv(reading, found):
    header = [_("Code"), _("Area"), _("Remarks"), _("Submissions"), _("Persons"), _("Residents")]
    names = ["code", "name", "count", "submissions", "persons", "population", "rate_per_1000"]
    rows = [[getattr(area, name) for name in names] for area in found.counts.areas]
    rows += [
        ["", _("outside these areas"), found.counts.outside],
        ["", _("without a place"), found.counts.unplaced],
    ]
    text = csv_of([*header, _("Remarks per 1,000 residents")], rows)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"{reading.consultation.slug}-wyniki-{timezone.localdate()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
