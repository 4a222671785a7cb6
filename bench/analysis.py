"""What an analyst does on the workbench: each interaction in the process, signed in, beside SQL by hand."""

from dataclasses import dataclass
from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from bench.database import raw_connection, sql
from bench.timing import timed
from bench.views import views
from mapconsult.accounts.models import Membership, User
from mapconsult.accounts.roles import Role

# Server's time that an interaction may take (docs/performance.md), in seconds by the number of remarks.
GOALS = {100_000: 0.3, 1_000_000: 1.0}
ANALYST = "analityk@pomiar.example"
WORDS = "ławka"
# What to_tsquery is given for the same: the forms that morfeusz2 generates.
FORMS = "'lawka':* | 'lawce' | 'lawek' | 'lawkach' | 'lawkami' | 'lawki' | 'lawko' | 'lawkom' | 'lawke'"


@dataclass(frozen=True)
class Interaction:
    """Seconds by raw SQL (None where there is no one statement that does the same) and in the process."""

    name: str
    raw: float | None
    ours: float

    @property
    def ratio(self):
        return self.raw and self.ours / self.raw


@dataclass(frozen=True)
class Question:
    name: str
    path: str
    statement: str = ""
    values: dict | None = None


def measure(consultation):
    """Yield an Interaction for every question."""
    client = _client(consultation)
    with raw_connection() as plain, plain.cursor() as cursor:
        for question in questions(consultation):
            raw = None
            if question.statement:
                raw = timed(lambda q=question: _fetch(cursor, q)).seconds
            yield Interaction(question.name, raw, timed(lambda q=question: _get(client, q.path)).seconds)
    plain.close()


def questions(consultation):
    """The interactions of the page: each of its numbers, and the filters that cost most."""
    base = {"consultation": consultation.pk}
    town = views(consultation)[1]
    ring = ";".join(f"{lon},{lat}" for lon, lat in _corners(town.box))
    yield Question("classes of a map", _api("counts", consultation, level="gmina", classing="jenks"))
    yield Question("persons by gmina", _api("counts", consultation, level="gmina", unit="persons"))
    yield _asked("months", consultation, "trend", base, by="month")
    yield _asked("cross", consultation, "cross", base, rows="category", columns="channel")
    yield _asked(
        "cross_persons", consultation, "cross", base, rows="category", columns="channel", unit="persons"
    )
    yield _asked("frames", consultation, "frames", base, level="voivodeship", by="month")
    sides = {"a": "channel=web", "b": "channel=paper"}
    yield _asked("difference", consultation, "difference", base, level="gmina", **sides)
    words = base | {"words": FORMS}
    yield _asked("words", consultation, "counts", words, level="voivodeship", q=WORDS)
    within = base | {"ring": f"POLYGON(({','.join(f'{lon} {lat}' for lon, lat in _closed(town.box))}))"}
    yield _asked("within", consultation, "counts", within | town.tiles, level="voivodeship", within=ring)
    yield Question(
        "hot spots", _api("hot-spots", consultation, in_bbox=",".join(map(str, town.box)), zoom=town.zoom)
    )
    yield Question("the page itself", reverse("insight:results", args=[consultation.slug]))
    yield Question("cross table, its page", reverse("insight:cross", args=[consultation.slug]))
    yield Question("how sure, its page", reverse("insight:sure", args=[consultation.slug]))
    yield Question("words, its page", reverse("insight:words", args=[consultation.slug]))


def _asked(name, consultation, address, values, **query):
    return Question(name.replace("_", ", of "), _api(address, consultation, **query), name, values)


def _api(name, consultation, **query):
    return f"{reverse(f'api:{name}', args=[consultation.slug])}?{urlencode(query)}"


def _corners(box):
    west, south, east, north = box
    return [(west, south), (east, south), (east, north), (west, north)]


def _closed(box):
    corners = _corners(box)
    return [*corners, corners[0]]


def _client(consultation):
    """Signed in as somebody who reads everything, with a second factor as officials have one."""
    client = Client(SERVER_NAME="localhost")
    user = _analyst(consultation)
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "mfa", type="totp")
    request.session.save()
    return client


def _analyst(consultation):
    user = User.objects.filter(email=ANALYST).first() or User.objects.create_user(ANALYST)
    Membership.objects.get_or_create(user=user, organisation=consultation.host, role=Role.ANALYST)
    return user


def _fetch(cursor, question):
    cursor.execute(sql(question.statement), question.values)
    return cursor.fetchall()


def _get(client, path):
    response = client.get(path)
    if response.status_code != 200:
        raise ValueError(f"{path}: {response.status_code} {response.content[:300]}")
    return response
