"""Every field of every model is declared: personal (and what clears it), secret, or neither."""

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps
from pghistory.models import Event

from mapconsult.accounts import personal as of_accounts
from mapconsult.feedback import personal as of_feedback

TABLES = ["PERSONAL", "SECRET", "NOT_PERSONAL"]
ROOMS = ["geo", *(f"mapconsult.{room}" for room in ("accounts", "consultations", "feedback", "insight"))]
ROOMS += [f"mapconsult.{room}" for room in ("procedure", "exchange", "learning")]
# Tables of PostGIS and views over the events, which hold no rows of their own.
NO_ROWS = {"PostGISGeometryColumns", "PostGISSpatialRefSys", "Events", "MiddlewareEvents"}
MODELS = [model for model in apps.get_models(include_auto_created=True) if model.__name__ not in NO_ROWS]


def declared():
    """{model: {field: table}}, of all rooms."""
    found = {}
    for room in ROOMS:
        if find_spec(room) and find_spec(f"{room}.personal"):
            module = import_module(f"{room}.personal")
            for table in TABLES:
                for model, fields in getattr(module, table, {}).items():
                    for field in fields:
                        assert field not in found.setdefault(model, {}), f"{model}.{field} is declared twice"
                        found[model][field] = table
    return found


DECLARED = declared()


def fields_of(model):
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return {field.name for field in fields}


def taken_over(model):
    """What an event need not declare: its own columns, and what is not personal in the model it is of."""
    if not issubclass(model, Event):
        return {}
    tracked = DECLARED.get(model.pgh_tracked_model, {})
    own = {name: "NOT_PERSONAL" for name in fields_of(model) if name.startswith("pgh_")}
    return own | {name: table for name, table in tracked.items() if table == "NOT_PERSONAL"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_declared(model):
    known = taken_over(model) | DECLARED.get(model, {})
    assert fields_of(model) - {*known} == set()


@pytest.mark.parametrize("model", DECLARED, ids=lambda model: model._meta.label)
def test_every_declaration_is_of_a_field(model):
    assert {*DECLARED[model]} - fields_of(model) == set()


@pytest.mark.parametrize("module", [of_accounts, of_feedback])
def test_what_is_personal_is_found_by_the_person(module):
    """Else it would be neither given out nor erased."""
    assert module.OWNED_BY.keys() == module.PERSONAL.keys()


@pytest.mark.parametrize("module", [of_accounts, of_feedback])
def test_each_declaration_says_why(module):
    assert all(why for fields in module.PERSONAL.values() for why in fields.values())
