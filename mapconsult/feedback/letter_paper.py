"""The formal letter on paper: as it was sent, and blank."""

import base64

from django.template.loader import render_to_string
from django.utils.translation import get_language

from mapconsult.consultations.models import ActKind, Zone
from mapconsult.consultations.pdf import pdf_response
from mapconsult.consultations.timing import last_day
from mapconsult.feedback.history import earlier_versions
from mapconsult.feedback.letter_points import DEMANDS
from mapconsult.feedback.models import AgentRole, Contact, LetterPurpose, ScanKind

# Of all points together: texts broken into more would fill a thousand pages, and take minutes to lay out.
MOST_LINES = 1000
# A degree of longitude is shorter than one of latitude, in the middle of Poland by this.
NARROW = 0.62
# Of a sketch, in its own units, and how much of the land around a shape it shows.
SIZE, AROUND = 300, 0.6
# About 300 m: less around a single point would show nothing.
LEAST = 0.003


def paper_response(submission):
    """The PDF of a letter."""
    return pdf_response("feedback/letter_paper.html", paper(submission), f"pismo-{submission.pk}")


def paper(submission):
    """What the PDF of a letter says: of each point the words that were sent, also if they were changed. Where
    they are broken into very many lines, they flow."""
    earlier = earlier_versions(submission)
    zones = list(Zone.objects.filter(layer__consultation=submission.consultation).only("geometry", "name"))
    points = []
    for remark in submission.remarks.with_names().order_by("ordinal"):
        versions = earlier.get(remark.pk)
        points.append(
            {
                "remark": remark,
                "body": versions[-1].body if versions else remark.body,
                "is_changed": bool(versions),
                "sketch": sketch(remark.geometry, zones),
            }
        )
    if sum(len(point["body"].splitlines()) for point in points) > MOST_LINES:
        for point in points:
            point["body"] = " ".join(point["body"].split())
    scans = list(submission.scans.all())
    return {
        "submission": submission,
        "consultation": submission.consultation,
        "letter": submission.letter,
        "contact": Contact.objects.filter(submission=submission).first(),
        "points": points,
        "scans": scans,
        "lists": _lists(),
        "language": get_language(),
    }


def blank_response(consultation):
    """The PDF of the empty form."""
    context = {
        "consultation": consultation,
        "last_day": last_day(consultation),
        "lists": _lists(),
        "language": get_language(),
    }
    return pdf_response("feedback/letter_blank.html", context, f"druk-{consultation.slug}", kept=True)


def _lists():
    """What is ticked on paper."""
    return {
        "purposes": LetterPurpose.choices,
        "acts": ActKind.choices,
        "roles": AgentRole.choices,
        "attachments": [choice for choice in ScanKind.choices if choice[0] != ScanKind.PAGE],
        "demands": list(DEMANDS),
    }


def sketch(geometry, zones):
    """A shape among the zones of the plan, north up, as the `data:` address of an SVG; none for no place, or
    a point with nothing around it."""
    if geometry is None:
        return ""
    west, south, east, north = geometry.extent
    half = max((east - west) * NARROW, north - south, LEAST) * AROUND
    middle = ((west + east) / 2, (south + north) / 2)
    scale = SIZE / (2 * half)

    def place(lon, lat):
        x, y = (lon - middle[0]) * NARROW * scale, (middle[1] - lat) * scale
        return f"{x + SIZE / 2:.1f},{y + SIZE / 2:.1f}"

    near = geometry.envelope.buffer(half * 2)
    around = [zone.geometry for zone in zones if zone.geometry.intersects(near)]
    if geometry.geom_type == "Point" and not around:
        return ""
    drawn = {
        "size": SIZE,
        "zones": [_path(part, place) for shape in around for part in _parts(shape)],
        "kind": geometry.geom_type,
        "path": _path(geometry, place) if geometry.geom_type != "Point" else "",
        "point": place(*geometry.coords).split(",") if geometry.geom_type == "Point" else None,
    }
    svg = render_to_string("feedback/letter_sketch.svg", drawn)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _parts(shape):
    """The areas of a zone; a plan may have points and lines, too, which a sketch leaves out."""
    parts = list(shape) if shape.geom_type in {"MultiPolygon", "GeometryCollection"} else [shape]
    return [part for part in parts if part.geom_type == "Polygon"]


def _path(shape, place):
    """The `d` of a line or a polygon."""
    rings = shape.coords if shape.geom_type == "Polygon" else [shape.coords]
    end = "Z" if shape.geom_type == "Polygon" else ""
    return " ".join("M" + " L".join(place(*corner[:2]) for corner in ring) + end for ring in rings)
