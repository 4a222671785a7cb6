"""How gunicorn serves: threads, so that a slow download holds a thread and never a whole worker process."""

import os

bind = f"{os.environ.get('LISTEN', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "8"))
keepalive = 5
graceful_timeout = 10
control_socket_disable = True
