from itertools import groupby
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from geo.actions import set_populations
from geo.boundaries.errors import BadInput
from geo.boundaries.report import listed
from geo.models import Area
from geo.populations import Columns, read_figures


class Command(BaseCommand):
    help = "Import residents by area and year from a CSV. Without --commit nothing is kept."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--code-field", default="code")
        parser.add_argument("--number-field", default="number")
        parser.add_argument("--year-field", default="year")
        parser.add_argument("--source-field", default="source")
        parser.add_argument(
            "--name-field", default="", help="name of a district, where the code is its gmina's"
        )
        parser.add_argument("--year", default="", help="for a file without a column of years")
        parser.add_argument("--source", default="", help="for a file without a column of sources")
        parser.add_argument("--commit", action="store_true", help="keep it")

    @transaction.atomic
    def handle(self, *, file, commit, verbosity, **options):
        areas = dict(Area.objects.values_list("code", "pk"))
        try:
            found, rejected = self.read(file, options, areas)
        except BadInput as error:
            raise CommandError(error) from error
        counts = self.keep(found)
        transaction.set_rollback(not commit)
        if verbosity:
            self.stdout.write("\n".join(_lines(counts, rejected, commit)))

    def read(self, file, options, areas):
        """What the file says, and (code, reason) of the rows that say nothing."""
        return read_figures(file, Columns(**named(options)), areas)

    def keep(self, found):
        """How many were new, changed, unchanged."""
        return set_populations(figures=found)


def named(options):
    """The columns of geo.populations.Columns, by the options of the command."""
    return {
        "code": options["code_field"],
        "number": options["number_field"],
        "year": options["year_field"],
        "source": options["source_field"],
        "name": options["name_field"],
        "fixed_year": options["year"],
        "fixed_source": options["source"],
    }


def _lines(counts, rejected, commit):
    new, changed, unchanged = counts
    yield _("New: %(count)s") % {"count": new}
    yield _("Changed: %(count)s") % {"count": changed}
    yield _("Unchanged: %(count)s") % {"count": unchanged}
    yield _("Rejected: %(count)s") % {"count": len(rejected)}
    for reason, pairs in groupby(sorted(rejected, key=lambda pair: pair[1]), key=lambda pair: pair[1]):
        yield "  " + listed(reason, [code for code, _reason in pairs])
    if not commit:
        yield _("Nothing was written. Run it again with --commit to keep this.")
