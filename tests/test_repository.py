"""The repository agrees with itself: settings with their documentation, images, pins."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
NOT_OURS = {".git", ".venv", "var", "__pycache__", ".pytest_cache", ".ruff_cache"}
# written in parts, because no file may hold them whole
REGISTRIES = [".".join(parts) for parts in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org")]]


def our_files():
    for path in sorted(ROOT.rglob("*")):
        if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts):
            yield path


def documented_variables():
    return set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS, re.MULTILINE))


def read_variables():
    settings = (ROOT / "mapconsult" / "settings.py").read_text()
    gunicorn = (ROOT / "bin" / "gunicorn.conf.py").read_text()
    return set(re.findall(r"""\benv(?:iron\.get|\.\w+)?\(\s*["']([A-Z_]+)["']""", settings + gunicorn))


def test_every_variable_that_is_read_is_documented():
    assert read_variables() - documented_variables() == set()


def test_every_documented_variable_is_read():
    assert documented_variables() - read_variables() == set()


def test_every_setting_is_read_through_env():
    assert "os.environ" not in (ROOT / "mapconsult" / "settings.py").read_text()


def test_compose_and_documentation_name_the_same_postgis_image():
    compose = (ROOT / "docker-compose.yml").read_text()
    images = set(re.findall(r"postgis/postgis:[\w.-]+", compose))
    assert len(images) == 1
    assert set(re.findall(r"postgis/postgis:[\w.-]+", OPERATIONS)) == images


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_by_hash_and_name_no_index(name):
    text = (ROOT / name).read_text()
    pins = re.findall(r"^\S.*", text, re.MULTILINE)
    assert pins
    assert all("==" in pin for pin in pins)
    assert text.count("\n    --hash=sha256:") >= len(pins)


def test_no_file_names_a_package_registry():
    named = re.compile("|".join(map(re.escape, REGISTRIES)))
    texts = ((path, path.read_text(errors="ignore")) for path in our_files())
    assert [path for path, text in texts if named.search(text)] == []


def test_every_command_is_described():
    commands = {path.name for path in (ROOT / "bin").iterdir() if not path.suffix and path.is_file()}
    assert {name for name in commands if f"bin/{name}" not in OPERATIONS} == set()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "frontend" / "static" / "mapconsult").rglob("*.js")), ids=lambda path: path.name
)
def test_imports_are_found_by_the_hashing_of_static_files(path):
    """By patterns: an import without its semicolon stays unhashed, the word in a comment misleads them."""
    text = path.read_text()
    assert re.findall(r"^.*\S+.*\b(?:import|export)[ {].*", text, re.MULTILINE) == []
    assert re.findall(r"""^.*\bfrom\s+["'][./][^"']*["'](?!;).*""", text, re.MULTILINE) == []
