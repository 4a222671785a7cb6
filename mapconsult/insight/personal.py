"""Which fields of this room hold personal data: none. accounts/personal.py explains the tables."""

from mapconsult.insight.models import Analysis, Code, Coding, SavedView

NOT_PERSONAL = {
    # Who of the office asked.
    Analysis: [
        "id",
        "consultation",
        "kind",
        "key",
        "query",
        "asked",
        "state",
        "progress",
        "found",
        "asked_by",
        "asked_at",
        "finished_at",
    ],
    Code: ["id", "consultation", "name", "meaning", "color", "order", "origin"],
    # What somebody of the office found in what was said.
    # What somebody of the office looks at again; gone with the account.
    SavedView: ["id", "consultation", "owner", "organisation", "name", "query", "is_shared", "saved_at"],
    Coding: ["id", "code", "remark", "answer", "coder", "at"],
}
