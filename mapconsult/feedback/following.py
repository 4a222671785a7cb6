"""Following by e-mail: asked for on a page, confirmed by a link (no stranger signs anybody up), ended by a
click. Until it is confirmed nothing is stored: the link itself holds what was asked for."""

import json
from datetime import timedelta

from django.contrib.gis.geos import Point
from django.urls import reverse
from django.utils import timezone, translation

from mapconsult.accounts import mail
from mapconsult.consultations.models import Consultation
from mapconsult.feedback.links import LinkOver, seal, unseal
from mapconsult.feedback.models import Remark, Subscription

CONFIRM, END = "follow", "unfollow"
GOOD_FOR = timedelta(days=7)
# A mail of years ago must still let its reader go.
ENDS_FOR = timedelta(days=3650)


def ask(*, email, site, consultation=None, remark=None, place=None, radius=None):
    """Send the link that confirms a subscription to one of: a Consultation, a Remark, a place ([lon, lat]
    with a radius in metres). The mail is the same whether somebody follows it already or not."""
    asked = {
        "email": email,
        "language": translation.get_language(),
        "consultation": consultation and consultation.pk,
        "remark": remark and remark.pk,
        "place": place,
        "radius": radius,
    }
    link = site + reverse("feedback:follow-confirm", args=[seal(CONFIRM, json.dumps(asked))])
    context = {"link": link, "consultation": consultation, "remark": remark, "radius": radius}
    mail.send(to=email, template="feedback/mail/follow.txt", context=context)


def asked_for(token):
    """An unsaved Subscription as a link has it, else LinkOver: also when what it follows is gone."""
    asked = json.loads(unseal(CONFIRM, token, good_for=GOOD_FOR))
    found = Subscription(
        email=asked["email"],
        language=asked["language"],
        consultation=_get(Consultation, asked["consultation"]),
        remark=_get(Remark, asked["remark"]),
        place=asked["place"] and Point(*asked["place"], srid=4326),
        radius=asked["radius"],
    )
    if not (found.consultation or found.remark or found.place):
        raise LinkOver
    return found


def _get(model, pk):
    return pk and model.objects.filter(pk=pk).first()


def confirm(*, asked, site):
    """Begin to follow, once however often the link is opened; returns the Subscription."""
    same = {"email__iexact": asked.email, "consultation": asked.consultation, "remark": asked.remark}
    if asked.place:
        same |= {"place": asked.place, "radius": asked.radius}
    now = timezone.now()
    new = {
        "email": asked.email,
        "site": site,
        "language": asked.language,
        "told_until": now,
        "looked_at": now,
    }
    found, _created = Subscription.objects.get_or_create(**same, defaults=new)
    return found


def end_link(subscription):
    """The path that ends a subscription, for as long as anybody keeps the mail."""
    token = seal(END, f"{subscription.pk} {subscription.email}")
    return reverse("feedback:follow-end", args=[token])


def find_to_end(token):
    """The Subscription of end_link(), None when it has ended, else LinkOver."""
    pk, _, email = unseal(END, token, good_for=ENDS_FOR).partition(" ")
    return Subscription.objects.filter(pk=pk, email=email).first()
