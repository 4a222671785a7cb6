"""Which fields of this room hold personal data: none. accounts/personal.py explains the tables."""

from mapconsult.exchange.models import Import, ImportedSubmission

NOT_PERSONAL = {
    # Who of the office imported it.
    Import: [
        "id",
        "consultation",
        "file_name",
        "sha256",
        "mapping",
        "imported_by",
        "imported_at",
        "taken",
        "repeated",
        "refused",
        "undone_at",
    ],
    ImportedSubmission: ["submission", "source"],
}
