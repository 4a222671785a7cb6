"""Reads of consultations."""

from django.contrib.gis.db.models.functions import PointOnSurface
from django.contrib.gis.geos import Polygon
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from geo.grid import box_around
from geo.models import Area

CHANGE = """(
    SELECT coalesce(sum(value), 0)::bigint FROM consultations_changecounter
    WHERE consultation_id = %(expressions)s
)"""


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published and archived ones to everybody, drafts to the people who work on them."""
        public = Q(state__in=[self.model.State.PUBLISHED, self.model.State.ARCHIVED])
        if not user.is_authenticated:
            return self.filter(public)
        if user.administers:
            return self
        return self.filter(public | self._worked_on_by(user))

    def worked_on_by(self, user):
        """Those in whose panel the user is: as one of the host's people or as a guest, in whatever role."""
        return self if user.administers else self.filter(self._worked_on_by(user))

    def _worked_on_by(self, user):
        if not user.granted:
            return Q(pk__in=[])
        guest = self.model.objects.filter(collaborations__organisation__in=user.granted)
        return Q(host__in=user.granted) | Q(pk__in=guest.values("pk"))

    def open(self, now=None):
        now = now or timezone.now()
        return self.filter(state=self.model.State.PUBLISHED, opens_at__lte=now, closes_at__gt=now)

    def coming(self, now=None):
        return self.filter(state=self.model.State.PUBLISHED, opens_at__gt=now or timezone.now())

    def closed(self, now=None):
        """Those that collect no longer, the archived ones among them."""
        over = Q(state=self.model.State.PUBLISHED, closes_at__lte=now or timezone.now())
        return self.filter(over | Q(state=self.model.State.ARCHIVED))

    def with_change(self):
        """Annotate `change`, the number that grows with every change of what readers see.

        One index probe over the few rows of ChangeCounter. In SQL, because every read begins with this: a Sum
        of the ORM groups by all other columns and takes twice as long.
        """
        return self.annotate(change=Func(F("pk"), template=CHANGE, output_field=models.BigIntegerField()))

    def reaching(self, place, radius):
        """Those whose extent lies within `radius` metres of a point, or a little more in the corners."""
        box = Polygon.from_bbox(box_around(place, radius))
        box.srid = 4326
        return self.filter(extent__intersects=box)

    def about(self, text):
        """Those with `text` in their title, and those that ask people of an area of that name: in it, in a
        part of it or in what it is a part of; in any case and with or without Polish marks."""
        named = Area.objects.named_like(text)
        condition = Q(title__unaccent__icontains=text)
        for steps in range(5):
            condition |= Q(**{"__".join(["territory", *["parent"] * steps, "in"]): named})
            condition |= Q(territory__in=named.values("__".join(["parent"] * steps or ["pk"])))
        return self.filter(condition)

    def with_place(self):
        """Annotate `place`, one point within the extent."""
        return self.annotate(place=PointOnSurface("extent"))
