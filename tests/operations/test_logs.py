"""What the log says of a request, and what it never says."""

import json
import logging
import sys

import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory

from mapconsult import logs
from mapconsult.accounts.models import User

SECRET = "tajemnica"


@pytest.fixture
def log():
    """The lines that the project's handler writes meanwhile."""
    lines = []

    class Keeping(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    handler = Keeping()
    handler.addFilter(logs.said_once)
    handler.setFormatter(logs.formatter("json"))
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


def test_a_request_is_one_line_of_json(client, consultation, log):
    url = "/api/v1/consultations/teren-rekreacyjny/"
    response = client.get(url, headers={"X-Request-ID": "abc-12345"})
    [line] = log
    told = json.loads(line)
    route = "/api/v1/consultations/<slug:slug>/"
    assert told["message"].startswith(f"GET {route} 200 ")
    assert told["request_id"] == response["X-Request-ID"] == "abc-12345"
    assert (told["method"], told["route"], told["status"], told["user"]) == ("GET", route, 200, None)


def test_an_account_is_a_number(client, official, log):
    client.force_login(official)
    client.get("/panel/")
    assert json.loads(log[-1])["user"] == official.pk
    assert official.email not in "".join(log)


@pytest.mark.parametrize(
    "told", ["", "short", f"x{SECRET}@example.com", "a" * 65, "a b c d e f g h", "ąęśćżźńó"]
)
def test_an_ill_formed_request_id_is_replaced(client, db, log, told):
    response = client.get("/nic/", headers={"X-Request-ID": told})
    assert len(response["X-Request-ID"]) == 36


@pytest.mark.parametrize(
    "path",
    [
        f"/zgloszenie/{SECRET}/",
        f"/potwierdz/{SECRET}/",
        f"/zaproszenie/{SECRET}/",
        f"/konto/nic/{SECRET}/",
        f"/{SECRET}/",
        f"/?q={SECRET}",
        f"/api/v1/consultations/{SECRET}/remarks/?q={SECRET}",
    ],
)
def test_no_part_of_an_address_is_logged(client, db, log, path):
    client.get(path, headers={"User-Agent": SECRET, "Referer": SECRET})
    assert log
    assert SECRET not in "".join(log)


def test_an_exception_is_told_by_its_place_and_kind(client, db, log, monkeypatch):
    def broken(request):
        try:
            with transaction.atomic():
                User.objects.create_user(f"{SECRET}@example.com", SECRET)
                User.objects.create_user(f"{SECRET}@example.com", SECRET)
        except IntegrityError as error:
            raise ValueError(SECRET) from error

    monkeypatch.setattr("mapconsult.consultations.views.Consultation.objects.visible_to", broken)
    client.raise_request_exception = False
    assert client.post("/api/v1/consultations/x/submissions/", {"a": SECRET}).status_code == 500
    text = "".join(log)
    assert "UniqueViolation 23505 accounts_user" in text
    assert "builtins.ValueError" in text
    assert "in broken" in text
    assert SECRET not in text


def test_what_django_says_of_a_request_is_rewritten(log):
    request = RequestFactory().get(f"/zgloszenie/{SECRET}/", {"q": SECRET})
    extra = {"request": request, "status_code": 403}
    logging.getLogger("django.security.csrf").warning("Forbidden (%s): %s", SECRET, request.path, extra=extra)
    logging.getLogger("django.request").warning("Not Found: %s", request.path, extra=extra)
    assert [json.loads(line)["message"] for line in log] == ["Forbidden: -"]
    assert SECRET not in "".join(log)


@pytest.mark.parametrize(
    "words",
    [
        "to jan.kowalski@example.com now",
        "from 203.0.113.7 now",
        "from 2001:db8:1:2::7 now",
        "at /zgloszenie/aaaa/ now",
        "at /szukaj?q=Kowalski now",
    ],
)
def test_addresses_are_taken_out_of_any_line(log, words):
    logging.getLogger("somebody.else").warning("%s", words)
    assert json.loads(log[0])["message"] in [f"{words.split()[0]} … now", "at /szukaj… now"]


def test_what_gunicorn_says_of_a_request_is_cut(log):
    logger = logging.getLogger("gunicorn.error")
    before, logger.propagate = logger.propagate, True
    logger.warning("Invalid request from ip=203.0.113.7: Invalid request line: 'GET /tajemnica'")
    logger.error("Error handling request %s %s", "GET", f"/{SECRET}")
    logger.propagate = before
    assert [json.loads(line)["message"] for line in log] == ["Invalid request", "Error handling request"]


def test_the_plain_form_is_as_discreet(log, capsys):
    record = logging.LogRecord("x", logging.ERROR, "", 0, f"{SECRET}@example.com", (), None)
    try:
        raise ValueError(SECRET)
    except ValueError:
        record.exc_info = sys.exc_info()
    assert SECRET not in logs.formatter("plain").format(record)
