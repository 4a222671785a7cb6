"""A CSV as people save it, in whatever of the usual ways -> rows."""

import csv
from io import StringIO

from django.utils.translation import gettext as _

from geo.boundaries.errors import BadInput

DELIMITERS = ",;\t"


def read_table(path, wanted):
    """A csv.DictReader over a file, cells that are missing at the end of a row empty. UTF-8, else Windows-1250;
    comma, semicolon or tab. BadInput for a file that cannot be read or has not all columns `wanted`."""
    lines = StringIO(_text(path), newline="")
    try:
        dialect = csv.Sniffer().sniff(lines.readline(), DELIMITERS)
    except csv.Error:
        dialect = csv.excel
    lines.seek(0)
    rows = csv.DictReader(lines, dialect=dialect, restval="")
    found = rows.fieldnames or []
    missing = [name for name in wanted if name not in found]
    if missing:
        names = {"missing": ", ".join(missing), "found": ", ".join(found)}
        raise BadInput(_("No column %(missing)s; the file has: %(found)s") % names)
    return rows


def _text(path):
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(
            _("%(file)s cannot be read: %(error)s") % {"file": path.name, "error": error}
        ) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1250", errors="replace")
