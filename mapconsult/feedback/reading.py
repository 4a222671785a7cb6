"""A reading: what one reader asks of one consultation. Every reader of remarks starts here."""

import hashlib

from django.conf import settings
from django.contrib.gis.geos import Point
from django.http import HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.functional import cached_property
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from geo.models import LayerArea, Revision
from mapconsult.accounts.roles import Right
from mapconsult.consultations.models import Consultation
from mapconsult.consultations.permissions import standing
from mapconsult.feedback.filters import filter_of
from mapconsult.feedback.models import Remark
from mapconsult.feedback.paging import Order, after, cursor_at, ordered
from mapconsult.feedback.serializers import PageQuery

PAGED = ["cursor", "order", "near"]


class Reading:
    """The consultation, the reader and the filter state of a request.

    `remarks` is what map, list, counts, heat and export all read.
    """

    def __init__(self, request, slug):
        """404 for a consultation that this reader may not see. One query, two more for the
        signed-in."""
        self.request = request
        self.consultation = find_consultation(user=request.user, slug=slug)
        self.standing = standing(request.user, self.consultation)
        self.filters = self._filters()

    @property
    def official(self):
        """Whether this reader sees what the public does not."""
        return self.standing.may(Right.READ)

    def _filters(self):
        visible = Remark.objects.of(self.consultation).visible_to(self.request.user)
        return filter_of(self.request.GET, visible)

    @property
    def errors(self):
        """{filter: [reasons]}; empty when the filters can be applied."""
        return self.errors_of(self.filters)

    def errors_of(self, filters):
        """The same of other filters that this reader asks for beside those of the request."""
        errors = self._of_others(filters) if filters.is_valid() else dict(filters.errors)
        if not self.official:
            refused = [name for name in filters.official if filters.data.getlist(name)]
            errors |= {name: [_("Only officials can filter by this.")] for name in refused}
        return errors

    def _of_others(self, filters):
        """Layers are shown to the host's consultations alone, so nothing is told of where another's lie."""
        asked = filters.form.cleaned_data["own_area"]
        if not asked:
            return {}
        known = LayerArea.objects.filter(pk__in=asked, layer__owner__isnull=False)
        if not known.exclude(layer__owner__organisation=self.consultation.host_id).exists():
            return {}
        return {"own_area": [_("These areas belong to another organisation.")]}

    def check(self):
        """Raise DRF's ValidationError for filters that cannot be applied; returns the reading."""
        if errors := self.errors:
            raise ValidationError(errors)
        return self

    @property
    def remarks(self):
        return self.filters.qs

    def page(self, size):
        """(remarks, their number on all pages, the query of the next page or None): the first under the
        filters in the order of `?order=`, or those after `?cursor=`; none when the filters make no sense."""
        if self.errors:
            return [], 0, None
        asked = PageQuery(
            data={name: self.request.GET.get(name) for name in PAGED if self.request.GET.get(name)}
        )
        page = asked.validated_data if asked.is_valid() else {"order": Order.NEWEST}
        order = page["order"]
        rows = list(self.in_order(**page).with_names().with_highlight(self.words)[: size + 1])
        following = None
        if len(rows) > size:
            query = self.request.GET.copy()
            query["cursor"] = cursor_at(rows[size - 1], order)
            following = query.urlencode()
        return rows[:size], self.remarks.count(), following

    def in_order(self, *, order=Order.NEWEST, near=None, cursor=None, **_limit):
        """The remarks under the filters as PageQuery asks for them."""
        if order == Order.NEAREST and near is None:
            west, south, east, north = self.bbox
            near = Point((west + east) / 2, (south + north) / 2, srid=4326)
        return after(ordered(self.remarks, order, near, self.words), cursor, order)

    @property
    def words(self):
        """What is looked for in the texts, or nothing."""
        return self.filters.form.cleaned_data["q"]

    @cached_property
    def bbox(self):
        """The view in degrees (west, south, east, north): `in_bbox`, else the whole extent."""
        asked = self.filters.form.cleaned_data["in_bbox"]
        return asked or self.consultation.extent.extent

    def unplaced(self):
        """How many remarks have no place, whatever the view: those a map cannot show."""
        return self.filters.everywhere().filter(tile_x__isnull=True).count()

    def answer(self, build, *asked):
        """304 when the reader has this answer already, else `build()` (an HttpResponse), with its ETag.

        `asked` are the parameters beside the filters. Answers to the signed-in are private; everybody
        asks again each time, at the price of the query that made this reading.
        """
        tag = self._etag(asked)
        response = get_conditional_response(self.request, etag=tag)
        if not isinstance(response, HttpResponseNotModified):
            response = build()
        response["ETag"] = tag
        private = self.request.user.is_authenticated
        response["Cache-Control"] = "private, no-cache" if private else "public, no-cache"
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response

    def _etag(self, asked):
        """The page, the question, the language."""
        return quote_etag(self.digest(self.request.path, asked, get_language()))

    def digest(self, *asked):
        """What an answer depends on, shortened: the data by their change counter and the areas' revision, the
        filters, the reader's rights, the release, what is too small to be told, and what else is asked."""
        areas = self.standing.areas(Right.READ) if self.official else None
        parts = [
            self.consultation.pk,
            self.consultation.change,
            self.consultation.revision,
            self.official,
            areas and sorted(area.pk for area in areas),
            self.filters.normalised(),
            settings.RELEASE,
            settings.SUPPRESSION_THRESHOLD,
            *asked,
        ]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def find_consultation(*, user, slug):
    """The consultation with what its ETags need, in one query; without text and extent, which are large."""
    consultations = (
        Consultation.objects.visible_to(user)
        .with_change()
        .annotate(revision=Revision.expression())
        .select_related("host", "territory")
        .defer("extent", "text")
    )
    return get_object_or_404(consultations, slug=slug)
