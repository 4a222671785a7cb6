"""Feeds: new remarks with their places (GeoRSS, in Atom and in RSS), and consultations."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.feeds import GeoAtom1Feed, GeoRSSFeed
from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from geo.xml import for_xml
from mapconsult.consultations.models import Consultation
from mapconsult.feedback.reading import Reading

NEWEST = 50
TITLE_LENGTH = 80
A_WHILE = 15 * 60


@require_safe
def remarks_atom(request, slug):
    """The newest remarks under the filters of the address, as the API has them."""
    return _remarks(request, slug, GeoAtom1Feed)


@require_safe
def remarks_rss(request, slug):
    return _remarks(request, slug, GeoRSSFeed)


def _remarks(request, slug, kind):
    reading = Reading(request, slug)
    if errors := reading.errors:
        words = " ".join(str(reason) for reasons in errors.values() for reason in reasons)
        return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
    return reading.answer(lambda: _write(_remarks_feed(request, reading, kind)), kind.__name__)


def _remarks_feed(request, reading, kind):
    consultation = reading.consultation
    feed = _feed(kind, request, consultation.title, consultation.get_absolute_url(), consultation.summary)
    for remark in reading.remarks.with_names().order_by("-received_at", "-pk")[:NEWEST]:
        link = request.build_absolute_uri(remark.get_absolute_url())
        body = for_xml(remark.body)
        feed.add_item(
            title=Truncator(body or remark.reference).chars(TITLE_LENGTH),
            link=link,
            description=body,
            pubdate=remark.received_at,
            updateddate=remark.edited_at or remark.received_at,
            unique_id=link,
            categories=[for_xml(remark.category.name)] if remark.category else [],
            geometry=remark.point,
        )
    return feed


@require_safe
@cache_control(public=True, max_age=A_WHILE)
@vary_on_cookie
def consultations_atom(request):
    """Those that collect remarks or will, and those that did, by the day on which they open."""
    title = _("Public consultations")
    feed = _feed(GeoAtom1Feed, request, title, reverse("consultations:home"), title)
    public = Consultation.objects.visible_to(AnonymousUser()).with_place().defer("extent", "text")
    for consultation in public.order_by("-opens_at", "-pk")[:NEWEST]:
        link = request.build_absolute_uri(consultation.get_absolute_url())
        feed.add_item(
            title=for_xml(consultation.title),
            link=link,
            description=for_xml(consultation.summary),
            pubdate=consultation.opens_at,
            updateddate=consultation.opens_at,
            unique_id=link,
            geometry=consultation.place,
        )
    return _write(feed)


def _feed(kind, request, title, path, description):
    return kind(
        title=for_xml(title),
        link=request.build_absolute_uri(path),
        description=for_xml(description),
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )


def _write(feed):
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response
