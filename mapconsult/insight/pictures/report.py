"""The report of one filter state: what stands in it, for a template."""

from base64 import b64encode

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from mapconsult.insight.cross.api import told_cross
from mapconsult.insight.cross.table import dimension_of
from mapconsult.insight.pictures.picture import boundaries_of, draw, shown
from mapconsult.insight.trends import trend
from mapconsult.insight.units import REMARKS

# What is laid out by category.
BESIDE = ["state", "outcome"]
# Longer tables are for a spreadsheet.
MOST_AREAS = 60
BARS = 640, 120


def report_of(reading, asked):
    """The variables of insight/report.html."""
    found = shown(reading, **asked)
    areas = sorted((area for area in found.counts.areas if area.count), key=lambda area: -area.count)
    by, buckets = trend(reading.remarks)
    return {
        "consultation": reading.consultation,
        "moment": timezone.localtime(),
        "said": found.said,
        "totals": reading.remarks.totals(),
        "picture": _address(draw(found)),
        "shown": found,
        "areas": areas[:MOST_AREAS],
        "more_areas": max(0, len(areas) - MOST_AREAS),
        "counts": found.counts,
        "boundaries": boundaries_of(found.counts),
        "by": by,
        "buckets": buckets,
        "histogram": _address(_bars(buckets)) if buckets else "",
        "tables": [_table(reading, name) for name in BESIDE] if buckets else [],
    }


def _address(svg):
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _bars(buckets):
    """A bar for each period, the highest as high as the picture."""
    width, height = BARS
    most, wide = max(bucket.count for bucket in buckets), width / len(buckets)
    bars = [
        (
            round(wide * place, 1),
            round(height * (1 - bucket.count / most), 1),
            round(height * bucket.count / most, 1),
        )
        for place, bucket in enumerate(buckets)
    ]
    context = {"bars": bars, "wide": round(wide * 0.9, 1), "width": width, "height": height}
    return render_to_string("insight/report_bars.svg", context)


def _table(reading, beside):
    rows, columns = (dimension_of(reading, name, "rows") for name in ("category", beside))
    titles = {"state": _("By category and state"), "outcome": _("By category and outcome")}
    told = told_cross(reading, rows, columns, REMARKS)
    return {
        "title": titles[beside],
        "columns": told["columns"]["values"],
        "rows": zip(told["rows"]["values"], told["cells"], strict=True),
        "total": told["total"],
    }
