"""The database is away, a disk is full: what a view that meets it answers."""

import errno
import uuid

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import RequestFactory

from mapconsult import outage
from mapconsult.accounts.tokens import token_digest
from mapconsult.feedback import actions, views

WORDS = "Ławka <b>tu</b>,\nproszę."


@pytest.fixture
def fail(monkeypatch):
    """Let storing and changing remarks meet an error."""

    def fail(error):
        def raising(**_):
            raise error

        monkeypatch.setattr(actions, "insert", raising)
        monkeypatch.setattr(views, "edit_remark", raising)

    return fail


@pytest.fixture
def post(client, consultation):
    def post(**headers):
        body = {"key": str(uuid.uuid4()), "remarks": [{"geometry": None, "body": "Ławka"}]}
        url = f"/api/v1/consultations/{consultation.slug}/submissions/"
        return client.post(url, body, content_type="application/json", headers=headers)

    return post


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("server closed the connection"),
        InterfaceError("connection already closed"),
        DatabaseError("no message from the libpq"),
        OSError(errno.ENOSPC, "No space left on device"),
    ],
    ids=["database away", "connection lost", "cut amid an answer", "disk full"],
)
def test_the_api_says_that_it_cannot_now_and_when_to_try_again(post, fail, error):
    fail(error)
    response = post()
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert response.json()["detail"]


def test_it_says_so_in_the_language_of_the_reader(post, fail):
    fail(OperationalError())
    assert post(accept_language="en").json()["detail"].startswith("Our database does not answer")


def test_a_form_gives_the_words_back_and_asks_no_database(client, say, fail, django_assert_num_queries):
    [remark] = say(None)
    url = _private_page(remark)
    fail(OperationalError())
    sent = {"remark": remark.pk, f"{remark.pk}-body": WORDS, "password": "a pass phrase"}
    response = client.post(url, sent)
    assert response.status_code == 503
    assert "Ławka &lt;b&gt;tu&lt;/b&gt;,\nproszę.</textarea>" in response.text
    assert "pass phrase" not in response.text
    with django_assert_num_queries(0):
        outage.unavailable(RequestFactory().get("/"), OperationalError())


def _private_page(remark):
    token = "a" * 43
    remark.submission.token_digest = token_digest(token)
    remark.submission.save()
    return f"/zgloszenie/{token}/"


def test_an_error_outside_the_views_is_told_alike(client, consultation, monkeypatch):
    """A session cannot be read by the middleware that looks after the view."""
    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.sessions.backends.base.SessionBase.is_empty", _away)
    response = client.get("/konsultacje/teren-rekreacyjny/")
    assert (response.status_code, response["Retry-After"]) == (503, "10")


def _away(session):
    raise OperationalError


def test_a_fault_of_the_code_is_no_outage(client, post, fail):
    client.raise_request_exception = False
    fail(ZeroDivisionError())
    response = post()
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("code", "expected"), [("53100", True), ("53300", True), ("57P01", True), ("23505", False)]
)
def test_what_postgresql_cannot_help_is_an_outage(db, code, expected):
    """A full disk, too many connections, a server that stops; but not a row that is there already."""
    with pytest.raises(DatabaseError) as raised, connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$")
    assert outage.is_outage(raised.value) is expected
