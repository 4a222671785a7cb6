"""How gunicorn serves: threads, so that a slow download holds a thread and never a whole worker process."""

import os
import socket

bind = f"{os.environ.get('LISTEN', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "8"))
keepalive = 5
graceful_timeout = 10
control_socket_disable = True

STUCK = 60_000  # milliseconds


def when_ready(server):
    """A reader who stops reading is let go after a minute, and so is the thread; connections inherit this."""
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STUCK)
