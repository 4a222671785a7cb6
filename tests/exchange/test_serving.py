"""Two slow downloads and a resident, against the real web server."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from mapconsult.exchange import slots
from mapconsult.feedback.models import Remark

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
MANY = 3000
LAKE = {"type": "Point", "coordinates": [16.25, 53.56]}


@pytest.fixture
def many(say):
    """Remarks of 15 MB, more than what sockets hold back by themselves."""
    [remark] = say((16.25, 53.56), body="Ławka nad jeziorem. " * 240)
    columns = [f.column for f in Remark._meta.concrete_fields if not (f.generated or f.primary_key)]
    copied = ", ".join("ordinal + n" if name == "ordinal" else f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO feedback_remark ({', '.join(columns)}) "
            f"SELECT {copied} FROM feedback_remark, generate_series(1, %s) AS n WHERE id = %s",
            [MANY - 1, remark.pk],
        )


@pytest.fixture
def server(transactional_db):
    """The address of gunicorn as bin/demo runs it, with two workers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"DATABASE_URL": database_url(), "PORT": str(port), "WEB_CONCURRENCY": "2"}
    command = [sys.executable, "-m", "gunicorn", "--config", "bin/gunicorn.conf.py", "mapconsult.wsgi"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield "127.0.0.1", port
        finally:
            process.terminate()
            process.communicate(timeout=30)


def database_url():
    """The test database as another process is told of it."""
    of = connection.settings_dict
    credentials = quote(of["USER"], safe="") + (
        f":{quote(of['PASSWORD'], safe='')}" if of["PASSWORD"] else ""
    )
    host = of["OPTIONS"].get("host") or of["HOST"]
    if host.startswith("/"):
        return f"postgis://{credentials}@/{of['NAME']}?host={host}"
    return f"postgis://{credentials}@{host}:{of['PORT'] or 5432}/{of['NAME']}"


def wait_for(address):
    for _ in range(100):
        try:
            return urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


class SlowReader:
    """Asks for an export and reads no more than it is told to."""

    def __init__(self, address, path):
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.settimeout(20)
        self.socket.connect(address)
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert self.socket.recv(200).startswith(b"HTTP/1.1 200")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.socket.close()


def ask(address, method, path, body=None):
    """(status, parsed answer, seconds) of a resident's request."""
    began = time.monotonic()
    connection = HTTPConnection(*address, timeout=20)
    headers = {"Content-Type": "application/json"} if body else {}
    connection.request(method, path, body and json.dumps(body), headers)
    response = connection.getresponse()
    answer = json.loads(response.read())
    connection.close()
    return response.status, answer, time.monotonic() - began


def slots_taken():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database "
            "WHERE locktype = 'advisory' AND classid = %s AND datname = current_database()",
            [slots.ROOM],
        )
        return cursor.fetchone()[0]


def test_slow_downloads_do_not_block_a_resident(server, consultation, many):
    base = f"/api/v1/consultations/{consultation.slug}"
    export = f"{base}/export/?as=geojson"
    with SlowReader(server, export), SlowReader(server, export):
        assert slots_taken() == 2
        sent = {"key": str(uuid.uuid4()), "remarks": [{"geometry": LAKE, "body": "Ławka"}]}
        posted, _, post_time = ask(server, "POST", f"{base}/submissions/", sent)
        read, page, read_time = ask(server, "GET", f"{base}/remarks/?limit=10")
        assert (posted, read, page["numberMatched"]) == (201, 200, MANY + 1)
        assert max(post_time, read_time) < 5
        assert slots_taken() == 2
    released = time.monotonic() + 10
    while slots_taken() and time.monotonic() < released:
        time.sleep(0.05)
    assert slots_taken() == 0


def test_a_download_arrives_whole(server, consultation, many):
    _, document, _ = ask(server, "GET", f"/api/v1/consultations/{consultation.slug}/export/?as=geojson")
    assert len(document["features"]) == MANY
