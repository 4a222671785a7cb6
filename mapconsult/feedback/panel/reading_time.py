"""When a page was read: its forms carry the moment, so that nothing is published that nobody has read."""

from django.utils.dateparse import parse_datetime

from mapconsult.feedback.paging import EPOCH


def read_at(request):
    """The moment that a form carries; long ago when it carries none, so that nothing passes for read."""
    try:
        moment = parse_datetime(request.POST.get("read_at", ""))
    except ValueError:
        moment = None
    return moment if moment and moment.tzinfo else EPOCH
