"""Every string of the interface is said in Polish, and on residents' pages in every other language.

The strings are gathered from the sources as makemessages does it: one that nobody has translated, or that has
changed since, fails here by its own words. What stands in the code is the English.
"""

import re
import shutil
import subprocess
import sys

import polib
import pytest
from django.conf import settings

CATALOGUES = ["django", "djangojs"]
OTHERS = [code for code, _name in settings.LANGUAGES if code not in ("en", settings.LANGUAGE_CODE)]
# What only the office sees: there the default language stands in for the others.
OFFICE = re.compile(
    r"/panel/|/team/|/insight/(?!_?public|_?observatory|wording|map-(areas|cells|words))|/mfa/|/management/"
    r"|/backups/|/admin"
    r"|moderation|/enter|erase_sender|/history"
    r"|own_layer|geo/layers/|geo/models/layer\.py|geo/census\.py\b|exchange/(imports/|models\.py)"
    r"|/roles\.py|/personal\.py|/checks\.py|/team_|consultations/(forms|layer_forms|guest_forms|rows|survey_)"
    r"|js/consultations/(settings|layers|own-layers|rows|corners|survey)|js/feedback/letter\.js"
)
WORK = shutil.ignore_patterns("__pycache__", "vendor", "*.mo")


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """{catalogue: [polib entries]} of all strings in the sources."""
    copy = tmp_path_factory.mktemp("sources")
    shutil.copy(settings.BASE_DIR / "manage.py", copy)
    for folder in ("geo", "mapconsult", "frontend"):
        shutil.copytree(settings.BASE_DIR / folder, copy / folder, ignore=WORK)
    return {catalogue: _gather(copy, catalogue) for catalogue in CATALOGUES}


def _gather(copy, catalogue):
    command = [sys.executable, "manage.py", "makemessages", "-d", catalogue, "-l", "pl", "--keep-pot"]
    made = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return list(polib.pofile(str(copy / "frontend" / "locale" / f"{catalogue}.pot")))


def _said(language, catalogue):
    path = settings.BASE_DIR / "frontend" / "locale" / language / "LC_MESSAGES" / f"{catalogue}.po"
    entries = polib.pofile(str(path))
    return {(entry.msgctxt, entry.msgid) for entry in entries if entry.translated() and not entry.obsolete}


def _missing(entries, said):
    return [entry.msgid for entry in entries if (entry.msgctxt, entry.msgid) not in said]


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_string_is_said_in_polish(found, catalogue):
    assert _missing(found[catalogue], _said("pl", catalogue)) == []


@pytest.mark.parametrize("catalogue", CATALOGUES)
@pytest.mark.parametrize("language", OTHERS)
def test_every_string_of_residents_is_said_in_other_languages(found, catalogue, language):
    theirs = [
        entry
        for entry in found[catalogue]
        if not all(OFFICE.search(f"/{path}") for path, _ in entry.occurrences)
    ]
    assert _missing(theirs, _said(language, catalogue)) == []


@pytest.mark.parametrize("catalogue", CATALOGUES)
@pytest.mark.parametrize("language", ["pl", *OTHERS])
def test_every_translation_fills_in_what_the_text_fills_in(catalogue, language):
    folder = settings.BASE_DIR / "frontend" / "locale" / language / "LC_MESSAGES"
    command = ["msgfmt", "--check-format", "--output-file=-", folder / f"{catalogue}.po"]
    checked = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    assert checked.returncode == 0, checked.stderr
