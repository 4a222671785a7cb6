"""Values of fields in the reader's words."""

from pathlib import PurePosixPath

from django.contrib.postgres.fields import ArrayField
from django.db.models import DateTimeField, FileField, FloatField, ForeignKey
from django.utils.formats import date_format, localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def label_of(field):
    """What people call a field; a key without a name of its own is called as what it leads to."""
    unnamed = isinstance(field, ForeignKey) and not field._verbose_name
    return str(field.related_model._meta.verbose_name if unnamed else field.verbose_name)


def digest_name(name):
    """Under which name a row carries the digest of a geometry."""
    return f"{name}_digest"


def told(field, value, names):
    """A value as text; "" for nothing. `names` is {(model, primary key): name} for what keys lead to."""
    if value is None or value == "":
        return ""
    if isinstance(field, ForeignKey):
        return names.get((field.related_model, value)) or _("no longer there")
    if isinstance(field, ArrayField):
        return ", ".join(told(field.base_field, item, names) for item in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, DateTimeField):
        return date_format(localtime(value), "j E Y, H:i")
    if isinstance(field, FileField):
        return PurePosixPath(str(value)).name
    return localize(value) if isinstance(field, FloatField) else str(value)
