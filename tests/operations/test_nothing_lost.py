"""What was acknowledged by a 201 is there, whatever was killed meanwhile and whenever."""

import http.client
import threading
import time
import uuid

import psycopg2
import pytest

DURABLE = ["fsync", "synchronous_commit", "full_page_writes"]
DUPLICATE = (
    "INSERT INTO django_content_type (app_label, model) SELECT app_label, model FROM django_content_type"
)


class Residents:
    """Threads that send one submission after the other, and try each until it is acknowledged."""

    def __init__(self, installation, number):
        self.installation = installation
        self.acknowledged, self.surprises = {}, []
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self._send_all) for _ in range(number)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def _send_all(self):
        while not self.stopping.is_set():
            self._send(uuid.uuid4())

    def _send(self, key):
        while not self.stopping.wait(0.02):
            try:
                status, answer, _ = self.installation.post(key)
            except (OSError, http.client.HTTPException):
                continue
            if status in (200, 201):
                self.acknowledged[key] = answer["id"]
                return
            if status != 503:
                self.surprises.append((status, answer))
                return

    def wait_for_more(self, number=25):
        wanted = len(self.acknowledged) + number
        self.installation.wait(lambda: len(self.acknowledged) >= wanted)


def test_every_acknowledged_submission_survives_kill_9(installation):
    with Residents(installation, 4) as residents:
        for pause in (0, 0.05, 0.11):
            residents.wait_for_more()
            time.sleep(pause)
            installation.kill_web()
            installation.start_web()
            residents.wait_for_more()
            time.sleep(pause)
            installation.kill_database()
            installation.start_database()
        residents.wait_for_more()
    assert residents.surprises == []
    repeats = {key: installation.post(key)[:2] for key in residents.acknowledged}
    assert {status for status, _ in repeats.values()} == {200}
    assert {key: answer["id"] for key, (_, answer) in repeats.items()} == residents.acknowledged
    assert stored_once(installation, residents.acknowledged.values())


def stored_once(installation, ids):
    """Whether there are as many submissions as ids, each with one remark."""
    found = dict(installation.query("SELECT submission_id, count(*) FROM feedback_remark GROUP BY 1"))
    return len(set(ids)) == len(ids) and all(found.get(pk) == 1 for pk in ids)


@pytest.mark.parametrize("name", DURABLE)
def test_the_private_cluster_waits_for_the_disk(installation, name):
    assert installation.query(f"SHOW {name}") == [("on",)]
    assert f"{name} = on" in (installation.data / "mapconsult.conf").read_text().splitlines()


def test_the_log_of_the_private_cluster_holds_no_values(installation):
    """Neither the statement that fails nor the row that it fails on."""
    for statement in ("SELECT 1 / 0 AS tajemnica", DUPLICATE):
        with pytest.raises(psycopg2.Error):
            installation.query(statement)
    told = (installation.data / "server.log").read_text()
    assert "division by zero" in told
    assert "duplicate key" in told
    assert [word for word in ("tajemnica", "INSERT", "(app_label") if word in told] == []
