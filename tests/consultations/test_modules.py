"""A page asks for all of its modules at once, and its words are kept by browsers until they change."""

import re

import pytest
from django.conf import settings
from django.templatetags.static import static

from mapconsult.consultations import modules
from mapconsult.consultations.modules import needed_by

SCRIPTS = settings.BASE_DIR / "frontend" / "static" / "mapconsult" / "js"
TEMPLATES = settings.BASE_DIR / "frontend" / "templates"
PAGE = "/konsultacje/teren-rekreacyjny/"


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Write modules, {path: source}, which are then found."""

    def write(sources):
        for name, source in sources.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(source)
        monkeypatch.setattr(modules.finders, "find", lambda name: tmp_path / name)

    return write


def test_modules_are_found_wherever_they_are_imported(written, settings):
    settings.DEBUG = True
    page = (
        'import { a } from "./a.js";\nimport "../b.js";\nexport { c } from "./c.js";\nimport("./later.js");'
    )
    written({"js/page.js": page, "js/a.js": 'import { b } from "../b.js";', "b.js": "", "js/c.js": ""})
    assert needed_by("js/page.js") == ("js/a.js", "b.js", "js/c.js")


def test_modules_that_import_each_other_are_found_once(written, settings):
    settings.DEBUG = True
    written({"js/page.js": 'import "./a.js";', "js/a.js": 'import "./page.js";'})
    assert needed_by("js/page.js") == ("js/a.js",)


def test_every_import_of_ours_is_understood():
    lines = {
        (path.relative_to(SCRIPTS.parent.parent).as_posix(), found)
        for path in SCRIPTS.rglob("*.js")
        for found in re.findall(r'\bfrom\s*"(\.[^"]+)"', path.read_text())
    }
    assert lines
    missed = [(name, found) for name, found in lines if not any(found.endswith(n) for n in _ends(name))]
    assert missed == []


def _ends(name):
    return [path.rsplit("/", 1)[-1] for path in needed_by(name)]


def test_a_page_asks_for_its_modules_in_its_first_answer(client, consultation):
    page = client.get(PAGE).content.decode()
    name = "mapconsult/js/feedback/consultation.js"
    assert f'<script type="module" src="{static(name)}"' in page
    asked = re.findall(r'<link rel="modulepreload" [^>]*href="([^"]+)"', page)
    needed = [static(module) for module in needed_by(name)]
    assert asked[: len(needed)] == needed
    assert len(asked) == len(set(asked))


def test_no_template_names_a_module_without_its_imports():
    careless = [path for path in TEMPLATES.rglob("*.html") if 'type="module"' in path.read_text()]
    assert careless == []


def test_words_are_kept_for_good_under_the_address_of_their_version(client, consultation):
    address = re.search(r'src="(/slowa.js\?v=\w+)"', client.get(PAGE).content.decode())[1]
    assert "immutable" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("address", ["/slowa.js", "/slowa.js?v=old"])
def test_words_of_another_version_are_asked_for_again_and_cost_nothing_if_they_are_the_same(client, address):
    response = client.get(address)
    assert response["Cache-Control"] == "no-cache"
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_each_language_has_words_of_its_own(client):
    told = {name: client.get("/slowa.js", headers={"accept-language": name}) for name in ("pl", "en")}
    assert told["pl"]["ETag"] != told["en"]["ETag"]
