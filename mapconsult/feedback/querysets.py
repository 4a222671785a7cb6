"""Reads of remarks: who may see which, and the rows that each reader needs."""

from functools import reduce
from operator import or_

from allauth.account.models import EmailAddress
from django.contrib.gis.db.models import Union
from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Polygon
from django.contrib.postgres.search import SearchVectorExact
from django.db import models
from django.db.models import Count, Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Lower
from django.utils.crypto import constant_time_compare

from geo.grid import box_around, tile, tile_range
from geo.locate import ewkb
from geo.models import Level
from mapconsult.accounts.roles import Right
from mapconsult.accounts.tokens import token_digest
from mapconsult.consultations.models import Consultation, Zone
from mapconsult.consultations.permissions import guest_grants
from mapconsult.feedback.search import highlight, query_of, words_of

# What makes a group of remarks, and the column that tells it.
SAMENESS = {"person": "person_key", "address": "submission__address_key", "text": "body"}


def within(area):
    """The condition that a remark lies in an area of whatever level."""
    if area.level == Level.COUNTRY:
        return Q(voivodeship__parent=area)
    return Q(**{Level(area.level).key: area.pk})


def _in_box(box):
    (west, east), (north, south) = tile_range(box)
    return Q(tile_x__range=(west, east), tile_y__range=(north, south))


def _covers(shape, point):
    """The condition that a geometry covers a point, given in the same coordinates."""
    covering = Func(Value(ewkb(shape)), function="ST_GeomFromEWKB")
    return Func(covering, point, function="ST_Covers", output_field=models.BooleanField())


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

    def permitted(self, standing, right):
        """Those of one consultation for which a right is given: all, those of some areas, or none."""
        areas = standing.areas(right)
        if areas is None:
            return self
        condition = Q(pk__in=[])
        for area in areas:
            condition |= within(area)
        return self.filter(condition)

    def to_moderate(self, state, read_at=None):
        """Those that a moderator brings into a state: neither those in it nor withdrawn ones; into public
        none whose words or photos are other ones than those that were read. What respondents were told that
        officials alone will see stays so."""
        settled = [self.model.State.WITHDRAWN, self.model.State.RESTRICTED]
        changing = self.exclude(state__in=[state, *settled])
        if read_at and state == self.model.State.PUBLISHED:
            changing = changing.exclude(edited_at__gt=read_at).exclude(photos__added_at__gt=read_at)
        return changing

    def changed_since(self, moment):
        """Those whose author has changed the words or added a photo after a moment."""
        photos = self.model._meta.get_field("photos").related_model.objects
        added = photos.filter(remark=OuterRef("pk"), added_at__gt=moment)
        return self.filter(Q(edited_at__gt=moment) | Q(Exists(added)))

    def in_areas(self, areas):
        """Those in any of some areas, of whatever levels."""
        return self.filter(reduce(or_, map(within, areas)))

    def within_box(self, box):
        """Those whose point lies in the box (degrees) or on its edge, to the 4 cm of the tile columns."""
        return self.filter(_in_box(box))

    def within_ring(self, corners):
        """Those whose point lies within a ring of corners (degrees) or on it, to the 4 cm of the tile
        columns. Its sides are straight on a map in Mercator, where people draw them."""
        ring = [tile(*corner) for corner in [*corners, corners[0]]]
        lons, lats = zip(*corners, strict=True)
        boxed = self.within_box((min(lons), min(lats), max(lons), max(lats)))
        return boxed.filter(_covers(Polygon(ring), Func("tile_x", "tile_y", function="ST_MakePoint")))

    def around(self, place, metres):
        """Those within so many metres of a point, on the sphere: a box of the tiles first, which the indexes
        know."""
        boxed = self.within_box(box_around(place, metres))
        return boxed.alias(metres=Distance("point", place)).filter(metres__lte=metres)

    def of_zones(self, zones):
        """Those about one of some zones of a plan, and those whose point lies in one (or on its border). One
        query for the zones, so that the index is asked for their box alone."""
        # Nobody learns from remarks where the zones of a draft lie.
        known = Zone.objects.filter(pk__in=zones).exclude(layer__consultation__state=Consultation.State.DRAFT)
        condition = Q(zone__in=zones)
        if shape := known.aggregate(shape=Union("geometry"))["shape"]:
            condition |= _in_box(shape.extent) & Q(_covers(shape, F("point")))
        return self.filter(condition)

    def with_answer(self, choices):
        """Those of submissions that choose one of some prepared answers of a survey."""
        submissions = self.model._meta.get_field("submission").related_model
        answers = submissions._meta.get_field("answers").related_model.objects
        chosen = answers.filter(choices__choice__in=choices).order_by()
        return self.filter(submission__in=chosen.values("submission"))

    def with_photo(self):
        return self.filter(Exists(self._shown_photos()))

    def without_photo(self):
        return self.filter(~Exists(self._shown_photos()))

    def saying(self, words):
        """Those with every word in their text: in any form, without its marks, or as a beginning."""
        query = query_of(words)
        if query is None:
            return self.filter(body__icontains=words)
        return self.filter(SearchVectorExact(words_of(), query))

    def with_highlight(self, words):
        """Annotate `highlight`, the text as safe HTML with the words in <mark>, where any are looked for."""
        return self.annotate(highlight=highlight(words)) if words else self

    def flagged(self):
        return self.exclude(flags=[])

    def decided(self):
        """Those with an outcome: somebody approved what was proposed."""
        return self.exclude(outcome="")

    def proposed(self):
        """Those with a proposal that nobody has approved yet."""
        return self.filter(outcome="", disposition__isnull=False)

    def undecided(self):
        """Those that still need a proposal: answers to questions, hidden and withdrawn ones need none."""
        needing = self.filter(state__in=[self.model.State.PUBLISHED, self.model.State.PENDING], outcome="")
        dispositions = self.model._meta.get_field("disposition").related_model.objects
        # An outer join would be planned as if next to nothing were found by it.
        proposed = Exists(dispositions.filter(remark=OuterRef("pk")))
        return needing.exclude(kind=self.model.Kind.ANSWER).filter(~proposed)

    def grouped_with(self, one, kind):
        """Those that belong together with `one`, a queryset of a single remark: of the same person, from the
        same address on the same day, or in the same words; `kind` is a key of SAMENESS."""
        column = SAMENESS[kind]
        return self.filter(**{column: one.order_by().values(column)[:1]})

    def near(self, place, radius):
        """Those within `radius` metres of a point, in whichever consultation."""
        reaching = Consultation.objects.reaching(place, radius).values("pk")
        return self.filter(consultation__in=reaching).around(place, radius)

    def of(self, consultation):
        return self.filter(consultation=consultation)

    def takeable(self, now=None):
        """Those whose words their author may still have erased: what was said in a consultation that has
        ended belongs to its record, unless it was withdrawn before."""
        still = Consultation.objects.open(now).values("pk")
        return self.filter(Q(consultation__in=still) | Q(state=self.model.State.WITHDRAWN))

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

    def with_places(self):
        """Annotate code and name of the four areas (`gmina_code`, `gmina_name`), as storing tells them."""
        levels = ["district", "gmina", "powiat", "voivodeship"]
        parts = [(level, part) for level in levels for part in ("code", "name")]
        return self.annotate(**{f"{level}_{part}": F(f"{level}__{part}") for level, part in parts})

    def with_names(self):
        """What a remark is shown with, in one query."""
        return self.select_related(
            "category",
            "phase",
            "zone",
            "question",
            "district",
            "gmina",
            "powiat",
            "voivodeship",
            "disposition",
        ).annotate(photo_number=self._photo_number())

    def _photo_number(self):
        """How many photos the public sees, without a join that would multiply the rows."""
        return Subquery(self._shown_photos().values(number=Func("pk", function="count")))

    def _shown_photos(self):
        photos = self.model._meta.get_field("photos").related_model.objects
        return photos.filter(remark=OuterRef("pk"), is_hidden=False).order_by()


