"""A whole installation of its own to be ill-treated: a cluster as bin/cluster.sh makes it, and gunicorn."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import psycopg2

CHECKOUT = Path(__file__).resolve().parents[2]
# The same functions that every command of the project calls, in a folder of the test's own.
DATABASE = """
. "$CHECKOUT/bin/setup"
ROOT=$1
cd "$ROOT"
mkdir -p var
eval "$2"
"""
UP = 'database >&2; echo "$DATABASE_URL"; echo "$DATA"'
DOWN = "find_cluster; stop_cluster"
SOURCE = """
from datetime import timedelta
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.utils import timezone
from geo.models import Area
from mapconsult.accounts.models import Organisation
from mapconsult.consultations.models import Consultation

poland = Area.objects.create(level=0, code="PL", name="Polska")
host = Organisation.objects.create(slug="g", name="G", kind="gmina", territory=poland)
now = timezone.now()
Consultation.objects.create(
    host=host, territory=poland, slug="drill", title="Drill", summary="", text="", state="published",
    opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1),
    extent=MultiPolygon(Polygon.from_bbox((16, 53, 17, 54)), srid=4326),
)
"""
SUBMISSIONS = "/api/v1/consultations/drill/submissions/"


class Installation:
    """Its database and its web server, each of which can be killed and started again."""

    def __init__(self):
        self.root = Path(tempfile.mkdtemp(prefix="mapconsult-drill-", dir="/tmp"))
        # As root the server runs as another user, who has to reach it.
        self.root.chmod(0o755)
        self.environment = os.environ | {
            "CHECKOUT": str(CHECKOUT),
            "SECRET_KEY": "drill" * 10,
            "DEBUG": "0",
            "LISTEN": "127.0.0.1",
            "PORT": str(_free_port()),
            "MEDIA_ROOT": str(self.root / "media"),
            "LOG_FORMAT": "json",
            "METRICS": "1",
            "METRICS_TOKEN": "drill",
            "PROMETHEUS_MULTIPROC_DIR": str(self.root / "metrics"),
            "WEB_SILENCE": "2",
            "DATABASE_LOCK_TIMEOUT": "5000",
            # So that each of the residents can come from an address of their own.
            "TRUSTED_PROXIES": "1",
        }
        self.web = None

    def shell(self, what):
        command = ["sh", "-c", DATABASE, str(CHECKOUT / "bin" / "drill"), str(self.root), what]
        environment = self.environment | {"DATABASE_URL": ""}
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start_database(self):
        address, data = self.shell(UP).splitlines()
        self.data = Path(data)
        self.environment["DATABASE_URL"] = address

    def stop_database(self):
        self.shell(DOWN)

    def kill_database(self):
        """SIGKILL to the server and to everything it has started."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        backends = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for pid in [postmaster, *map(int, backends)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def manage(self, *arguments):
        """What a command of manage.py says."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=CHECKOUT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def query(self, sql):
        """The rows of a query in the database."""
        connection = psycopg2.connect(self.environment["DATABASE_URL"].replace("postgis:", "postgresql:"))
        with contextlib.closing(connection), connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def start(self, *command):
        """A process of its own session, which writes to the log."""
        with (self.root / "web.log").open("a") as log:
            return subprocess.Popen(
                [sys.executable, *command],
                cwd=CHECKOUT,
                env=self.environment,
                stderr=log,
                stdout=log,
                start_new_session=True,
            )

    def start_web(self):
        self.web = self.start("-m", "gunicorn", "--config", "bin/gunicorn.conf.py", "mapconsult.wsgi")
        self.wait(lambda: self.get("/healthz")[0] == 200)

    def kill_web(self):
        """SIGKILL to the master and its workers."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()

    def log(self):
        return (self.root / "web.log").read_text()

    def get(self, path, **headers):
        return self.ask("GET", path, None, headers)

    def post(self, key, body="Ławka"):
        """(status, parsed answer, headers) of a submission from a device and an address of its own."""
        sent = {"key": str(key), "remarks": [{"geometry": None, "body": body}]}
        address = ".".join(str(byte % 223 + 1) for byte in uuid.uuid4().bytes[:4])
        headers = {"Content-Type": "application/json", "X-Forwarded-For": address}
        status, text, got = self.ask("POST", SUBMISSIONS, json.dumps(sent), headers)
        return status, json.loads(text), got

    def ask(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", int(self.environment["PORT"]), timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers
        finally:
            connection.close()

    def connect(self):
        """A bare connection to the web server."""
        return socket.create_connection(("127.0.0.1", int(self.environment["PORT"])), timeout=30)

    def wait(self, condition, seconds=40):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if condition():
                    return
            time.sleep(0.1)
        raise TimeoutError(self.log()[-2000:])

    def remove(self):
        if self.web and self.web.poll() is None:
            self.kill_web()
        self.stop_database()
        shutil.rmtree(self.root)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
