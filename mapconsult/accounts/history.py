"""The history of whatever is tracked (tracking.py) as people read it: who changed what, and when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.gis.db.models import GeometryField
from django.db import models
from django.db.models import ForeignKey, Func, Q, TextField, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mapconsult.accounts.differences import differences
from mapconsult.accounts.models import AccessibilityStatementEvent, MembershipEvent, OrganisationEvent, User
from mapconsult.accounts.values import digest_name, label_of, told

DEEDS = {
    "insert": pgettext_lazy("history", "added"),
    "delete": pgettext_lazy("history", "removed"),
}
CHANGED = pgettext_lazy("history", "changed")


@dataclass(frozen=True, eq=False)
class Kind:
    """What one model of events tells: a title, the field that names the row, and the fields worth telling.

    `page` is the name of an address of what is named, made of the consultation's slug and its number.
    """

    slug: str
    title: str
    events: type[models.Model]
    named_by: str | None = None
    untold: tuple[str, ...] = ()
    page: str = ""

    @cached_property
    def fields(self):
        """The fields of the tracked model that are told."""
        left_out = {"id", "consultation", *self.untold}
        names = [item.name for item in self.events._meta.fields if not item.name.startswith("pgh_")]
        tracked = self.events.pgh_tracked_model._meta
        return [tracked.get_field(name) for name in names if name not in left_out]

    def rows(self, manager):
        """Rows of events or of the tracked model; of geometries, which may be large, only their digests."""
        shapes = [item.name for item in self.fields if isinstance(item, GeometryField)]
        digests = {digest_name(name): _digest(name) for name in shapes}
        return manager.defer(*shapes).annotate(**digests)


def _digest(name):
    return Func(name, template="md5(ST_AsBinary(%(expressions)s))", output_field=models.CharField())


@dataclass(frozen=True)
class Change:
    """One field before and after, as words; `pieces` tell a longer text's differences."""

    name: str
    old: str = ""
    new: str = ""
    pieces: tuple[tuple[str, str], ...] = ()


@dataclass
class Entry:
    """One line of a timeline. Several rows to which the same was done at once share it."""

    when: datetime
    who: str
    kind: Kind
    deed: str
    changes: list[Change]
    # Whether the row began or ended with it: then all its fields are told.
    is_whole: bool
    # (primary key, name) of what was changed.
    subjects: list[tuple[int, str]]

    def continues(self, other):
        """Whether it tells of another row what `other` tells."""
        own, others = vars(self), vars(other)
        return all(own[name] == others[name] for name in own if name != "subjects")


def newest(events, *, limit, before=None):
    """The newest of several kinds of events together: (moment, place of the kind, id of the event, id of the
    changed row). The first three are the key to go on after.

    `events` is {Kind: QuerySet}; `before` is such a key. One query, however many kinds there are.
    """
    parts = []
    for place, queryset in enumerate(events.values()):
        if before:
            queryset = queryset.filter(_following(before, place))
        queryset = queryset.annotate(place=Value(place)).order_by("-pgh_created_at", "-pgh_id")
        parts.append(queryset.values_list("pgh_created_at", "place", "pgh_id", "pgh_obj")[:limit])
    if len(parts) == 1:
        return list(parts[0])
    return list(parts[0].union(*parts[1:], all=True).order_by("-pgh_created_at", "place", "-pgh_id")[:limit])


def _following(key, place):
    """The condition that an event of a kind comes after a key; its first part bounds an index range."""
    moment, key_place, pk = key
    following = Q(pgh_created_at__lte=moment)
    if place < key_place:
        return following & ~Q(pgh_created_at=moment)
    return following & ~Q(pgh_created_at=moment, pgh_id__gte=pk) if place == key_place else following


def read(kinds, keys):
    """[Entry] for the keys that newest() gave, in their order; two queries for each kind, and the names."""
    kinds = list(kinds)
    rows = defaultdict(dict)
    for _moment, place, pk, row in keys:
        rows[place][pk] = row
    steps = {place: _steps(kinds[place], asked) for place, asked in rows.items()}
    found = [(kinds[place], *steps[place][pk]) for _moment, place, pk, _row in keys]
    names = _names(found)
    entries = []
    for step in found:
        entry = _entry(*step, names)
        if entries and entry.continues(entries[-1]):
            entries[-1].subjects += entry.subjects
        else:
            entries.append(entry)
    return entries


