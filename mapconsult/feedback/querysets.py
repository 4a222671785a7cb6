"""Reads of remarks: who may see which, and the rows that each reader needs."""

from django.db import models
from django.db.models import Count, Q

from geo.models import Level
from mapconsult.accounts.roles import Right
from mapconsult.consultations.models import Consultation
from mapconsult.consultations.permissions import guest_grants


def within(area):
    """The condition that a remark lies in an area of whatever level."""
    if area.level == Level.COUNTRY:
        return Q(voivodeship__parent=area)
    return Q(**{Level(area.level).key: area.pk})


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The one definition of visible: published ones to all, every one to those who may read them.

        A guest whose right is limited to an area reads all of that area and, in that consultation, nothing
        else: so that what a district council sees, counts and exports is its own area.
        """
        public = Q(state=self.model.State.PUBLISHED)
        if not user.is_authenticated:
            return self.filter(public)
        if user.administers:
            return self
        guest = [grant for grant in guest_grants(user) if Right.READ in grant.rights]
        limited = [grant for grant in guest if grant.area]
        if limited:
            public &= ~Q(consultation__in={grant.consultation_id for grant in limited})
        condition = public
        if hosts := user.organisations_with(Right.READ):
            condition |= Q(consultation__in=Consultation.objects.filter(host__in=hosts).values("pk"))
        if everywhere := {grant.consultation_id for grant in guest if not grant.area}:
            condition |= Q(consultation__in=everywhere)
        for grant in limited:
            condition |= Q(consultation=grant.consultation_id) & within(grant.area)
        return self.filter(condition)

    def in_area(self, area):
        return self.filter(within(area))

    def of(self, consultation):
        return self.filter(consultation=consultation)

    def placed(self):
        return self.filter(tile_x__isnull=False)

    def totals(self):
        """{"remarks", "submissions", "persons", "placed"}: four numbers that are never mixed up."""
        return self.order_by().aggregate(
            remarks=Count("id"),
            submissions=Count("submission", distinct=True),
            persons=Count("person_key", distinct=True),
            placed=Count("tile_x"),
        )

    def with_names(self):
        """What a remark is shown with, in one query."""
        return self.select_related(
            "category", "phase", "district", "gmina", "powiat", "voivodeship", "disposition"
        )
