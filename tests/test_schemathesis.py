"""schemathesis tries the API of a running server: no crash, and every answer as the schema says."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.gis.geos import Polygon
from django.core.files.base import ContentFile

from mapconsult.consultations.models import PlanLayer
from tests.people import Person

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "missing_required_header",
    "allow_header_conformance",
]
# The same cases each time, and no more of them than a minute takes.
SAME = ["--generation-deterministic", "--workers", "2"]


@pytest.fixture
def tried(live_server, consultation, playground, paths, say, settings, tmp_path):
    """Let schemathesis try the API with these headers; its report."""
    [remark] = say((16.25, 53.56), category=playground)
    say(None, (16.05, 53.42), body="Ścieżka nad jezioro.")
    settings.MEDIA_ROOT = tmp_path
    corners = Polygon.from_bbox((16.2, 53.5, 16.3, 53.6))
    image = PlanLayer(consultation=consultation, kind="image", name="Szkic", corners=corners)
    image.image.save("szkic.png", ContentFile(b"picture"))
    plan = PlanLayer.objects.create(consultation=consultation, kind="plan", name="Plan")
    config = tmp_path / "schemathesis.toml"
    config.write_text(f"""
[parameters]
"path.slug" = "{consultation.slug}"

[[operations]]
include-path-regex = "/remarks/"
parameters = {{ "path.id" = {remark.pk} }}

[[operations]]
include-path-regex = "/layers/[^/]+/$"
parameters = {{ "path.id" = {plan.pk} }}

[[operations]]
include-path-regex = "/image/"
parameters = {{ "path.id" = {image.pk} }}

# Their filters are those of the others, by the same code.
[[operations]]
include-path-regex = "/(export|heat|tiles|trend)/"
phases.coverage.enabled = false

[phases.coverage]
unexpected-methods = []
generate-duplicate-query-parameters = false
""")

    def run(*options):
        command = [Path(sys.executable).with_name("schemathesis"), "--config-file", config, "run"]
        command += [f"{live_server.url}/api/v1/schema/", "--checks", ",".join(CHECKS), *SAME]
        return subprocess.run([*command, *options], capture_output=True, text=True, cwd=tmp_path, timeout=300)

    return run


def test_anybody(tried):
    found = tried("--phases", "examples,coverage,fuzzing", "--max-examples", "10")
    assert found.returncode == 0, found.stdout + found.stderr


def test_an_official(tried, official):
    person = Person(enforce_csrf_checks=True)
    person.force_login(official)
    person.get("/")
    cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in person.cookies.items())
    headers = ["-H", f"Cookie: {cookies}", "-H", f"X-CSRFToken: {person.cookies['csrftoken'].value}"]
    found = tried("--phases", "examples,fuzzing", "--max-examples", "25", *headers)
    assert found.returncode == 0, found.stdout + found.stderr