def _steps(kind, asked):
    """{event id: (event, row before or None, row after or None)} for {event id: id of its row}."""
    rows = set(asked.values())
    later = kind.rows(kind.events.objects).filter(pgh_obj__in=rows, pk__gte=min(asked)).order_by("-pk")
    after = kind.rows(kind.events.pgh_tracked_model._base_manager).in_bulk(rows)
    steps = {}
    for event in later:
        added, removed = event.pgh_label == "insert", event.pgh_label == "delete"
        versions = (None, event) if added else (event, None if removed else after.get(event.pgh_obj_id))
        if event.pk in asked:
            steps[event.pk] = (event, *versions)
        after[event.pgh_obj_id] = event
    return steps


def _names(found):
    """{(model, primary key): name} of all that the steps refer to: one query for each model."""
    wanted = defaultdict(set)
    for kind, event, *versions in found:
        wanted[User].add((event.pgh_context or {}).get("user"))
        links = [item for item in kind.fields if isinstance(item, ForeignKey)]
        named_by = kind.named_by and kind.events._meta.get_field(kind.named_by)
        if isinstance(named_by, ForeignKey):
            wanted[named_by.related_model].add(getattr(event, named_by.attname))
        for version in filter(None, versions):
            for link in links:
                wanted[link.related_model].add(getattr(version, link.attname))
    return {
        (model, row.pk): row.get_full_name() or row.email if model is User else str(row)
        for model, pks in wanted.items()
        if pks - {None}
        for row in _light(model).filter(pk__in=pks - {None})
    }


def _light(model):
    """Rows without what no name is made of."""
    heavy = [item.name for item in model._meta.concrete_fields if isinstance(item, GeometryField | TextField)]
    return model._base_manager.defer(*heavy)


def _entry(kind, event, before, after, names):
    changes = [_change(item, before, after, names) for item in kind.fields]
    return Entry(
        when=event.pgh_created_at,
        who=_who(event.pgh_context or {}, names),
        kind=kind,
        deed=DEEDS.get(event.pgh_label, CHANGED),
        changes=[change for change in changes if change],
        is_whole=event.pgh_label in DEEDS,
        subjects=[_subject(kind, event, names)],
    )


def _who(context, names):
    if context.get("author"):
        return _("the author")
    if user := context.get("user"):
        return names.get((User, user)) or _("the office (the account is gone)")
    command = context.get("command")
    return _("mapconsult itself (%(command)s)") % {"command": command} if command else _("mapconsult itself")


def _subject(kind, event, names):
    if not kind.named_by:
        return event.pgh_obj_id, ""
    named_by = kind.events._meta.get_field(kind.named_by)
    value = getattr(event, named_by.attname)
    if isinstance(named_by, ForeignKey):
        return value, names.get((named_by.related_model, value)) or _("no longer there")
    return event.pgh_obj_id, value


def _change(item, before, after, names):
    """The Change of one field, or None."""
    if isinstance(item, GeometryField):
        old, new = (row and getattr(row, digest_name(item.name)) for row in (before, after))
        return Change(label_of(item), new=_("changed")) if old != new else None
    old, new = (told(item, getattr(row, item.attname), names) if row else "" for row in (before, after))
    if old == new:
        return None
    if isinstance(item, TextField) and old and new:
        return Change(label_of(item), pieces=tuple(differences(old, new)))
    return Change(label_of(item), old, new)


MEMBERSHIP = Kind("member", gettext_lazy("Member"), MembershipEvent, "user", ("user", "organisation"))
ORGANISATION = Kind("organisation", gettext_lazy("Settings of the organisation"), OrganisationEvent)
ACCESSIBILITY = Kind(
    "accessibility",
    gettext_lazy("Accessibility statement"),
    AccessibilityStatementEvent,
    None,
    ("organisation",),
)


def history_of_people(organisation, limit=50):
    """[Entry]: who came, went and got another role in the organisation, and changes of its settings."""
    events = {
        MEMBERSHIP: MembershipEvent.objects.filter(organisation=organisation),
        ORGANISATION: OrganisationEvent.objects.filter(pgh_obj=organisation),
        ACCESSIBILITY: AccessibilityStatementEvent.objects.filter(organisation=organisation),
    }
    return read(events, newest(events, limit=limit))
