"""No room imports upward: geo, accounts, consultations, feedback, insight, procedure, exchange."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
ORDER = ["geo", "accounts", "consultations", "feedback", "insight", "procedure", "exchange", "learning"]
ROOMS = [room for room in ORDER if (ROOT / room).is_dir() or (ROOT / "mapconsult" / room).is_dir()]


@cache
def sources(room):
    folder = ROOT / room if room == "geo" else ROOT / "mapconsult" / room
    return [(path.relative_to(ROOT), ast.parse(path.read_text())) for path in sorted(folder.rglob("*.py"))]


def imported_modules(tree, package):
    """Dotted names of everything a file imports, relative imports resolved, names of `from` included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def room_of(dotted):
    parts = dotted.split(".")
    if parts[0] == "mapconsult":
        parts = parts[1:]
    return parts[0] if parts and parts[0] in ORDER else None


def rooms_above(room):
    return set(ORDER[ORDER.index(room) + 1 :])


@pytest.mark.parametrize("room", ROOMS)
def test_no_import_goes_upward(room):
    upward = [
        f"{path}:{line} imports {name}"
        for path, tree in sources(room)
        for line, name in imported_modules(tree, path.parent.parts)
        if room_of(name) in rooms_above(room)
    ]
    assert upward == []


def test_the_ground_floor_imports_nothing_of_the_project():
    names = [name for path, tree in sources("geo") for _, name in imported_modules(tree, path.parent.parts)]
    assert [name for name in names if name.startswith("mapconsult")] == []


def strings(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


@pytest.mark.parametrize("room", ROOMS)
def test_no_model_or_module_is_named_upward_in_a_string(room):
    """ForeignKey("feedback.Remark") and import_string("mapconsult.feedback...") are imports, too."""
    above = "|".join(rooms_above(room)) or "$^"
    named = re.compile(rf"(mapconsult\.({above})\b|({above})\.[A-Za-z]\w+$)")
    found = [
        f"{path}:{n} {text}" for path, tree in sources(room) for n, text in strings(tree) if named.match(text)
    ]
    assert found == []


def reverse_names_from_above(room):
    """What models of higher rooms add to the models of this one, by accessor and by name in a query."""
    own = [model for model in apps.get_models() if model._meta.app_label == room]
    for model in own:
        for relation in model._meta.related_objects:
            if relation.related_model._meta.app_label in rooms_above(room):
                yield from {relation.get_accessor_name(), relation.name} - {None}


def called_name(call):
    return getattr(call.func, "attr", None) or getattr(call.func, "id", None)


QUERY_CALLS = {"Count", "Exists", "F", "Max", "Min", "OuterRef", "Prefetch", "Sum"} | {
    "annotate", "order_by", "prefetch_related", "select_related", "values", "values_list"
}  # fmt: skip


def names_used(tree):
    """Attributes, keyword arguments, and the strings that name fields in queries."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.value.lineno, node.arg.split("__")[0]
        elif isinstance(node, ast.Call) and called_name(node) in QUERY_CALLS:
            yield from (
                (a.lineno, str(a.value).split("__")[0]) for a in node.args if isinstance(a, ast.Constant)
            )


@pytest.mark.parametrize("room", ROOMS)
def test_no_reverse_accessor_is_used_upward(room):
    added = set(reverse_names_from_above(room))
    used = [
        f"{path}:{n} {name}" for path, tree in sources(room) for n, name in names_used(tree) if name in added
    ]
    assert used == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_template_takes_in_one_of_a_room_above(room):
    taken = re.compile(rf"""(?:include|extends)\s+["']({"|".join(rooms_above(room)) or "$^"})/""")
    upward = [
        f"{path.relative_to(ROOT)} takes in one of {named}"
        for path in sorted((ROOT / "frontend" / "templates" / room).rglob("*.*"))
        for named in taken.findall(path.read_text())
    ]
    assert upward == []
