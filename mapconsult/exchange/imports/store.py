"""Keeping what a file says, once, and taking it back."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from geo.boundaries.files import sha256
from geo.locks import hold_shared
from mapconsult.accounts.tokens import token_digest
from mapconsult.consultations.models import Category
from mapconsult.consultations.rows import COLOURS
from mapconsult.exchange.imports.letters import Fault, gather
from mapconsult.exchange.models import Import, ImportedSubmission
from mapconsult.feedback.actions import RemarkDraft, insert
from mapconsult.feedback.entering import handling
from mapconsult.feedback.identity import edit_token, person_key
from mapconsult.feedback.models import Remark, Submission

AT_A_TIME = 1000


class WorkedOn(Exception):
    """Somebody has worked with `args[0]` of the submissions since they came."""


class TakenBack(Exception):
    """The import was taken back before."""


@dataclass
class Report:
    """What an import found and did, in rows; `made` are the names of new categories."""

    rows: int
    taken: int = 0
    repeated: int = 0
    outside: int = 0
    unplaced: int = 0
    faults: list[Fault] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    record: Import | None = None


@transaction.atomic
def take_in(*, path, mapping, consultation, make_categories=False, layer="", by=None):
    """Store the remarks of a file that are not there yet; a Report. Rows that cannot be taken are left out.

    A place need not lie in any known area, nor within the extent: what is said elsewhere is shown as outside.
    The same file stores nothing twice. With `make_categories` the names it says become categories of the
    consultation. BadInput for a file that cannot be read.
    """
    categories = {found.name.casefold(): found for found in consultation.categories.all()}
    known = None if make_categories else categories.keys()
    gathered = gather(path, mapping, consultation=consultation, categories=known, layer=layer)
    report = Report(rows=gathered.rows, faults=gathered.faults)
    new = _new(gathered.letters, report, mapping)
    report.made = _make_categories(consultation, new, categories)
    record = Import.objects.create(
        consultation=consultation,
        file_name=path.name[:255],
        sha256=sha256(path),
        mapping=mapping.told(),
        imported_by=by,
    )
    _store(record, new, categories, report)
    record.taken, record.repeated, record.refused = report.taken, report.repeated, len(_rows(report.faults))
    record.save(update_fields=["taken", "repeated", "refused"])
    report.record = record
    consultation.bump()
    return report


def _rows(faults):
    return {fault.row for fault in faults}


def _new(letters, report, mapping):
    """The letters that are not there yet; others are counted, or refused if they say something else."""
    new = []
    for first in range(0, len(letters), AT_A_TIME):
        part = {token_digest(edit_token(letter.key)): letter for letter in letters[first : first + AT_A_TIME]}
        there = dict(
            Submission.objects.filter(token_digest__in=part).values_list("token_digest", "body_digest")
        )
        for digest, letter in part.items():
            if digest not in there:
                new.append(letter)
            elif there[digest] == letter.digest:
                report.repeated += len(letter.points)
            else:
                report.faults += _changed(letter, mapping)
    return new


def _changed(letter, mapping):
    reason = _("It came before with other words or another place; take that import back first.")
    column = mapping.columns.get("letter" if letter.points[0].letter else "id", "")
    return [Fault(point.row, column, point.letter or point.id, reason) for point in letter.points]


def _make_categories(consultation, letters, categories):
    """Add to `categories` ({name in small letters: Category}) what it lacks; their names."""
    made = []
    for name in [point.category for letter in letters for point in letter.points]:
        if not name or name.casefold() in categories:
            continue
        order = len(categories)
        categories[name.casefold()] = Category.objects.create(
            consultation=consultation,
            name=name,
            slug=f"{slugify(name)[:40]}-{order}",
            color=COLOURS[order % len(COLOURS)],
            order=order,
        )
        made.append(name)
    return made


def _store(record, letters, categories, report):
    stored = []
    for letter in letters:
        submission = _submission(record, letter)
        drafts = [_draft(point, categories) for point in letter.points]
        insert(
            submission=submission,
            drafts=drafts,
            **handling(record.consultation, submission.received_at),
        )
        stored.append(ImportedSubmission(submission=submission, source=record))
        report.taken += len(drafts)
        report.unplaced += sum(draft.geometry is None for draft in drafts)
        placed = [point for point, draft in zip(submission.points, drafts, strict=True) if draft.geometry]
        report.outside += sum(point.gmina_id is None for point in placed)
    ImportedSubmission.objects.bulk_create(stored, batch_size=AT_A_TIME)


def _submission(record, letter):
    first = letter.points[0]
    person = f"import/{first.person}" if first.person else letter.key
    return Submission(
        consultation=record.consultation,
        token_digest=token_digest(edit_token(letter.key)),
        body_digest=letter.digest,
        person_key=person_key(record.consultation, key=person),
        channel=first.channel,
        stakeholder=first.stakeholder,
        received_at=first.received_at,
        entered_by=record.imported_by,
    )


def _draft(point, categories):
    return RemarkDraft(
        body=point.body,
        geometry=point.geometry,
        category=categories[point.category.casefold()] if point.category else None,
        kind=point.kind,
        place_note=point.place_note,
    )


@transaction.atomic
def take_back(*, record, keep_worked_on=False, now=None):
    """Delete what an import stored; returns how many submissions went.

    What somebody decided, replied to, supported, moderated or changed since is no longer the file's alone:
    raises WorkedOn, or leaves those with `keep_worked_on`. Raises TakenBack the second time.
    """
    hold_shared()
    record = Import.objects.select_for_update().get(pk=record.pk)
    if record.undone_at:
        raise TakenBack
    own = Submission.objects.filter(pk__in=record.submissions.values("submission"))
    worked_on = own.filter(pk__in=Remark.objects.filter(_worked_on()).values("submission"))
    kept = set(worked_on.values_list("pk", flat=True))
    if kept and not keep_worked_on:
        raise WorkedOn(len(kept))
    gone = own.exclude(pk__in=kept).count()
    own.exclude(pk__in=kept).delete()
    record.undone_at = now or timezone.now()
    record.save(update_fields=["undone_at"])
    record.consultation.bump()
    return gone


def _worked_on():
    """That anything refers to a remark, its history included: an import itself makes nothing that does."""
    condition = Q(edited_at__isnull=False)
    for relation in Remark._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            condition |= Q(Exists(rows))
    return condition
