"""The formal letter on paper: as it was sent, and blank."""

from django.contrib.gis.geos import GeometryCollection, Polygon
from django.utils.translation import get_language

from mapconsult.consultations.models import ActKind, Zone
from mapconsult.consultations.pdf import pdf_response
from mapconsult.consultations.sketch import sketch
from mapconsult.consultations.timing import last_day
from mapconsult.feedback.history import earlier_versions
from mapconsult.feedback.letter_points import DEMANDS
from mapconsult.feedback.models import AgentRole, Contact, LetterPurpose, ScanKind

# Of all points together: texts broken into more would fill a thousand pages, and take minutes to lay out.
MOST_LINES = 1000
# How much of the land around a shape its sketch shows: of its size, and in degrees, at least about 100 m.
AROUND, LEAST = 0.3, 0.001


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
                "sketch": _sketch(remark.geometry, zones),
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


def _sketch(geometry, zones):
    """A shape among the zones of the plan; none for no place, or a point with nothing around it."""
    if geometry is None:
        return ""
    west, south, east, north = geometry.extent
    reach = max(east - west, north - south) * AROUND + LEAST
    box = west - reach, south - reach, east + reach, north + reach
    seen = Polygon.from_bbox(box)
    around = [zone.geometry for zone in zones if zone.geometry.intersects(seen)]
    if geometry.geom_type == "Point" and not around:
        return ""
    # A plan may hold collections, and those no others.
    parts = [part for shape in around for part in (shape if "Collection" in shape.geom_type else [shape])]
    return sketch(GeometryCollection(parts), [geometry], box=box, numbered=False)
