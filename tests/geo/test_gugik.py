"""Addresses and parcels, asked of a fake service on this machine."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.gis.geos import Point
from django.core.cache import cache

from geo import gugik

PARCEL = "320301_4.0001.12/3"
PLACE = Point(16.1, 53.5, srid=4326)
# The same in PL-1992: easting, northing.
EASTING, NORTHING = 307717.4, 630027.8
SQUARE = "POLYGON((16.1 53.5,16.101 53.5,16.101 53.501,16.1 53.501,16.1 53.5))"


class Service:
    """What it answers, and what it was asked."""

    def __init__(self):
        self.body, self.delay, self.asked = b"", 0, []


@pytest.fixture
def service(settings, db):
    """A service at a free port that UUG and ULDK both are."""
    cache.clear()
    told = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            told.asked.append(parse_qs(urlsplit(self.path).query))
            time.sleep(told.delay)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(told.body)

        def log_message(self, *arguments):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.GUGIK_UUG_URL = settings.GUGIK_ULDK_URL = f"http://127.0.0.1:{server.server_port}/"
    yield told
    server.shutdown()
    thread.join()
    server.server_close()
    cache.clear()


def addresses(x=EASTING, y=NORTHING, **more):
    row = {"city": "Czaplinek", "street": "Rynek", "number": "6", "x": str(x), "y": str(y), **more}
    return json.dumps({"type": "address", "results": {"1": row}}).encode()


def test_an_address_is_found_where_it_stands(service, gmina):
    service.body = addresses(teryt="3203014")
    [(label, point)] = gugik.find_address("Czaplinek, Rynek 6")
    assert label == "Czaplinek, Rynek 6"
    assert point.coords == pytest.approx((16.1, 53.5), abs=1e-4)
    assert service.asked == [{"request": ["GetAddress"], "address": ["Czaplinek, Rynek 6"]}]


def test_swapped_axes_are_no_address(service, gmina):
    service.body = addresses(x=NORTHING, y=EASTING, teryt="3203014")
    assert gugik.find_address("Czaplinek, Rynek 6") == []


@pytest.mark.parametrize(
    "body",
    [
        b'{"results": null}',
        b"{",
        b"<html>",
        b"\xff\xfe",
        b"[]",
        b'{"results": {"1": {"x": "east"}}}',
        b'{"results": {"1": 5}}',
        b'"' + b"a" * gugik.LARGEST + b'"',
    ],
)
def test_nothing_sensible_is_nothing_found(service, body):
    service.body = body
    assert gugik.find_address("Rynek 6") == []


def test_a_slow_service_is_left_alone_for_a_while(service, monkeypatch):
    monkeypatch.setattr(gugik, "PATIENCE", 0.05)
    service.delay = 0.3
    assert gugik.find_address("Rynek 6") == []
    assert gugik.find_address("Rynek 7") == []
    assert len(service.asked) == 1


def test_a_service_is_not_flooded(service, monkeypatch):
    monkeypatch.setattr(gugik, "MOST_ASKED", 2)
    # No minute ends meanwhile.
    monkeypatch.setattr(gugik, "MINUTE", 10**8)
    for number in range(4):
        gugik.find_address(f"Czaplinek, Rynek {number}")
    assert len(service.asked) == 2


def test_what_is_switched_off_is_not_asked(settings, service):
    settings.GUGIK_UUG_URL = settings.GUGIK_ULDK_URL = ""
    found = (gugik.find_address("Rynek 6"), gugik.parcel_at(PLACE), gugik.parcel_by_id(PARCEL))
    assert found == ([], None, None)
    assert service.asked == []


def test_the_parcel_under_a_place_is_asked_longitude_first_and_once(service, gmina):
    service.body = f"0\n{PARCEL}\n".encode()
    assert [gugik.parcel_at(PLACE), gugik.parcel_at(PLACE)] == [PARCEL, PARCEL]
    [asked] = service.asked
    assert asked["xy"] == ["16.100000,53.500000,4326"]


@pytest.mark.parametrize("body", ["-1 brak wyników", "", "0", "0\nnonsense", "0\n320306_5.0001.12/3"])
def test_no_parcel_or_that_of_another_gmina(service, gmina, other_gmina, body):
    service.body = body.encode()
    assert gugik.parcel_at(PLACE) is None


def test_a_parcel_by_its_number(service, gmina):
    service.body = f"0\n{PARCEL}|SRID=4326;{SQUARE}".encode()
    number, geometry = gugik.parcel_by_id(f" {PARCEL} ")
    assert (number, geometry.srid, geometry.geom_type) == (PARCEL, 4326, "Polygon")
    assert geometry.extent == pytest.approx((16.1, 53.5, 16.101, 53.501))


@pytest.mark.parametrize(
    "shape",
    ["POINT(16.1 53.5)", "POLYGON((53.5 16.1,53.5 16.101,53.501 16.101,53.5 16.1))", "POLYGON((1 1))", ""],
)
def test_a_parcel_without_a_sound_shape_in_its_gmina_is_none(service, gmina, shape):
    service.body = f"0\n{PARCEL}|{shape}".encode()
    assert gugik.parcel_by_id(PARCEL) is None


def test_what_is_no_parcel_number_is_not_asked(service):
    assert gugik.parcel_by_id("12/3") is None
    assert service.asked == []
