"""Everything held about the person behind an e-mail, as the declarations of personal.py have it."""

import json
import tempfile
import zipfile
from pathlib import PurePath

from django.contrib.gis.db.models import GeometryField
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import FileField

from mapconsult.accounts import personal as of_accounts
from mapconsult.accounts.erasure import account_of
from mapconsult.feedback import personal as of_feedback
from mapconsult.feedback.models import Submission

# Rows that are found by the address itself; the others by the account or the submission.
BY_EMAIL = {"email", "to"}
# What makes the rows understandable beside what is personal in them.
BESIDE = {Submission: {"consultation": "consultation__title"}}


def gather(email):
    """{model: [row]}, of all models that hold something; a row is a dict with its values as they are."""
    account = account_of(email)
    sent = Submission.objects.of_email(email).values("pk")
    found = {}
    for model, path in of_accounts.OWNED_BY.items():
        if path in BY_EMAIL:
            found[model] = _rows(model, of_accounts, {f"{path}__iexact": email})
        elif account:
            found[model] = _rows(model, of_accounts, {path: account.pk})
    for model, path in of_feedback.OWNED_BY.items():
        if path in BY_EMAIL:
            found[model] = _rows(model, of_feedback, {f"{path}__iexact": email})
        elif path != of_feedback.BY_ACCOUNT:
            found[model] = _rows(model, of_feedback, {f"{path}__in": sent}, submission=path)
        elif account:
            found[model] = _rows(model, of_feedback, {path: account.pk}, remark="remark")
    return {model: rows for model, rows in found.items() if rows}


def _rows(model, room, condition, **beside):
    """The personal fields of the rows, and a few words to understand them by."""
    fields = {name: name for name in room.PERSONAL[model]} | beside | BESIDE.get(model, {})
    rows = model._base_manager.filter(**condition).order_by("pk").values_list("pk", *fields.values())
    return [dict(zip(["id", *fields], row, strict=True)) for row in rows]


def pack(found):
    """An open temporary file: a zip of dane.json and of the files that it names."""
    packed = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        told = {}
        for model, rows in found.items():
            told[str(model._meta.verbose_name_plural)] = _tell(model, rows, archive)
        archive.writestr("dane.json", json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
    packed.seek(0)
    return packed


def _tell(model, rows, archive):
    """Rows as JSON can say them; the files go into the archive."""
    for row in rows:
        for name, value in row.items():
            field = next((field for field in model._meta.fields if field.name == name), None)
            if isinstance(field, GeometryField) and value:
                row[name] = json.loads(value.geojson)
            elif isinstance(field, FileField) and value:
                row[name] = _put(field.storage, value, archive)
    return rows


def _put(storage, name, archive):
    inside = f"pliki/{PurePath(name).name}"
    with storage.open(name) as file, archive.open(inside, "w") as target:
        while part := file.read(64 * 1024):
            target.write(part)
    return inside
