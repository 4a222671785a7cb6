"""How gunicorn serves: threads, so that a slow download holds a thread and never a whole worker process."""

import os
import socket
import struct

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


def when_ready(server):
    """Who stops reading is let go after a minute, who stops sending after WEB_SILENCE seconds, and so is the
    thread; connections inherit this."""
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STUCK)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", SILENCE, 0))
