from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from geo.actions import activate
from geo.boundaries.report import activation_lines
from geo.models import Edition


class Command(BaseCommand):
    help = (
        "Put an edition of boundaries in force in its territory and locate again all that stands on the map."
    )

    def add_arguments(self, parser):
        parser.add_argument("id", type=int)

    def handle(self, *, id, **options):
        edition = Edition.objects.filter(pk=id).first()
        if edition is None:
            known = ", ".join(map(str, Edition.objects.order_by("pk"))) or "-"
            raise CommandError(
                _("There is no edition %(id)s. There are: %(known)s") % {"id": id, "known": known}
            )
        self.stdout.write("\n".join(activation_lines(activate(edition=edition))))
