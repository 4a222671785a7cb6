from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from geo.boundaries.errors import BadInput
from geo.crs import WGS84
from mapconsult.accounts.tracking import acting_command
from mapconsult.consultations.models import Consultation
from mapconsult.exchange.imports.mapping import TARGETS, Mapping
from mapconsult.exchange.imports.report import lines, table_of_faults
from mapconsult.exchange.imports.store import take_in


class Command(BaseCommand):
    help = "Import remarks from a CSV, GeoJSON, GeoPackage or shapefile. Without --commit nothing is kept."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--consultation", required=True, help="the name in its address")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="WHAT=COLUMN",
            help=f"which column says what; what: {', '.join(TARGETS)}",
        )
        parser.add_argument(
            "--fill",
            action="append",
            default=[],
            metavar="WHAT=TEXT",
            help="what an empty cell, or a file without the column, means",
        )
        parser.add_argument(
            "--value",
            action="append",
            default=[],
            metavar="WHAT:TEXT=MEANT",
            help="what a text of the file means, as in stakeholder:Bewohner=resident",
        )
        parser.add_argument("--crs", type=int, default=WGS84, help="EPSG number of x and y")
        parser.add_argument("--layer", default="", help="of a file that has several")
        parser.add_argument("--make-categories", action="store_true", help="add those that the file names")
        parser.add_argument("--report", type=Path, help="where to write a CSV of the refused rows")
        parser.add_argument("--commit", action="store_true", help="keep it")

    def handle(self, *, file, consultation, commit, report, verbosity, **options):
        found = Consultation.objects.filter(slug=consultation).first()
        if found is None:
            raise CommandError(_("There is no consultation %(slug)s.") % {"slug": consultation})
        try:
            with acting_command("import_remarks"), transaction.atomic():
                done = take_in(path=file, mapping=_mapping(options), consultation=found, **_how(options))
                transaction.set_rollback(not commit)
        except (BadInput, OSError) as error:
            raise CommandError(error) from error
        if report:
            report.write_text(table_of_faults(done.faults), encoding="utf-8", newline="")
        if verbosity:
            self.stdout.write("\n".join(lines(done, commit)))


def _how(options):
    return {name: options[name] for name in ("make_categories", "layer")}


def _mapping(options):
    values = {}
    for text in options["value"]:
        what, _colon, rest = text.partition(":")
        was, meant = _pair(rest)
        values[what, was] = meant
    columns, fixed = dict(map(_pair, options["map"])), dict(map(_pair, options["fill"]))
    return Mapping(columns, fixed, values, options["crs"])


def _pair(text):
    name, sign, value = text.partition("=")
    if not sign:
        raise BadInput(_("“%(text)s” lacks its “=”.") % {"text": text})
    return name, value
