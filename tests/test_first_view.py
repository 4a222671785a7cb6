"""What a telephone loads before it shows a consultation, in bytes as the production server sends them."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from mapconsult.consultations.styles import SETS, parts

PAGE = "/konsultacje/teren-rekreacyjny/"
# Of the 200 kB of a first view, what pages and their plans may differ by is left out: 50 kB for the plan with
# its pictures, and what people said.
MOST = 150_000
# Of an answer, and of the request for it.
HEAD = 500


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The folder of the static files as production has them."""
    folder = tmp_path_factory.mktemp("static")
    storages = settings.STORAGES | {
        "staticfiles": {"BACKEND": "mapconsult.staticfiles.HashedStaticFilesStorage"}
    }
    with override_settings(STATIC_ROOT=folder, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder


def weight(folder, address):
    """Of a static file, as it is sent."""
    path = folder / address.removeprefix("/static/")
    small = path.with_name(path.name + ".br")
    return (small if small.is_file() else path).stat().st_size + HEAD


def linked(page):
    """Addresses of all static files that a page asks for at once; print and forced colours come later."""
    tags = re.findall(r"<(?:link|script)[^>]+>", page)
    asked = [tag for tag in tags if "media=" not in tag]
    return {address for tag in asked for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', tag)}


def test_a_first_view_of_a_consultation_is_light(client, consultation, collected):
    answer = client.get(PAGE, headers={"accept-encoding": "gzip"})
    files = linked(client.get(PAGE).content.decode())
    assert len(files) > 10
    total = len(answer.content) + HEAD + sum(weight(collected, address) for address in files)
    assert total < MOST, sorted(((weight(collected, address), address) for address in files), reverse=True)


def test_a_page_compresses_its_words(client, consultation):
    assert client.get(PAGE, headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"


def test_styles_of_a_set_are_one_file_in_production(client, db, collected):
    page = client.get("/").content.decode()
    assert re.search(r"/static/mapconsult/css/sets/site\.\w{12}\.css", page)
    assert "variables.css" not in page


def test_a_joined_file_has_all_of_its_parts(collected):
    joined = (collected / staticfiles_storage.stored_name("mapconsult/css/sets/site.css")).read_text()
    assert all(
        (settings.BASE_DIR / "frontend" / "static" / part).read_text() in joined for part in parts("site")
    )


@pytest.mark.parametrize("name", SETS)
def test_no_style_of_a_set_names_a_file_beside_itself(name):
    folder = settings.BASE_DIR / "frontend" / "static"
    assert [part for part in parts(name) if "url(" in (folder / part).read_text()] == []


def test_the_service_worker_is_there_in_production(client, collected):
    assert "/static/mapconsult/js/offline/worker." in client.get("/sw.js").content.decode()
