"""Polish is complete: every string of the interface has its translation."""

import subprocess

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "frontend" / "locale" / "pl" / "LC_MESSAGES"


@pytest.mark.parametrize("catalogue", ["django.po", "djangojs.po"])
@pytest.mark.parametrize("missing", ["--untranslated", "--only-fuzzy"])
def test_every_string_is_said_in_polish(catalogue, missing):
    command = ["msgattrib", missing, "--no-obsolete", FOLDER / catalogue]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == ""
