"""What the tests of operations share."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


@pytest.fixture
def media(settings, tmp_path):
    """A folder of media of this test alone, with one picture."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    default_storage.save("plans/plan.png", ContentFile(b"picture"))
    return tmp_path / "media"
