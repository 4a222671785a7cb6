from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from geo.boundaries.errors import BadInput
from geo.boundaries.files import sha256
from geo.boundaries.load import Origin, load
from geo.boundaries.read import read
from geo.boundaries.sources import SOURCES
from geo.models import Area, Level


class Command(BaseCommand):
    help = (
        "Import boundaries as an edition of one level of one territory. Without --commit nothing is kept. "
        "Levels come in order: an area needs the one above it."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="shapefile (also zipped), GeoPackage, GML or GeoJSON")
        parser.add_argument("--source", required=True, choices=SOURCES)
        parser.add_argument("--level", required=True, choices=[level.key for level in Level])
        parser.add_argument(
            "--within", metavar="CODE", default="", help="the territory; default: the country"
        )
        parser.add_argument("--code-field", default="", help="column of the code, if not the source's own")
        parser.add_argument("--name-field", default="", help="column of the name, if not the source's own")
        parser.add_argument("--layer", default="", help="which layer of a file that has several")
        parser.add_argument("--commit", action="store_true", help="keep it")
        parser.add_argument("--activate", action="store_true", help="and put it in force (with --commit)")

    def handle(self, **options):
        try:
            report = self._import(**options)
        except BadInput as error:
            raise CommandError(error) from error
        if options["verbosity"]:
            self.stdout.write("\n".join(report.lines()))

    def _import(self, *, file, source, level, within, verbosity, **options):
        level = Level.named(level)
        territory = _territory(within, level)
        fields = {"code": options["code_field"], "name": options["name_field"]}
        reading = read(
            file,
            SOURCES[source].with_fields(**fields),
            level,
            gmina=territory.code if level == Level.DISTRICT else "",
            layer=options["layer"],
        )
        return load(
            reading=reading,
            level=level,
            territory=territory,
            origin=Origin(source, file.name, sha256(file)),
            commit=options["commit"],
            put_in_force=options["activate"],
            progress=partial(tqdm, desc=file.name, disable=not verbosity),
        )


def _territory(code, level):
    """The area named, None for the whole country."""
    if not code and level != Level.DISTRICT:
        return None
    territory = Area.objects.coded(code).first()
    if territory is None and code:
        raise BadInput(_("No area has the code %(code)s.") % {"code": code})
    if territory is None or (level == Level.DISTRICT and territory.level != Level.GMINA):
        raise BadInput(_("Districts are those of a gmina: name it with --within."))
    if territory.level >= level > Level.COUNTRY:
        raise BadInput(_("--within must name an area above the level imported."))
    return territory
