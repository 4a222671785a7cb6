"""What the tests of operations share."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.operations.running import SOURCE, Installation


@pytest.fixture
def media(settings, tmp_path):
    """A folder of media of this test alone, with one picture."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    default_storage.save("plans/plan.png", ContentFile(b"picture"))
    return tmp_path / "media"


@pytest.fixture(scope="session")
def installation():
    """A whole one, with a consultation that is open, its web server running."""
    if not list(Path("/usr/lib/postgresql").glob("*/bin/postgres")):
        pytest.skip("There is no PostgreSQL server on this machine to make a cluster with.")
    made = Installation()
    try:
        made.start_database()
        made.manage("migrate", "-v0")
        made.manage("shell", "-v0", "-c", SOURCE)
        made.start_web()
        yield made
    finally:
        made.remove()
