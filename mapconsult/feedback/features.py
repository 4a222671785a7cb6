"""A remark as a GeoJSON feature, built by the database.

The API, the export and every other reader share this one list of properties; PostgreSQL writes the
JSON, so that a page or a million rows never pass through Python objects.
"""

import json

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, Func, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Concat, NullIf
from django.http import HttpResponse
from django.urls import reverse

from mapconsult.feedback.models import Photo
from mapconsult.feedback.search import highlight

GEOJSON = "application/geo+json"
# RFC 7946: EPSG:4326 with 7 decimals (about a centimetre), outer rings counter-clockwise.
DECIMALS = 7


def said(column):
    """A text column, null where it is empty."""
    return NullIf(F(column), Value(""), output_field=TextField())


PUBLIC = {
    "id": F("pk"),
    "reference": Concat("submission_id", Value("."), "ordinal", output_field=TextField()),
    "category": F("category_id"),
    "category_name": F("category__name"),
    "kind": F("kind"),
    "body": F("body"),
    "state": F("state"),
    "outcome": said("outcome"),
    # A proposal that nobody approved has no outcome yet, and its reason is not told.
    "justification": Case(When(~Q(outcome=""), then=F("disposition__justification"))),
    "received_at": F("received_at"),
    "edited_at": F("edited_at"),
    "channel": F("channel"),
    "phase": F("phase__name"),
    "question": F("question_id"),
    "question_text": F("question__text"),
    "placed_by": said("placed_by"),
    "zone": F("zone_id"),
    "zone_name": F("zone__name"),
    "parcel": said("parcel"),
    "place_note": said("place_note"),
    "supports": F("supports"),
    "replies": F("reply_count"),
    "district": F("district__code"),
    "district_name": F("district__name"),
    "gmina": F("gmina__code"),
    "gmina_name": F("gmina__name"),
    "powiat": F("powiat__code"),
    "powiat_name": F("powiat__name"),
    "voivodeship": F("voivodeship__code"),
    "voivodeship_name": F("voivodeship__name"),
}
# What only officials see beside it.
OFFICIAL = {"submission": F("submission_id"), "stakeholder": said("stakeholder")}


class JSONBuild(Func):
    """json_build_object: keeps the order of its keys and the text of nested JSON (unlike jsonb)."""

    function = "json_build_object"
    output_field = TextField()

    def __init__(self, **pairs):
        super().__init__(*(part for key, value in pairs.items() for part in (Value(key), value)))


class GeoJSONGeometry(Func):
    """A geometry as nested JSON; right-handed rings make it RFC 7946, points and lines pass as they are."""

    template = f"ST_AsGeoJSON(ST_ForcePolygonCCW(%(expressions)s), {DECIMALS})::json"
    output_field = TextField()


def photos():
    """The photos of a remark in their order, as the API of photos tells them; hidden ones left out."""
    page = Value(reverse("feedback:photo", args=[0]).removesuffix("0/"))
    url = Concat(page, "pk", Value("/"), output_field=TextField())
    told = JSONBuild(
        url=url,
        preview=Concat(url, Value("podglad/"), output_field=TextField()),
        alt=F("alt"),
        width=F("width"),
        height=F("height"),
    )
    return ArraySubquery(_shown_photos().order_by("ordinal").values_list(told))


def photo_addresses():
    """The paths of the photos in one text, a space between them; null for none."""
    page = reverse("feedback:photo", args=[0]).removesuffix("0/")
    told = StringAgg(
        Concat(Value(page), "pk", Value("/"), output_field=TextField()), delimiter=" ", order_by="ordinal"
    )
    return Subquery(_shown_photos().values("remark").annotate(told=told).values("told"))


def _shown_photos():
    return Photo.objects.filter(remark=OuterRef("pk"), is_hidden=False).order_by()


def feature(*, official, words=""):
    """The text of a remark's GeoJSON feature, with an official's properties or the public's. Where words are
    looked for, `highlight` is the text as HTML that is safe to show, with <mark> around them."""
    marked = {"highlight": highlight(words)} if words else {}
    document = JSONBuild(
        type=Value("Feature"),
        id=F("pk"),
        geometry=GeoJSONGeometry("geometry"),
        properties=JSONBuild(**PUBLIC, photos=photo_addresses(), **(OFFICIAL if official else {})),
        # Beside the properties, which stay flat for every GIS.
        photos=photos(),
        **marked,
    )
    return Cast(document, TextField())


def dump(document):
    """Compact JSON."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def drawing(features, **members):
    """A response of features that are dicts: written all at once, which is quicker than one by one."""
    document = {"type": "FeatureCollection", **members, "features": features}
    return HttpResponse(dump(document), content_type=GEOJSON)


def feature_collection(features, **members):
    """A response of features that are JSON text already, with members such as numberMatched beside them."""
    head = dump({"type": "FeatureCollection", **members})
    return HttpResponse(f'{head[:-1]},"features":[{",".join(features)}]}}', content_type=GEOJSON)
