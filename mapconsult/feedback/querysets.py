"""Reads of remarks: who may see which, and the rows that each reader needs."""

from django.db import models
from django.db.models import Count, Q

from mapconsult.consultations.models import Consultation


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The one definition of visible: everything to the people of the host, published ones to all."""
        public = Q(state=self.model.State.PUBLISHED)
        if not user.is_authenticated:
            return self.filter(public)
        if user.is_superuser:
            return self
        hosted = Consultation.objects.hosted_by(user).values("pk")
        return self.filter(public | Q(consultation__in=hosted))

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
