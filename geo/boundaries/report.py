"""What an import found and did, for the person who ran it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from geo.actions import Activation
from geo.boundaries.check import Comparison
from geo.boundaries.read import Reading
from geo.models import Edition

NAMES_SHOWN = 10


@dataclass
class Report:
    reading: Reading
    comparison: Comparison
    # (name or code, reason)
    rejected: list[tuple[str, str]]
    overhangs: list[tuple[str, float]]
    edition: Edition | None = None
    is_new: bool = False
    committed: bool = False
    activation: Activation | None = None

    def lines(self):
        yield _("Read: %(count)s (%(crs)s)") % {
            "count": len(self.reading.rows) + len(self.reading.rejected),
            "crs": self.reading.crs,
        }
        yield from self._compared()
        yield from self._doubted()
        yield self._outcome()
        if self.activation:
            yield from activation_lines(self.activation)
