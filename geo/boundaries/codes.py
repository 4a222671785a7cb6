"""Codes as files write them -> codes as Area keeps them. Pure; TERYT: rozporządzenie RM z 15.12.1998 r."""

import re

from django.utils.text import slugify
from django.utils.translation import gettext as _

from geo.boundaries.errors import Refused
from geo.levels import Level

COUNTRY_CODE = "PL"
COUNTRY_WRITTEN = {"0", "00", "PL"}
WARSAW = "146501"
# The number of a city with the rights of a powiat, within its voivodeship, begins here.
FIRST_CITY = "61"


def area_code(written, level, gmina=""):
    """(code, kind) of an area at `level`; raises Refused with the reason. `gmina` is the code of a district's
    gmina."""
    text = re.sub(r"[\s._]", "", written)
    if level == Level.COUNTRY and text in COUNTRY_WRITTEN:
        return COUNTRY_CODE, ""
    if level == Level.VOIVODESHIP and _fits(r"\d\d(00|00000)?", text):
        return text[:2], ""
    if level == Level.POWIAT and _fits(r"\d{4}(000)?", text):
        return text[:4], ""
    if level == Level.POWIAT and _fits(r"\d{7}", text) and text[2:4] >= FIRST_CITY:
        return text[:4], ""
    if level == Level.GMINA and _fits(r"\d{6}[1-9]?", text):
        return _gmina_code(text)
    if level == Level.DISTRICT and text:
        return _district_code(written, text, gmina)
    raise Refused(
        _("the code “%(code)s” is not one of a %(level)s") % {"code": written, "level": level.label}
    )


def _fits(shape, text):
    """Digits are 0 to 9 alone, not those of every script."""
    return re.fullmatch(shape, text, re.ASCII)


def _gmina_code(text):
    kind = text[6:]
    if kind == "4":
        raise Refused(_("type 4 is the town in an urban-rural gmina, not a gmina"))
    if kind == "5":
        raise Refused(_("type 5 is the rural part of an urban-rural gmina, not a gmina"))
    if kind in ("8", "9"):
        raise Refused(_("types 8 and 9 are districts of a city: import them with --level district"))
    return text[:6], kind


def _district_code(written, text, gmina):
    if not _fits(r"\d{7}", text):
        return district_slug(gmina, written), ""
    if not _fits(r"1465\d\d8", text):
        return text, ""
    if gmina != WARSAW:
        raise Refused(_("a district of Warsaw belongs to the gmina 146501"))
    return text, text[6]


def district_slug(gmina, name):
    """The code of a district that no register has: `066301-czechow-poludniowy`; Refused without a name."""
    slug = slugify(name.replace("ł", "l").replace("Ł", "L").replace("_", "-"))
    if not slug:
        raise Refused(_("a district needs a name"))
    return f"{gmina}-{slug}"


def parent_code(code, level, gmina=""):
    """The code one level up, by the prefix; a district's is given. Empty for the country."""
    above = {
        Level.VOIVODESHIP: COUNTRY_CODE,
        Level.POWIAT: code[:2],
        Level.GMINA: code[:4],
        Level.DISTRICT: gmina,
    }
    return above.get(level, "")


def with_zeros(codes):
    """Codes read from a column of numbers, or by way of a spreadsheet, with the leading zero some have
    lost."""
    if not all(code.isdigit() for code in codes):
        return codes
    width = max(map(len, codes), default=0)
    return [code.zfill(width) if len(code) == width - 1 else code for code in codes]
