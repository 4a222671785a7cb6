"""Reading: each address in the process, over HTTP, and beside it the SQL by hand that does the same work."""

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from bench.database import raw_connection, sql
from bench.timing import timed
from bench.views import views
from geo.grid import cell_zoom, shift
from mapconsult.feedback import mapview
from mapconsult.insight import heat

PAGE = 100


@dataclass(frozen=True)
class Read:
    """One line of the report: seconds by raw SQL, in the process and over HTTP; bytes gzipped."""

    name: str
    raw: float
    ours: float
    http: float
    bytes: int

    @property
    def ratio(self):
        return self.ours / self.raw


@dataclass(frozen=True)
class Question:
    """An address of the API and the SQL by hand that gives the same numbers."""

    name: str
    path: str
    statement: str
    values: dict


def questions(consultation):
    base = {"consultation": consultation.pk}
    yield Question("counts by gmina", _path("counts", consultation, "level=gmina"), "counts", base)
    for view in views(consultation):
        cells = {"shift": _shift(view, mapview), **view.tiles, **base}
        yield Question(f"map, {view.name}", _path("map", consultation, view.query), "map", cells)
    for view in views(consultation):
        cells = {"shift": _shift(view, heat), **view.tiles, **base}
        yield Question(f"heat, {view.name}", _path("heat", consultation, view.query), "heat", cells)
    yield Question("a page of remarks", _path("remarks", consultation), "page", base | {"limit": PAGE})


def _path(name, consultation, query=""):
    return reverse(f"api:{name}", args=[consultation.slug]) + (f"?{query}" if query else "")


def _shift(view, grid):
    """By how much `grid` (mapview or heat) shifts the tiles of a view."""
    return shift(cell_zoom(view.box, zoom=view.zoom + grid.CELL_ZOOM, most=grid.MOST_CELLS))


def measure(consultation, server):
    """Yield a Read for every question, for an answer that has not changed, and for one without any work."""
    client = Client(SERVER_NAME="localhost")
    with raw_connection() as plain, plain.cursor() as cursor:
        for question in questions(consultation):
            yield _measure(question, client, server, cursor)
        yield _unchanged(consultation, client, server, cursor)
        yield _nothing(client, server, cursor)
    plain.close()


def _measure(question, client, server, cursor):
    raw = timed(lambda: _fetch(cursor, question.statement, question.values))
    ours = timed(lambda: _get(client, question.path))
    http = timed(lambda: server.get(question.path))
    return Read(question.name, raw.seconds, ours.seconds, http.seconds, len(http.result[1]))


def _unchanged(consultation, client, server, cursor):
    """A repeat with the ETag, beside the probe of the change counter."""
    path = _path("map", consultation, views(consultation)[0].query)
    tag = _get(client, path)["ETag"]
    raw = timed(lambda: _fetch(cursor, "probe", {"consultation": consultation.pk}))
    ours = timed(lambda: _get(client, path, status=304, HTTP_IF_NONE_MATCH=tag))
    http = timed(lambda: server.get(path, **{"If-None-Match": tag}))
    return Read("unchanged (ETag)", raw.seconds, ours.seconds, http.seconds, len(http.result[1]))


def _nothing(client, server, cursor):
    """What HTTP and Django cost by themselves: all that is below any other figure."""
    raw = timed(lambda: cursor.execute("SELECT 1"))
    ours = timed(lambda: _get(client, "/healthz"))
    http = timed(lambda: server.get("/healthz"))
    return Read("nothing (healthz)", raw.seconds, ours.seconds, http.seconds, len(http.result[1]))


def _fetch(cursor, name, values):
    cursor.execute(sql(name), values)
    return cursor.fetchall()


def _get(client, path, status=200, **headers):
    response = client.get(path, **headers)
    if response.status_code != status:
        raise ValueError(f"{path}: {response.status_code} {response.content[:300]}")
    return response
