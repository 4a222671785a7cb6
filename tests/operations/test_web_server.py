"""gunicorn as it is run: without its database, with stuck clients, and told to stop."""

import concurrent.futures
import contextlib
import json
import re
import signal
import time
import uuid

import psycopg2
import pytest


@pytest.fixture
def pool():
    with concurrent.futures.ThreadPoolExecutor() as pool:
        yield pool


@contextlib.contextmanager
def locked(installation):
    """Nobody can submit until the block ends; gives what tells whether somebody waits."""
    address = installation.environment["DATABASE_URL"].replace("postgis:", "postgresql:")
    waiting = (
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%feedback_submission%'"
    )
    with contextlib.closing(psycopg2.connect(address)) as connection, connection.cursor() as cursor:
        cursor.execute("LOCK feedback_submission")
        yield lambda: bool(installation.query(waiting))


def test_without_its_database_it_says_so_and_goes_on_by_itself_when_it_is_back(installation):
    key = uuid.uuid4()
    assert installation.post(uuid.uuid4())[0] == 201
    installation.stop_database()
    try:
        status, answer, headers = installation.post(key)
        probes = [installation.get(path)[0] for path in ("/readyz", "/healthz")]
    finally:
        installation.start_database()
    assert (status, headers["Retry-After"], probes) == (503, "10", [503, 200])
    assert answer["detail"].startswith("Baza danych nie odpowiada")
    assert installation.post(key)[0] == 201
    assert installation.get("/readyz")[0] == 200


def test_who_waits_for_a_lock_is_told_to_come_back(installation):
    with locked(installation):
        assert installation.post(uuid.uuid4())[0] == 503


def test_clients_that_stop_sending_do_not_hold_others_up(installation):
    """More of them than there are threads."""
    half = (
        "POST /api/v1/consultations/drill/submissions/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n"
    )
    with contextlib.ExitStack() as stuck:
        for number in range(24):
            connection = stuck.enter_context(installation.connect())
            connection.sendall((half + ("\r\n{" if number % 2 else "X-Slow: ")).encode())
        assert installation.post(uuid.uuid4())[0] == 201


def test_a_client_that_stops_sending_is_let_go(installation):
    with installation.connect() as connection:
        connection.sendall(b"POST /api/v1/consultations/drill/submissions/ HTTP/1.1\r\nHost: localhost\r\n")
        connection.sendall(b"Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{")
        assert connection.recv(100).startswith(b"HTTP/1.1 408 ")


def test_a_request_in_progress_gets_its_answer_when_the_server_is_told_to_stop(installation, pool):
    with locked(installation) as somebody_waits:
        answer = pool.submit(installation.post, uuid.uuid4())
        installation.wait(somebody_waits)
        installation.web.send_signal(signal.SIGTERM)
        time.sleep(0.3)
    assert answer.result()[0] == 201
    assert installation.web.wait(20) == 0
    installation.start_web()


def test_the_log_is_json_and_names_no_token(installation):
    assert installation.get("/zgloszenie/tajemnica/")[0] == 404
    with installation.connect() as connection:
        connection.sendall(b"GET /tajemnica HTTP/9\r\n\r\n")
        connection.recv(100)
    lines = [json.loads(line) for line in installation.log().splitlines()]
    assert lines[-2]["route"] == "/zgloszenie/<str:token>/"
    assert lines[-1]["message"] == "Invalid request"
    assert "tajemnica" not in installation.log()


def test_figures_of_all_processes_are_for_who_has_the_token_and_name_nobody(installation):
    for _ in range(20):
        installation.get("/zgloszenie/tajemnica/?q=tajemnica")
    assert installation.get("/metrics")[0] == 401
    assert installation.get("/metrics", Authorization="Bearer other")[0] == 401
    status, figures, _ = installation.get("/metrics", Authorization="Bearer drill")
    assert status == 200
    counted = re.search(
        r'^django_http_requests_total_by_view.*view="feedback:submission".* (\S+)$', figures, re.M
    )
    assert float(counted[1]) >= 20
    assert "tajemnica" not in figures
