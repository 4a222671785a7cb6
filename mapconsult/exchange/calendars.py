"""Calendars (iCalendar, RFC 5545) of the days on which consultations and their phases open and end."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie
from icalendar import Calendar, Event

from mapconsult.consultations.models import Consultation
from mapconsult.consultations.timing import last_day

MOST = 200
AN_HOUR = 3600


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
@vary_on_cookie
def calendar(request):
    """All consultations that are open, will be, or ended last."""
    newest = _public().order_by("-opens_at", "-pk")[:MOST]
    return _answer(request, newest, _("Public consultations"), "konsultacje")


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
@vary_on_cookie
def calendar_of(request, slug):
    """One consultation with its phases."""
    consultation = get_object_or_404(_public(), slug=slug)
    return _answer(request, [consultation], consultation.title, slug)


def _public():
    public = Consultation.objects.visible_to(AnonymousUser()).defer("extent", "text")
    return public.select_related("host").prefetch_related("phases")


def _answer(request, consultations, name, file_name):
    made = Calendar()
    made.add("prodid", "-//mapconsult//PL")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for consultation in consultations:
        for event in _events(request, consultation):
            made.add_component(event)
    return HttpResponse(
        made.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}.ics"'},
    )


def _events(request, consultation):
    """First and last day of the consultation, and of its phases where it has several."""
    phases = list(consultation.phases.all())
    rounds = [("", consultation), *((phase.name, phase) for phase in phases if len(phases) > 1)]
    for name, span in rounds:
        title = f"{consultation.title}: {name}" if name else consultation.title
        key = f"{consultation.slug}-{span.pk if name else 'all'}"
        begins = _("Begins: %(title)s") % {"title": title}
        ends = _("Last day: %(title)s") % {"title": title}
        yield _day(request, consultation, f"{key}-opens", begins, _first_day(span))
        yield _day(request, consultation, f"{key}-closes", ends, last_day(span))


def _first_day(span):
    return timezone.localdate(span.opens_at)


def _day(request, consultation, key, title, day):
    """A whole day, which takes nobody's time."""
    link = request.build_absolute_uri(consultation.get_absolute_url())
    event = Event()
    event.add("uid", f"{key}@{request.get_host()}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("description", f"{consultation.summary}\n\n{link}")
    event.add("location", consultation.host.name)
    event.add("url", link)
    event.add("transp", "TRANSPARENT")
    return event
