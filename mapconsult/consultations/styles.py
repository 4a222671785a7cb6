"""Styles that are linked together. In the sources each widget has a file; in production a set is one file, so
that a telephone asks once (mapconsult/staticfiles.py)."""

SETS = {
    "site": ["variables", "base", "header", "footer", "button", "form", "message"],
    "home": ["map", "pin", "card", "home", "outbox"],
    "consultation": [
        "map",
        "pin",
        "stage",
        "whereis",
        "sheet",
        "fold",
        "remark",
        "talk",
        "filters",
        "compose",
        "outbox",
        "photos",
    ],
}


def parts(name):
    """The static paths of the styles of a set, in their order."""
    return [f"mapconsult/css/{part}.css" for part in SETS[name]]


def joined(name):
    """The static path of the one file that they are joined in."""
    return f"mapconsult/css/sets/{name}.css"
