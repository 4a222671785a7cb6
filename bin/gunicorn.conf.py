"""How gunicorn serves: threads, so that a slow download holds a thread and never a whole worker process."""

import os
import shutil
import socket
import struct
import sys
from importlib import import_module
from pathlib import Path
from threading import Thread

import environ
from gunicorn.glogging import Logger

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from mapconsult.logs import formatter  # noqa: E402 (the path comes first)

# As settings.py does: the real environment wins.
environ.Env.read_env(CHECKOUT / "var" / "env")

bind = f"{os.environ.get('LISTEN', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "8"))
keepalive = 5
graceful_timeout = 10
control_socket_disable = True

# A request that waits for a lock longer than this is told to come back: a restore, say, holds all of them.
os.environ.setdefault("DATABASE_LOCK_TIMEOUT", "15000")

STUCK = 60_000  # milliseconds
# Seconds in which something more of a request must come.
SILENCE = int(os.environ.get("WEB_SILENCE", "20"))

METRICS = environ.Env().bool("METRICS", default=False)
if METRICS:
    # Where the processes put their figures together; read when prometheus_client is loaded.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(CHECKOUT / "var" / "metrics"))


class DiscreetLogger(Logger):
    """Writes as the rest of the project does (mapconsult/logs.py)."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter(os.environ.get("LOG_FORMAT", "plain")))


logger_class = DiscreetLogger


def on_starting(server):
    """Counting begins anew with the server."""
    if METRICS:
        folder = os.environ["PROMETHEUS_MULTIPROC_DIR"]
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder, mode=0o700)


def post_worker_init(worker):
    """Whoever asks for a map with classes first would wait a second and a half for the library of classes."""
    Thread(target=import_module, args=["mapclassify"], daemon=True).start()


def child_exit(server, worker):
    """What a process has counted stays, what it had in progress goes."""
    if METRICS:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


def when_ready(server):
    """Who stops reading is let go after a minute, who stops sending after WEB_SILENCE seconds, and so is the
    thread; connections inherit this."""
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STUCK)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", SILENCE, 0))
