"""What an import found and did, for the person who ran it."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from geo.actions import Activation
from geo.boundaries.check import Comparison
from geo.boundaries.read import Reading, Row
from geo.models import Edition

NAMES_SHOWN = 10


@dataclass
class Report:
    """`rejected` are (name or code, reason), `overhangs` (row, share outside its parent)."""

    reading: Reading
    comparison: Comparison
    rejected: list[tuple[str, str]]
    overhangs: list[tuple[Row, float]]
    edition: Edition | None = None
    is_new: bool = False
    committed: bool = False
    activation: Activation | None = None

    def lines(self):
        yield _("Read: %(count)s, in %(crs)s") % {"count": self.reading.count, "crs": self.reading.crs}
        yield from self._compared()
        yield from self._doubted()
        yield self._outcome()
        if self.activation:
            yield from activation_lines(self.activation)

    def _compared(self):
        found = self.comparison
        yield listed(_("New"), found.new)
        yield listed(_("Changed"), found.changed)
        yield _("Unchanged: %(count)s") % {"count": len(found.unchanged)}
        yield listed(_("Vanished"), found.vanished)
        if found.largest:
            name, percent = found.largest
            yield _("Area: %(before).2f km² before, %(now).2f km² now; most: %(name)s %(percent)+.2f %%") % {
                "before": found.km2_before,
                "now": found.km2_now,
                "name": name,
                "percent": percent,
            }

    def _doubted(self):
        by_reason = sorted(self.rejected, key=lambda pair: pair[1])
        yield _("Rejected: %(count)s") % {"count": len(by_reason)}
        for reason, pairs in groupby(by_reason, key=lambda pair: pair[1]):
            yield "  " + listed(reason, [name for name, _reason in pairs])
        if self.reading.repaired:
            yield listed(_("Crossed themselves, repaired"), self.reading.repaired)
        if self.overhangs:
            shares = [f"{row.name} {share:.1%}" for row, share in self.overhangs]
            yield listed(_("Lie partly outside the area above"), shares)

    def _outcome(self):
        if not self.is_new and self.edition:
            return _("Edition %(id)s says the same: nothing was written.") % {"id": self.edition.pk}
        if not self.committed:
            return _("Nothing was written. Run it again with --commit to keep this.")
        return _("Edition %(id)s was written.") % {"id": self.edition.pk}


def listed(label, names):
    """`New: 12: Abramowice, Bronowice, ...`."""
    line = f"{label}: {len(names)}"
    if names:
        line += ": " + ", ".join(names[:NAMES_SHOWN]) + (", ..." if len(names) > NAMES_SHOWN else "")
    return line


def activation_lines(activation):
    yield _("Edition %(id)s is in force: %(count)s boundaries.") % {
        "id": activation.edition.pk,
        "count": activation.boundaries,
    }
    if activation.vanished:
        yield listed(_("No longer in force"), activation.vanished)
    for moved in activation.moved:
        yield _(
            "%(name)s that changed their areas: %(rows)s "
            "(district %(district)s, gmina %(gmina)s, powiat %(powiat)s, voivodeship %(voivodeship)s; "
            "now outside every area %(outside)s)"
        ) % vars(moved)
