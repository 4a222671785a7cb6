"""A restore into the private cluster, whose role is no superuser, while the site serves."""

import threading
import uuid


def test_readers_notice_no_more_than_a_pause(installation):
    key = uuid.uuid4()
    sent = installation.post(key)[1]
    installation.manage("backup", str(installation.root / "one.tar"))
    later = uuid.uuid4()
    installation.post(later)
    stop, seen = threading.Event(), set()

    def read():
        while not stop.is_set():
            seen.add(installation.get("/api/v1/consultations/drill/remarks/")[0])

    reader = threading.Thread(target=read)
    reader.start()
    try:
        told = installation.manage("restore", str(installation.root / "one.tar"), "--confirm", "mapconsult")
    finally:
        stop.set()
        reader.join()
    assert "Restored the database" in told
    assert seen == {200}
    assert installation.post(key)[:2] == (200, sent)
    assert installation.post(later)[0] == 201
