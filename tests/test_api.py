"""The API as a whole: its root, its schema, its errors, and health."""

import pytest
from django.core.management import call_command
from django.test import Client


def test_the_root_says_where_to_begin(client):
    assert client.get("/api/v1/").json()["consultations"].endswith("/api/v1/consultations/")


def test_the_schema_is_complete_and_without_warnings(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yaml"))


def test_the_page_of_the_schema_calls_no_other_host(client):
    page = client.get("/api/v1/docs/").content.decode()
    assert "//" not in page.replace("http://testserver", "").replace("<!--", "").split("<body")[0]


def test_the_page_of_the_schema_is_only_read(client):
    assert client.options("/api/v1/docs/").status_code == 405


@pytest.mark.parametrize(
    ("path", "kind"),
    [("remarks/", "application/geo+json"), ("tiles/0/0/0.mvt", "application/vnd.mapbox-vector-tile")],
)
def test_who_asks_for_just_the_kind_that_is_given_gets_it(client, consultation, path, kind):
    response = client.get(f"/api/v1/consultations/{consultation.slug}/{path}", headers={"Accept": kind})
    assert (response.status_code, response["Content-Type"]) == (200, kind)


@pytest.mark.parametrize("path", ["nowhere/", "consultations/nowhere/", "consultations/nowhere/map/"])
def test_what_is_not_there_is_a_problem(client, db, path):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"] == "Tu nic nie ma."


def test_what_is_not_there_is_a_problem_for_writers_too(db):
    answer = Client(enforce_csrf_checks=True).delete("/api/v1/nothing/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_problem_speaks_the_readers_language(client, db):
    response = client.get("/api/v1/consultations/nowhere/", headers={"Accept-Language": "en"})
    assert response.json()["detail"] == "There is nothing here."


@pytest.mark.parametrize(
    "headers",
    [{"HTTP_COOKIE": r'sessionid="abc\000"'}, {"CONTENT_TYPE": "text/html; charset=rot13"}],
)
def test_headers_that_cannot_be_read_are_refused(client, db, headers):
    assert client.get("/konto/logowanie/", **headers).status_code == 400


def test_the_process_is_healthy_without_asking_the_database(client):
    assert client.get("/healthz").status_code == 200


def test_ready_means_database_migrations_cache_and_worker(client, db):
    assert client.get("/readyz").json() == {
        "ready": True,
        "checks": {"database": "ok", "migrations": "ok", "cache": "ok", "worker": "ok"},
    }


def test_without_the_table_of_the_cache_nobody_is_told_that_all_is_well(client, db, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "nowhere"}}
    response = client.get("/readyz")
    assert (response.status_code, response.json()["checks"]["cache"][:8]) == (503, "no table")
