"""Submitting: eight clients at once over HTTP, beside eight connections that write the same rows by hand."""

import ipaddress
import json
import random
import socket
import threading
import time
import uuid
from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from bench.database import raw_connection, sql
from bench.timing import percentile
from geo.locate import located
from mapconsult.consultations.models import ChangeCounter
from mapconsult.feedback.models import Remark, Submission

CLIENTS = 8
WARM_UP, SECONDS = 2, 10
PLACES = 2000
POINT = "SELECT ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326) AS point"


@dataclass(frozen=True)
class Writes:
    """Submissions per second, and seconds that half of them, and all but one in a hundred, took at most."""

    rate: float
    median: float
    p99: float


def measure(consultation, server):
    """(Writes over HTTP, Writes by SQL). What they stored is taken away again."""
    last = Submission.objects.order_by("-pk").values_list("pk", flat=True).first()
    places = _places(consultation)
    try:
        return (
            _run(lambda: HttpClient(consultation, server.port, places)),
            _run(lambda: SqlClient(consultation, places)),
        )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM feedback_remark WHERE submission_id > %s", [last])
            cursor.execute("DELETE FROM feedback_submission WHERE id > %s", [last])


def _places(consultation):
    """Where remarks are already, within the extent: new ones come where the old ones are."""
    rows = Remark.objects.of(consultation).filter(point__coveredby=consultation.extent, pk__lte=PLACES * 2)
    return [point.coords for point in rows.order_by("pk").values_list("point", flat=True)[:PLACES]]


def _run(make_client):
    """All clients as fast as they can, for a while."""
    times, threads = [], []
    begin = time.perf_counter() + 0.5
    for _ in range(CLIENTS):
        threads.append(threading.Thread(target=_work, args=(make_client(), begin, times)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    if not times:
        raise RuntimeError("nothing was stored; see var/bench-server.log")
    return Writes(len(times) / SECONDS, percentile(times, 0.5), percentile(times, 0.99))


def _work(client, begin, times):
    counted, end = begin + WARM_UP, begin + WARM_UP + SECONDS
    time.sleep(max(0, begin - time.perf_counter()))
    with client:
        while (started := time.perf_counter()) < end:
            client.submit()
            if started >= counted:
                times.append(time.perf_counter() - started)


class HttpClient:
    """Residents' browsers on one kept connection, as light as can be: the server has the same two cores.

    Each submission is that of a new device at a new address with words of its own, so that all limits are
    counted and none is reached.
    """

    def __init__(self, consultation, port, places):
        self.path = reverse("api:submissions", args=[consultation.slug])
        self.category = consultation.categories.first().pk
        self.places = places
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answer = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.answer.close()
        self.socket.close()

    def submit(self):
        lon, lat = random.choice(self.places)
        geometry = {"type": "Point", "coordinates": [lon, lat]}
        key, address = uuid.uuid4(), ipaddress.ip_address(random.getrandbits(32))
        words = f"Proszę o ławkę w cieniu, o kosz i o lampę, jak w zgłoszeniu {key}."
        remark = {"geometry": geometry, "category": self.category, "body": words}
        body = json.dumps({"key": str(key), "remarks": [remark]}).encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"X-Forwarded-For: {address}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self.socket.sendall(head.encode() + body)
        status, length = self.answer.readline(), 0
        while (line := self.answer.readline()) != b"\r\n":
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        answer = self.answer.read(length)
        if b" 201 " not in status:
            raise ValueError(status + answer)


class SqlClient:
    """A connection that stores the same rows: areas looked up, two inserts, one counter, one commit."""

    def __init__(self, consultation, places):
        self.values = {"consultation": consultation.pk, "category": consultation.categories.first().pk}
        self.places = places
        self.connection = raw_connection()
        self.connection.autocommit = False
        self.statement = sql("insert_one").replace("{located}", located(POINT))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.connection.close()

    def submit(self):
        lon, lat = random.choice(self.places)
        values = {
            "lon": lon,
            "lat": lat,
            "key": uuid.uuid4().hex,
            "shard": random.randrange(ChangeCounter.SHARDS),
        }
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute(self.statement, self.values | values)
            cursor.execute(sql("bump"), self.values | values)
