"""Look-ups at the national services of the geodesy office: addresses by UUG, cadastral parcels by ULDK.

The only module that calls them. Both are off until settings name them, and nobody waits long for them: what
is slow, down or not understood has found nothing, and a service that does not answer rests for a minute.

Axes: UUG gives x (easting) and y (northing) in PL-1992; ULDK is asked and answers in EPSG:4326, longitude
first. Whatever comes is compared with our own areas: swapped axes lead to another region without a word.
"""

import json
import logging
import re
import time
from hashlib import sha256
from http.client import HTTPException
from urllib.parse import urlencode
from urllib.request import urlopen

from django.conf import settings
from django.contrib.gis.geos import GEOSException, GEOSGeometry, Point
from django.core.cache import cache

from geo.crs import PL_1992, lon_lat
from geo.models import Area, Level

logger = logging.getLogger(__name__)

# Seconds, until the connection stands and for the whole answer.
PATIENCE = 2.5
LARGEST = 256 * 1024
HOUR, REST, MINUTE = 3600, 60, 60
# Look-ups of all visitors together in a minute, so that nobody makes us flood a service of others.
MOST_ASKED = 300
MOST_ADDRESSES = 5
# Gmina (6 digits) and its type, precinct, perhaps a sheet, number: 321601_4.0001.AR_2.12/3
PARCEL = re.compile(r"(\d{6})_\d\.\d{4}\.(?:AR_[\w-]+\.)?[\w./-]+", re.ASCII)
LONGEST_PARCEL = 60
FOUND = "0"


def find_address(text):
    """[(label, Point)] of the addresses that UUG finds for `City, street number`; [] if it is down."""
    answer = _answer(settings.GUGIK_UUG_URL, {"request": "GetAddress", "address": text})
    try:
        results = json.loads(answer or "{}").get("results") or {}
        rows = list(results.values())[:MOST_ADDRESSES]
        found = [(_label(row), _located(row)) for row in rows]
    except (AttributeError, KeyError, TypeError, ValueError):
        logger.warning("UUG answered what is no list of addresses")
        return []
    return [(label, point) for label, point in found if label and point]


def parcel_at(point):
    """The number of the parcel under a point (EPSG:4326); None if there is none, or ULDK is down or off."""
    place = f"{point.x:.6f},{point.y:.6f},4326"
    fields = _fields({"request": "GetParcelByXY", "xy": place, "result": "teryt"})
    number = fields and _number(fields[0])
    return number if number and _lies_in(number[:6], point) else None


def parcel_by_id(text):
    """(identifier, geometry) of the parcel with this full number; None when there is none, or ULDK is off or
    down. The geometry is a Polygon or MultiPolygon in EPSG:4326."""
    number = _number(text)
    if not number:
        return None
    asked = {"request": "GetParcelById", "id": number, "result": "teryt,geom_wkt", "srid": "4326"}
    fields = _fields(asked)
    if not fields or len(fields) < 2 or _number(fields[0]) != number:
        return None
    geometry = _shape(fields[1])
    fits = geometry and _lies_in(number[:6], geometry.point_on_surface)
    return (number, geometry) if fits else None


def _label(row):
    street = " ".join(part for part in (row.get("street"), row.get("number")) if part)
    return ", ".join(part for part in (row.get("city"), street) if part)


def _located(row):
    place = lon_lat(float(row["x"]), float(row["y"]), PL_1992)
    point = place and Point(*place, srid=4326)
    return point if point and _lies_in(str(row.get("teryt") or "")[:6], point) else None


def _lies_in(code, point):
    """Whether a point may lie in the gmina of this code, as far as we know: where we have a gmina, it must be
    that one; without a code, any of ours will do."""
    gmina = Area.objects.covering(point).at_level(Level.GMINA).first()
    if gmina is None:
        return not Area.objects.current().filter(level=Level.GMINA, code=code).exists()
    return not code or gmina.code == code


def _number(text):
    text = text.strip()
    return text if len(text) <= LONGEST_PARCEL and PARCEL.fullmatch(text) else None


def _shape(text):
    """Polygons alone, whatever SRID the text names: it was asked for in EPSG:4326."""
    try:
        geometry = GEOSGeometry(text.partition(";")[2] or text, srid=4326)
    except (GEOSException, ValueError):
        return None
    sound = geometry.geom_type in ("Polygon", "MultiPolygon") and geometry.valid and not geometry.empty
    return geometry if sound else None


def _fields(parameters):
    """What ULDK says of the first parcel that it has found, field by field; None for none."""
    lines = (_answer(settings.GUGIK_ULDK_URL, parameters) or "").splitlines()
    return lines[1].split("|") if len(lines) > 1 and lines[0].strip() == FOUND else None


def _answer(service, parameters):
    """The text of a service, kept for an hour; None when it is off, down, or was down a moment ago."""
    if not service:
        return None
    url = f"{service}?{urlencode(parameters, safe=',')}"
    known, resting = (f"gugik:{sha256(name.encode()).hexdigest()}" for name in (url, service))
    if (text := cache.get(known)) is not None or cache.get(resting):
        return text
    if _asked_too_often():
        return None
    try:
        text = _read(url)
    except (OSError, HTTPException, ValueError) as error:
        # Not the address itself: it says where somebody lives.
        logger.warning("%s gives no answer: %s", service, type(error).__name__)
        cache.set(resting, True, REST)
        return None
    cache.set(known, text, HOUR)
    return text


def _asked_too_often():
    """Counts one look-up; about as many as came, which is enough here."""
    key = f"gugik:asked:{time.time() // MINUTE:.0f}"
    asked = (cache.get(key) or 0) + 1
    cache.set(key, asked, MINUTE)
    return asked > MOST_ASKED


def _read(url):
    """The text at a URL that the operator chose; an OSError when it is late, a ValueError when it is too long
    or no text."""
    latest = time.monotonic() + PATIENCE
    chunks, size = [], 0
    with urlopen(url, timeout=PATIENCE) as response:  # nosec B310
        while chunk := response.read1(LARGEST):
            chunks.append(chunk)
            size += len(chunk)
            if size > LARGEST:
                raise ValueError("too long")
            if time.monotonic() > latest:
                raise TimeoutError
    return b"".join(chunks).decode()
