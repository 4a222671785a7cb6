"""The formal letters of a demonstration, from letters.json."""

import json
import uuid
from datetime import timedelta

from django.contrib.gis.geos import GEOSGeometry

from mapconsult.feedback.actions import RemarkDraft, SubmissionDraft, submit
from mapconsult.feedback.identity import body_digest
from mapconsult.feedback.models import Letter, Remark, SubmissionForm


def load_letters(consultation, path):
    """Let people send the letters of a file; nobody is written to."""
    categories = {category.slug: category for category in consultation.categories.all()}
    for number, spec in enumerate(json.loads(path.read_text())):
        letter = Letter(**spec["letter"])
        remark = letter.purpose == Letter.Purpose.REMARK
        kind = Remark.Kind.REMARK if remark else Remark.Kind.APPLICATION
        draft = SubmissionDraft(
            key=uuid.uuid5(uuid.NAMESPACE_URL, f"{consultation.slug}/letter/{number}"),
            body_digest=body_digest(spec),
            remarks=[_point(point, categories, kind) for point in spec["remarks"]],
            stakeholder=spec["stakeholder"],
            form=SubmissionForm.LETTER,
            contact=spec["contact"],
            letter=letter,
        )
        submit(
            consultation=consultation, draft=draft, now=consultation.opens_at + timedelta(days=spec["day"])
        )


def _point(spec, categories, kind):
    return RemarkDraft(
        body=spec["body"],
        category=categories[spec["category"]],
        kind=kind,
        geometry=GEOSGeometry(json.dumps(spec["geometry"]), srid=4326),
        parcel=spec.get("parcel", ""),
        place_note=spec.get("place_note", ""),
    )