class SubmissionQuerySet(models.QuerySet):
    def by_token(self, token):
        """The one that a private link opens, or None. Looked up by a digest, so that the time it takes says
        nothing of the token, and compared in constant time."""
        digest = token_digest(token)
        found = self.filter(token_digest=digest).first()
        return found if found and constant_time_compare(found.token_digest.bytes, digest.bytes) else None

    def own(self, user):
        """Those that somebody sent while signed in, and those under an e-mail that was confirmed both for the
        submission and for the account."""
        verified = EmailAddress.objects.filter(user=user, verified=True).values_list(Lower("email"))
        confirmed = self.model.objects.annotate(own_email=Lower("contact__email")).filter(
            contact__confirmed_at__isnull=False, own_email__in=verified
        )
        return self.filter(Q(account=user) | Q(pk__in=confirmed.values("pk")))

    def of_email(self, email):
        """Those under an e-mail, confirmed or not, and those of the account that has confirmed it."""
        under = self.model.objects.annotate(own_email=Lower("contact__email")).filter(own_email=email.lower())
        accounts = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
        return self.filter(Q(pk__in=under.values("pk")) | Q(account__in=accounts))

    def naming_somebody(self):
        """Those from which somebody could still be found."""
        known = Q(account__isnull=False) | Q(address_key__isnull=False)
        return self.filter(known | Q(contact__isnull=False) | Q(scans__isnull=False))


class ReplyQuerySet(models.QuerySet):
    def shown_to(self, person_key):
        """Published ones, and to whoever wrote them those that still wait, in their order."""
        states = self.model.State
        own = Q(person_key=person_key, state=states.PENDING)
        return self.filter(Q(state=states.PUBLISHED) | own).select_related("office")


class ReportQuerySet(models.QuerySet):
    def waiting(self):
        """Those at which no moderator has looked yet."""
        return self.filter(dismissed_at=None)
