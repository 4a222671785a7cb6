from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from mapconsult.accounts.tracking import acting_command
from mapconsult.exchange.imports.store import TakenBack, WorkedOn, take_back
from mapconsult.exchange.models import Import


class Command(BaseCommand):
    help = "Take an import of remarks back; without a number, list them. Without --commit nothing is deleted."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int, nargs="?")
        parser.add_argument("--keep-worked-on", action="store_true", help="leave what somebody worked with")
        parser.add_argument("--commit", action="store_true", help="delete it")

    def handle(self, *, id, keep_worked_on, commit, **options):
        if id is None:
            self.stdout.write("\n".join(map(_line, Import.objects.select_related("consultation"))))
            return
        record = Import.objects.filter(pk=id).first()
        if record is None:
            raise CommandError(_("There is no import %(id)s.") % {"id": id})
        try:
            with acting_command("undo_import"), transaction.atomic():
                gone = take_back(record=record, keep_worked_on=keep_worked_on)
                transaction.set_rollback(not commit)
        except TakenBack as error:
            raise CommandError(_("This import was taken back before.")) from error
        except WorkedOn as error:
            raise CommandError(_worked_on(error.args[0])) from error
        self.stdout.write(_("Submissions taken back: %(count)s") % {"count": gone})
        if not commit:
            self.stdout.write(_("Nothing was deleted. Run it again with --commit."))


def _line(record):
    state = _("taken back") if record.undone_at else _("%(count)s rows") % {"count": record.taken}
    return (
        f"{record.pk}  {record.imported_at:%Y-%m-%d}  {record.consultation.slug}  {record.file_name}  {state}"
    )


def _worked_on(count):
    reason = _("Somebody has worked with %(count)s of the submissions since; --keep-worked-on leaves those.")
    return reason % {"count": count}
