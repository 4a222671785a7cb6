"""What a consultation still lacks before it can be published, and what is worth a second look."""

from django.utils import timezone
from django.utils.translation import gettext as _


def missing(consultation):
    """What must be there; a consultation is published once this is empty."""
    lacks = []
    if not consultation.summary.strip():
        lacks.append(_("The plain summary: residents read it first."))
    return lacks


def doubts(consultation, now=None):
    """What is allowed and may still be an oversight."""
    now = now or timezone.now()
    found = []
    if consultation.closes_at <= now:
        found.append(_("The closing time is in the past: nobody could send a remark."))
    elif consultation.state == consultation.State.DRAFT and consultation.opens_at <= now:
        found.append(_("The opening time is in the past: remarks are taken from the moment of publishing."))
    if not consultation.text.strip():
        found.append(_("The full text is empty."))
    for phase in consultation.phases.all():
        if phase.opens_at < consultation.opens_at or phase.closes_at > consultation.closes_at:
            text = _("The phase “%(name)s” reaches beyond the times of the consultation.")
            found.append(text % {"name": phase.name})
    host = consultation.host
    if not (host.controller_address or host.controller_email):
        text = _("The privacy notice of %(name)s names no contact; a coordinator can add it.")
        found.append(text % {"name": host})
    return found
