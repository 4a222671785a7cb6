"""What a browser needs to install mapconsult and to work without a network."""

import json
import re
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from PIL import Image

from mapconsult.consultations.modules import needed_by
from mapconsult.offline import KEPT, PAPER, SURFACE

PAGE = "/konsultacje/teren-rekreacyjny/"
API = "/api/v1/consultations/teren-rekreacyjny/"


@pytest.fixture
def manifest(client, db):
    return client.get("/manifest.webmanifest").json()


def worker_config(client):
    text = client.get("/sw.js").content.decode()
    return json.loads(re.search(r"start\((.*)\);", text)[1])


def file_of(address):
    """The file that a static address names, by its own name or by a hashed one."""
    name = address.removeprefix(settings.STATIC_URL)
    return finders.find(name) or Path(settings.STATIC_ROOT) / name


def test_the_manifest_has_what_installing_needs(manifest):
    assert manifest["short_name"] == "mapconsult"
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert manifest["lang"] == "pl"


def test_the_manifest_speaks_the_language_that_is_asked_for(client, db):
    response = client.get("/manifest.webmanifest", headers={"Accept-Language": "en"})
    assert response.json()["lang"] == "en"
    assert response["Content-Type"] == "application/manifest+json"
    assert "Accept-Language" in response["Vary"]


def test_the_icons_are_as_large_as_they_say(manifest):
    for icon in manifest["icons"]:
        with Image.open(file_of(icon["src"])) as found:
            assert icon["sizes"] == f"{found.width}x{found.height}"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}


def test_the_colours_are_those_of_the_styles(client, consultation, manifest):
    styles = Path(finders.find("mapconsult/css/variables.css")).read_text()
    light, dark = re.findall(r"--surface: (#\w+);", styles)
    assert (light, re.search(r"--paper: (#\w+);", styles)[1]) == (SURFACE, PAPER)
    page = client.get(PAGE).content.decode()
    assert re.findall(r'name="theme-color" content="(#\w+)"', page) == [light, dark]


def test_pages_lead_to_the_manifest_and_may_load_it(client, consultation):
    response = client.get(PAGE)
    assert '<link rel="manifest" href="/manifest.webmanifest">' in response.content.decode()
    assert "manifest-src 'self'" in response["Content-Security-Policy"]


def test_the_worker_is_asked_for_anew_each_time_and_calls_this_site_alone(client, db):
    response = client.get("/sw.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    told = response["Content-Security-Policy"]
    assert told == "default-src 'none'; script-src 'self'; connect-src 'self'"


def test_another_release_is_another_worker(client, db, settings):
    before = worker_config(client)["version"]
    settings.RELEASE = "next"
    assert worker_config(client)["version"] != before


def test_the_worker_keeps_also_the_modules_that_pages_load_later(client, db):
    files = worker_config(client)["files"]
    for name in ["mapconsult/js/feedback/consultation.js", "mapconsult/js/consultations/home.js"]:
        for module in [name, *needed_by(name)]:
            source = Path(finders.find(module)).read_text()
            for later in re.findall(r'import\("(\./[^"]+)"\)', source):
                assert static(normpath(join(dirname(module), later))) in files


@pytest.mark.parametrize(
    "path", ["/", PAGE, f"{PAGE}lista/", f"{API}map/", f"{API}remarks/", "/api/v1/areas/"]
)
def test_what_residents_opened_may_be_kept(path):
    assert any(re.fullmatch(kept, path) for kept in KEPT)


@pytest.mark.parametrize(
    "path",
    [
        "/panel/",
        "/panel/teren-rekreacyjny/uwagi/",
        "/konto/",
        "/zgloszenie/tajne/",
        "/potwierdz/tajne/",
        "/moje-dane/tajne/",
        f"{PAGE}zglos/",
        f"{PAGE}pismo/",
        f"{API}export/",
        f"{API}submissions/",
        f"{API}counts/",
        f"{API}remarks/1/replies/",
        f"{API}remarks/1/support/",
        f"/{settings.ADMIN_PATH}",
    ],
)
def test_what_is_secret_or_sent_is_never_kept(path):
    assert not any(re.fullmatch(kept, path) for kept in KEPT)


def test_the_page_for_no_network_says_nothing_of_who_is_signed_in(client, official):
    client.force_login(official)
    response = client.get("/bez-sieci/")
    page = response.content.decode()
    assert "no-store" not in response["Cache-Control"]
    assert "csrf" not in page
    assert "/konto/" not in page


@pytest.mark.parametrize("path", ["/", PAGE, f"{PAGE}lista/", "remark", "/deklaracja-dostepnosci/"])
def test_a_kept_page_of_the_signed_in_says_that_it_is_not_to_be_kept(client, say, official, path):
    [remark] = say((16.21, 53.55))
    client.force_login(official)
    response = client.get(f"/uwagi/{remark.pk}/" if path == "remark" else path)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("path", [f"{API}remarks/", f"{API}map/"])
def test_an_answer_of_the_api_is_public_or_not_to_be_kept(client, consultation, official, path):
    assert "public" in client.get(path)["Cache-Control"]
    client.force_login(official)
    assert "private" in client.get(path)["Cache-Control"]
