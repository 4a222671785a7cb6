"""Pictures of what is shared (share_card.py): of a consultation, and of a remark that everybody may read."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mapconsult.consultations.models import Consultation
from mapconsult.consultations.pins import NO_CATEGORY, pins
from mapconsult.feedback.models import Remark
from mapconsult.feedback.share_card import Card, draw

# Part of the width of the extent that no eye sees on the picture.
FINENESS = 1 / 400
# Rings of a large extent beyond which islands are left out.
MOST_RINGS = 20
SECONDS = 300


@require_safe
def consultation_image(request, slug):
    """What a link to a consultation is shown with; drafts have none."""
    consultation = get_object_or_404(_public(), slug=slug)
    return _answer(request, Card(text=consultation.summary, **_common(consultation)))


@require_safe
def remark_image(request, pk):
    """What a link to a remark is shown with; there is none of what not everybody may read."""
    remarks = Remark.objects.visible_to(AnonymousUser()).filter(consultation__in=_public().values("pk"))
    remark = get_object_or_404(remarks.select_related("category", "consultation__host"), pk=pk)
    symbols = pins(remark.consultation.categories.all())
    card = Card(
        text=remark.body,
        category=remark.category.name if remark.category else _("Remark"),
        pin=symbols.get(remark.category_id, NO_CATEGORY),
        place=remark.point.coords if remark.point else None,
        **_common(remark.consultation),
    )
    return _answer(request, card)


def _public():
    return Consultation.objects.visible_to(AnonymousUser()).select_related("host")


def _common(consultation):
    west, _south, east, _north = consultation.extent.extent
    outline = consultation.extent.simplify((east - west) * FINENESS, preserve_topology=True)
    polygons = sorted(
        outline if outline.geom_type == "MultiPolygon" else [outline], key=lambda one: -one.area
    )
    rings = tuple(polygon.exterior_ring.coords for polygon in polygons[:MOST_RINGS])
    return {"title": consultation.title, "host": consultation.host.name, "outline": rings}


def _answer(request, card):
    """The picture, or 304 to whoever has it: it is drawn only for those who have not."""
    tag = quote_etag(card.digest)
    response = get_conditional_response(request, etag=tag)
    response = response or HttpResponse(draw(card), content_type="image/png")
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    return response
