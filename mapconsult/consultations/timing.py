"""When a consultation takes remarks, in the words of people: "12 more days, until 3 May 2026"."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def timing(consultation, now=None):
    """One short sentence for the state of the consultation at `now`, by the calendar of the time zone."""
    now = now or timezone.now()
    states = consultation.EffectiveState
    state = consultation.effective_state(now)
    if state == states.COMING:
        return _coming(_day(consultation.opens_at), _day(now))
    if state == states.OPEN:
        return _open(last_day(consultation), _day(now))
    if state == states.DRAFT:
        return _("seen only by your organisation")
    return _("ended on %(date)s") % {"date": _words(last_day(consultation), _day(now))}


def _coming(first, today):
    days = (first - today).days
    if days == 0:
        return _("starts today")
    if days == 1:
        return _("starts tomorrow")
    text = ngettext("starts on %(date)s, in %(days)d day", "starts on %(date)s, in %(days)d days", days)
    return text % {"date": _words(first, today), "days": days}


def _open(last, today):
    days = (last - today).days
    if days == 0:
        return _("today is the last day")
    if days == 1:
        return _("until tomorrow")
    text = ngettext("%(days)d more day, until %(date)s", "%(days)d more days, until %(date)s", days)
    return text % {"date": _words(last, today), "days": days}


def last_day(span):
    """Of a consultation or a phase: what closes at midnight ends with the day before."""
    return _day(span.closes_at - timedelta(microseconds=1))


def _day(moment):
    return timezone.localtime(moment).date()


def _words(day, today):
    """The year only where it is another one."""
    return date_format(day, "j E" if day.year == today.year else "j E Y")
