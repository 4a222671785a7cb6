"""Tables of people: a CSV in whatever of the usual ways -> rows; rows -> a CSV that their programs open."""

import csv
from io import StringIO

from django.utils.translation import gettext as _

from geo.boundaries.errors import BadInput

DELIMITERS = ",;\t"
# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_table(path, wanted):
    """A csv.DictReader over a file, cells that are missing at the end of a row empty. UTF-8, else
    Windows-1250; comma, semicolon or tab. BadInput for a file that cannot be read or lacks a column of
    `wanted`."""
    lines = StringIO(_text(path), newline="")
    try:
        dialect = csv.Sniffer().sniff(lines.readline(), DELIMITERS)
        # Guessed from the first line, which holds no quoted quotes.
        dialect.doublequote = True
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


def csv_of(header, rows):
    """The text of a CSV as Polish offices open it with a double click: semicolons, a mark of UTF-8 in front,
    a decimal comma, and texts that look like a formula kept texts by an apostrophe. None is an empty cell."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerows([_cell(value) for value in row] for row in [header, *rows])
    return "\ufeff" + file.getvalue()


def _cell(value):
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, int) or value is None:
        return value
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
