"""The filters of an address as the forms of pages show them."""


def chosen(query, *, single=(), several=(), wrong=()):
    """What a form starts from: {name: text} of its fields with one value, {name: [texts]} of those with
    several, `q`, and `categories` (ids as texts). `others` are the pairs that it has no field for: it carries
    them along. Fields named in `wrong` stay empty.
    """
    known = {"q", "category", "cursor", *single, *several}
    shown = {name: "" if name in wrong else query.get(name, "") for name in ("q", *single)}
    lists = {name: query.getlist(name) for name in several}
    categories = {part for item in query.getlist("category") for part in item.split(",")}
    others = [(name, value) for name, values in query.lists() for value in values if name not in known]
    return shown | lists | {"categories": categories, "others": others}
