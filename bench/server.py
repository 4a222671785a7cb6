"""gunicorn as bin/demo runs it, and what its workers hold in memory."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

WORKERS = 2


@contextmanager
def serve():
    """A running Server on a free port; its log goes to var/bench-server.log."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # The bench is the one proxy: each of its submissions comes from an address of its own.
    shape = {"WEB_CONCURRENCY": str(WORKERS), "TRUSTED_PROXIES": "1"}
    environment = os.environ | {"PORT": str(port), "DEBUG": "0"} | shape
    command = [sys.executable, "-m", "gunicorn", "--config", "bin/gunicorn.conf.py", "mapconsult.wsgi"]
    with open(settings.BASE_DIR / "var" / "bench-server.log", "wb") as log:
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stderr=log, stdout=log)
    server = Server(process, port)
    try:
        server.wait()
        yield server
    finally:
        process.terminate()
        process.wait(timeout=60)


class Server:
    def __init__(self, process, port):
        self.process = process
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)

    def wait(self):
        for _ in range(200):
            try:
                return self.get("/healthz")
            except OSError:
                self.connection.close()
                time.sleep(0.1)
        raise TimeoutError("gunicorn does not answer; see var/bench-server.log")

    def get(self, path, **headers):
        """(response, body) over one kept connection, gzipped."""
        response = self._ask(path, {"Accept-Encoding": "gzip"} | headers)
        return response, response.read()

    def _ask(self, path, headers):
        try:
            self.connection.request("GET", path, headers=headers)
            return self.connection.getresponse()
        except http.client.RemoteDisconnected:  # gunicorn has let an idle connection go
            self.connection.close()
            self.connection.request("GET", path, headers=headers)
            return self.connection.getresponse()

    def first_byte(self, path):
        """(seconds to the first byte, seconds to the last, bytes), not gzipped, nothing kept."""
        began = time.perf_counter()
        response = self._ask(path, {})
        length = len(response.read(1))
        first = time.perf_counter() - began
        while piece := response.read(1 << 16):
            length += len(piece)
        return first, time.perf_counter() - began, length

    def workers(self):
        pid = self.process.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def memory(self):
        """The largest resident set of a worker now, in bytes."""
        return max(_status(pid, "VmRSS") for pid in self.workers())

    def peak_above(self, idle, work):
        """(what `work()` gave, by how many bytes a worker's resident set rose above `idle` meanwhile)."""
        for pid in self.workers():
            # 5 puts the high-water mark back to what is resident now (proc(5), clear_refs).
            Path(f"/proc/{pid}/clear_refs").write_text("5")
        result = work()
        return result, max(_status(pid, "VmHWM") for pid in self.workers()) - idle


def _status(pid, name):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))
