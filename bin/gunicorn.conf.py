"""How gunicorn serves: threads, so that a slow download holds a thread and never a whole worker process."""

import os
import socket
import struct
import sys
from pathlib import Path

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


class DiscreetLogger(Logger):
    """Writes as the rest of the project does (mapconsult/logs.py)."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter(os.environ.get("LOG_FORMAT", "plain")))


logger_class = DiscreetLogger


def when_ready(server):
    """Who stops reading is let go after a minute, who stops sending after WEB_SILENCE seconds, and so is the
    thread; connections inherit this."""
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STUCK)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", SILENCE, 0))
