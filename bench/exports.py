"""The whole consultation as GeoJSON, beside COPY of the same features."""

import time
from dataclasses import dataclass

from django.urls import reverse

from bench.database import Counted, raw_connection, sql


@dataclass(frozen=True)
class Export:
    """Seconds and bytes; `memory` is by how many bytes the largest worker rose above idle."""

    raw: float
    first_byte: float
    plain: float
    gzipped: float
    bytes: int
    gzipped_bytes: int
    memory: int

    @property
    def ratio(self):
        return self.plain / self.raw


def measure(consultation, server):
    path = reverse("api:export", args=[consultation.slug]) + "?as=geojson"
    server.get("/healthz")
    idle = server.memory()
    raw = _copy(consultation)
    (first, plain, length), memory = server.peak_above(idle, lambda: server.first_byte(path))
    (gzipped, gzipped_length), more = server.peak_above(idle, lambda: _gzipped(server, path))
    return Export(raw, first, plain, gzipped, length, gzipped_length, max(memory, more))


def _copy(consultation):
    statement = sql("copy_features").replace("{consultation}", str(consultation.pk))
    with raw_connection() as plain, plain.cursor() as cursor:
        began = time.perf_counter()
        cursor.copy_expert(statement, Counted())
        return time.perf_counter() - began


def _gzipped(server, path):
    began = time.perf_counter()
    _, body = server.get(path)
    return time.perf_counter() - began, len(body)
