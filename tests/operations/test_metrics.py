"""Figures are off unless somebody asks for them."""

import os
import subprocess
import sys

from django.conf import settings


def test_without_metrics_there_is_no_such_page_and_no_middleware(client, db):
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    assert [name for name in settings.MIDDLEWARE if "prometheus" in name] == []


def test_metrics_without_a_token_do_not_start():
    environment = os.environ | {"METRICS": "1", "METRICS_TOKEN": "", "SECRET_KEY": "x"}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert "METRICS=1 needs a METRICS_TOKEN" in done.stderr
