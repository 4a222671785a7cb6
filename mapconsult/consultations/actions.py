"""Changes that the office makes to a consultation, each told to the caches of readers."""

from django.db import transaction

from mapconsult.accounts import mail
from mapconsult.accounts.roles import Role
from mapconsult.consultations.models import Collaboration, Consultation, PlanLayer
from mapconsult.consultations.plans import replace_zones
from mapconsult.consultations.readiness import missing


class NotReady(Exception):
    """Something is missing; `args` say what."""


@transaction.atomic
def publish(*, consultation):
    """Show it to everybody, be it a draft or an archived one; NotReady tells what is missing."""
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if lacks := missing(consultation):
        raise NotReady(*lacks)
    _set_state(consultation, Consultation.State.PUBLISHED)


@transaction.atomic
def archive(*, consultation):
    """It takes no remarks any more, and stays readable."""
    _set_state(consultation, Consultation.State.ARCHIVED)


def _set_state(consultation, state):
    consultation.state = state
    consultation.save(update_fields=["state"])
    consultation.bump()


@transaction.atomic
def write(*, form, formsets):
    """Store a consultation with its phases and categories; returns it."""
    consultation = form.save()
    for formset in formsets:
        formset.instance = consultation
        formset.save()
    consultation.bump()
    return consultation


@transaction.atomic
def let_in(*, collaboration, by):
    """Let an organisation work here, and tell its coordinators. If it was let in meanwhile, this counts."""
    consultation, guest = collaboration.consultation, collaboration.organisation
    terms = {"ceiling": collaboration.ceiling, "area": collaboration.area}
    Collaboration.objects.update_or_create(consultation=consultation, organisation=guest, defaults=terms)
    consultation.bump()
    for member in guest.memberships.filter(role=Role.COORDINATOR).select_related("user"):
        context = {"collaboration": collaboration, "by": by}
        mail.send(to=member.user.email, template="consultations/mail/let_in.txt", context=context)


@transaction.atomic
def change_guest(*, collaboration):
    """Another ceiling or area."""
    collaboration.save()
    collaboration.consultation.bump()


@transaction.atomic
def end_guest(*, collaboration):
    """Its people may do here what everybody may."""
    collaboration.delete()
    collaboration.consultation.bump()


@transaction.atomic
def save_layer(*, layer, zones=None):
    """Store a layer, a new one above the others; `zones` replace those of a plan, a new file the old one."""
    old = PlanLayer.objects.filter(pk=layer.pk).first()
    if old is None:
        layer.order = layer.consultation.layers.count()
    layer.save()
    if old and old.image and old.image.name != layer.image.name:
        _forget_file(old)
    if zones:
        replace_zones(layer, zones)
    layer.consultation.bump()


@transaction.atomic
def delete_layer(*, layer):
    """Take a layer away with its zones and its file."""
    layer.delete()
    _forget_file(layer)
    layer.consultation.bump()


def _forget_file(layer):
    if layer.image:
        transaction.on_commit(lambda: layer.image.storage.delete(layer.image.name))


@transaction.atomic
def move_layer(*, layer, step):
    """Let a layer change places with the one above or below it; all are numbered anew."""
    rows = list(layer.consultation.layers.select_for_update().order_by("order", "id"))
    place = rows.index(layer)
    rows.insert(max(0, place + step), rows.pop(place))
    for number, row in enumerate(rows):
        if row.order != number:
            row.order = number
            row.save(update_fields=["order"])
    layer.consultation.bump()
