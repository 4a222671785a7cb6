"""What is new, told by e-mail to those who follow it: once a day at most, and never when there is nothing."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone, translation

from mapconsult.accounts import mail
from mapconsult.consultations.models import Consultation
from mapconsult.feedback.following import end_link
from mapconsult.feedback.models import Remark, RemarkStatus, Reply, ReplyStatus, Subscription

EVERY = timedelta(days=1)
# Named one by one in a mail; of the others it says how many there are.
MOST_NAMED = 10
# How long before the end it is told once that there is an end.
LAST_CALL = timedelta(days=3)


@dataclass
class News:
    """What a mail tells; the lists hold MOST_NAMED at most, the numbers count everything."""

    remarks: list = field(default_factory=list)
    remarks_number: int = 0
    answered: list = field(default_factory=list)
    answered_number: int = 0
    replies: list = field(default_factory=list)
    opened: list = field(default_factory=list)
    closing: list = field(default_factory=list)
    closed: list = field(default_factory=list)

    def __bool__(self):
        return any(vars(self).values())


def send_due(now=None):
    """Look for news for everybody for whom nobody did for a day; returns how many mails were written."""
    now = now or timezone.now()
    due = Subscription.objects.filter(looked_at__lte=now - EVERY).values_list("pk", flat=True)
    return sum(_send(pk, now) for pk in list(due))


@transaction.atomic
def _send(pk, now):
    """One subscription in a transaction of its own: another worker passes it over."""
    waiting = Subscription.objects.select_for_update(skip_locked=True, of=["self"])
    subscription = waiting.filter(pk=pk, looked_at__lte=now - EVERY).first()
    if subscription is None:
        return False
    news = news_for(subscription, now)
    subscription.looked_at = now
    if news:
        _write(subscription, news)
        subscription.told_until = now
    subscription.save(update_fields=["looked_at", "told_until"])
    return bool(news)


def _write(subscription, news):
    end = subscription.site + end_link(subscription)
    context = {"subscription": subscription, "news": news, "site": subscription.site, "end": end}
    with translation.override(subscription.language):
        mail.send(
            to=subscription.email, template="feedback/mail/digest.txt", context=context, unsubscribe=end
        )


def news_for(subscription, now):
    """The News since `told_until`."""
    since = subscription.told_until
    if subscription.remark_id:
        return _of_remark(subscription.remark_id, since, now)
    if subscription.consultation_id:
        remarks = Remark.objects.filter(consultation=subscription.consultation_id)
        consultations = Consultation.objects.filter(pk=subscription.consultation_id)
    else:
        remarks = Remark.objects.near(subscription.place, subscription.radius)
        consultations = Consultation.objects.reaching(subscription.place, subscription.radius)
    return _of_many(_public(remarks), consultations.exclude(state=Consultation.State.DRAFT), since, now)


def _public(remarks):
    shown = remarks.filter(state=Remark.State.PUBLISHED).exclude(kind=Remark.Kind.ANSWER)
    # Letters are entered before a consultation is public, too.
    return shown.exclude(consultation__state=Consultation.State.DRAFT)


def _of_remark(remark, since, now):
    answered = _public(Remark.objects.filter(pk=remark)).filter(_answered(since, now)).with_names()
    replies = Reply.objects.filter(remark=remark, state=Reply.State.PUBLISHED).filter(
        _come_out(ReplyStatus, since, now)
    )
    replies = replies.filter(remark__state=Remark.State.PUBLISHED).select_related("remark", "office")
    news = News(answered=list(answered), replies=list(replies[:MOST_NAMED]))
    news.answered_number = len(news.answered)
    return news


def _of_many(remarks, consultations, since, now):
    fresh = remarks.filter(_come_out(RemarkStatus, since, now))
    answered = remarks.filter(_answered(since, now))
    newest = ["-received_at", "-pk"]
    return News(
        remarks=list(fresh.with_names().select_related("consultation").order_by(*newest)[:MOST_NAMED]),
        remarks_number=fresh.count(),
        answered=list(answered.with_names().select_related("consultation").order_by(*newest)[:MOST_NAMED]),
        answered_number=answered.count(),
        opened=list(consultations.filter(opens_at__gt=since, opens_at__lte=now)),
        closing=list(
            consultations.filter(closes_at__gt=now, closes_at__lte=now + LAST_CALL).filter(
                # Told once: not to whom the last mail came within these days already.
                closes_at__gt=since + LAST_CALL
            )
        ),
        closed=list(consultations.filter(closes_at__gt=since, closes_at__lte=now)),
    )


# Up to `now`: what comes while the mails of an hour are written is told by the next one, and not by both.
def _come_out(events, since, now):
    """Came in this time, or was let out by a moderator: its state was another one before."""
    let_out = events.objects.filter(pgh_obj=OuterRef("pk"), pgh_created_at__gt=since, pgh_created_at__lte=now)
    came = Q(received_at__gt=since, received_at__lte=now)
    # Published is called so of remarks and of replies.
    return came | Q(Exists(let_out.exclude(state=Remark.State.PUBLISHED)))


def _answered(since, now):
    return Q(disposition__approved_at__gt=since, disposition__approved_at__lte=now) & ~Q(outcome="")
