"""What an address may say in a filter: each field reads one notation, or says plainly what is wrong."""

import math
from datetime import UTC, datetime, time

from django import forms
from django.contrib.gis.geos import Polygon
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from geo.models import Area
from mapconsult.consultations.models import Choice
from mapconsult.feedback.querysets import SAMENESS

# The value of a filter that stands for what has none.
WITHOUT = "none"
MOST_WORDS = 20
MOST_AREAS = 100
MOST_CORNERS = 200
MOST_METRES = 100_000
LONGEST_ID = 18  # digits that surely fit a bigint
# PostgreSQL takes no such character.
no_null = ProhibitNullCharactersValidator()


class MomentField(forms.Field):
    """A date (midnight in Europe/Warsaw) or a moment (ISO 8601; without an offset, Europe/Warsaw)."""

    def to_python(self, value):
        if not value:
            return None
        # An unescaped plus of an offset comes as a space.
        text = value.replace(" ", "+") if "T" in value else value
        try:
            day = parse_date(text)
            moment = datetime.combine(day, time()) if day else parse_datetime(text)
            if moment:
                aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
                # PostgreSQL reads no offset of 16 hours or more.
                return aware.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise ValidationError(_("Write a date like 2026-05-31."))


def _numbers(text, number, message):
    """So many finite numbers between commas, else the message."""
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        raise ValidationError(message) from None
    if len(numbers) != number or not all(map(math.isfinite, numbers)):
        raise ValidationError(message)
    return numbers


def _position(lon, lat):
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValidationError(_("Longitude lies between -180 and 180, latitude between -90 and 90."))
    return lon, lat


class BboxField(forms.Field):
    """Four numbers, west,south,east,north in degrees (EPSG:4326); as they come, not across 180°."""

    def to_python(self, value):
        if not value:
            return None
        west, south, east, north = _numbers(value, 4, _("Write four numbers: west,south,east,north."))
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise ValidationError(_("The box must be west,south,east,north in degrees."))
        return west, south, east, north


class RingField(forms.Field):
    """A polygon as its corners, `lon,lat;lon,lat;lon,lat` in degrees (EPSG:4326); it closes by itself."""

    def to_python(self, value):
        if not value:
            return None
        message = _("Write the corners as lon,lat;lon,lat;lon,lat.")
        corners = [_position(*_numbers(corner, 2, message)) for corner in value.strip("; ").split(";")]
        if corners[0] == corners[-1]:
            corners.pop()
        if not 3 <= len(corners) <= MOST_CORNERS:
            numbers = {"most": MOST_CORNERS}
            raise ValidationError(_("The area needs 3 to %(most)d corners."), params=numbers)
        if not Polygon([*corners, corners[0]]).valid:
            raise ValidationError(_("The border of the area crosses itself."))
        return corners


class CircleField(forms.Field):
    """`lon,lat,metres`: a place in degrees (EPSG:4326) and a distance."""

    def to_python(self, value):
        if not value:
            return None
        lon, lat, metres = _numbers(value, 3, _("Write three numbers: lon,lat,metres."))
        if not 0 < metres <= MOST_METRES:
            numbers = {"most": MOST_METRES}
            raise ValidationError(_("The radius is more than 0 and at most %(most)d metres."), params=numbers)
        return *_position(lon, lat), metres


class ListField(forms.Field):
    """Values that are repeated or separated by commas: `category=1&category=2` or `category=1,2`."""

    widget = forms.SelectMultiple

    def to_python(self, value):
        parts = {part.strip() for item in value or [] for part in item.split(",")} - {""}
        for part in parts:
            no_null(part)
        return sorted(parts)


class IdsField(ListField):
    """Row ids."""

    def to_python(self, value):
        parts = super().to_python(value)
        if not all(part.isascii() and part.isdigit() and len(part) <= LONGEST_ID for part in parts):
            raise ValidationError(_("Write ids separated by commas."))
        return sorted({int(part) for part in parts})


class IdsOrNoneField(IdsField):
    """Row ids; `none` among them stands for remarks without any."""

    def to_python(self, value):
        parts = ListField.to_python(self, value)
        ids = super().to_python([part for part in parts if part != WITHOUT])
        return [*ids, WITHOUT] if WITHOUT in parts else ids


class AnswersField(IdsField):
    """Ids of prepared answers, as {question id: [ids of its answers]}."""

    def clean(self, value):
        ids, questions = super().clean(value), {}
        known = dict(Choice.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "question_id"))
        for pk in ids:
            if pk not in known:
                raise ValidationError(_("No question has the answer %(id)d."), params={"id": pk})
            questions.setdefault(known[pk], []).append(pk)
        return questions


class AreasField(ListField):
    """TERYT or district codes; the type (7th digit) of a gmina may stand or be left out."""

    def clean(self, value):
        codes = super().clean(value)
        if not codes:
            return []
        if len(codes) > MOST_AREAS:
            raise ValidationError(_("Choose at most %(most)d areas."), params={"most": MOST_AREAS})
        asked = {known for code in codes for known in (code, code[:6])}
        found = {area.code: area for area in Area.objects.filter(code__in=asked)}
        return [*dict.fromkeys(self._area(found, code) for code in codes)]

    def _area(self, found, code):
        """As AreaQuerySet.coded(), for many codes in one query."""
        area = found.get(code) or (found.get(code[:6]) if len(code) == 7 else None)
        if area is None:
            raise ValidationError(_("No area has the code %(code)s."), params={"code": code})
        return area


class WordsField(forms.CharField):
    """Words to look for; each is looked for in every text, so they are few."""

    def clean(self, value):
        text = super().clean(value)
        if len(text.split()) > MOST_WORDS:
            raise ValidationError(_("Write at most %(number)d words."), params={"number": MOST_WORDS})
        return text


class GroupField(forms.RegexField):
    """What remarks have in common, and one of them: `person-12` are those of the sender of remark 12."""

    def __init__(self, **kwargs):
        super().__init__(rf"^({'|'.join(SAMENESS)})-[0-9]{{1,{LONGEST_ID}}}$", **kwargs)

    def clean(self, value):
        kind, _hyphen, remark_id = super().clean(value).partition("-")
        return (kind, int(remark_id)) if kind else None
