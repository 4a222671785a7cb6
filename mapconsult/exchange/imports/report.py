"""What an import found and did, in lines for whoever ran it and as a table of the rows that were refused."""

from itertools import groupby

from django.utils.translation import gettext as _

from geo.tables import csv_of

ROWS_SHOWN = 10


def lines(report, committed):
    """Lines of text."""
    refused = {fault.row for fault in report.faults}
    yield _("Rows: %(count)s") % {"count": report.rows}
    yield _("Taken: %(count)s") % {"count": report.taken}
    yield _("  without a place: %(count)s") % {"count": report.unplaced}
    yield _("  outside every known gmina: %(count)s") % {"count": report.outside}
    yield _("There already: %(count)s") % {"count": report.repeated}
    if report.made:
        yield _("New categories: %(names)s") % {"names": ", ".join(report.made)}
    yield _("Refused: %(count)s") % {"count": len(refused)}
    yield from _reasons(report.faults)
    if not committed:
        yield _("Nothing was written. Run it again with --commit to keep this.")
    else:
        yield _("Import %(id)s was written; undo_import %(id)s takes it back.") % {"id": report.record.pk}


def _reasons(faults):
    def reason(fault):
        return fault.column, fault.reason

    for (column, words), found in groupby(sorted(faults, key=reason), key=reason):
        rows = [fault.row for fault in found]
        shown = ", ".join(map(str, rows[:ROWS_SHOWN])) + (", ..." if len(rows) > ROWS_SHOWN else "")
        where = f"{column}: " if column else ""
        yield _("  %(where)s%(reason)s %(count)s (rows %(rows)s)") % {
            "where": where,
            "reason": words,
            "count": len(rows),
            "rows": shown,
        }


def table_of_faults(faults):
    """The text of a CSV: one line for each thing that is wrong."""
    header = [_("row"), _("column"), _("value"), _("reason")]
    return csv_of(header, [[fault.row, fault.column, fault.value, fault.reason] for fault in faults])
