"""What browsers are told: which hosts, scripts and frames, who keeps what, which cookies go where."""

import pytest
from django.urls import reverse

from mapconsult.consultations.models import PlanLayer
from mapconsult.consultations.origins import origin_of

PASSWORD = "jezioro-drawsko"
PAGE = "/konsultacje/teren-rekreacyjny/"
RESULTS = "/panel/teren-rekreacyjny/wyniki/"
API = "/api/v1/consultations/teren-rekreacyjny/"


def policy(response):
    """{directive: [sources]}"""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("path", ["/", PAGE, "/konto/logowanie/", "/api/v1/docs/", "/nie-ma/"])
def test_a_page_runs_and_loads_only_what_is_its_own(client, consultation, path):
    told = policy(client.get(path))
    assert told["default-src"] == told["object-src"] == told["base-uri"] == ["'none'"]
    assert told["script-src"] == told["style-src"] == told["connect-src"] == ["'self'"]
    assert told["img-src"] == ["'self'", "data:", "blob:"]


@pytest.mark.parametrize("path", ["/", PAGE, "/konto/logowanie/", "/api/v1/docs/", API, "/slowa.js"])
def test_nothing_is_shown_in_a_frame(client, consultation, path):
    response = client.get(path)
    assert policy(response)["frame-ancestors"] == ["'none'"]
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "path",
    [
        API,
        f"{API}remarks/",
        f"{API}tiles/0/0/0.mvt",
        "/api/v1/nie-ma/",
        "/healthz",
        "/slowa.js",
    ],
)
def test_what_is_no_page_does_nothing_in_a_browser(client, consultation, path):
    assert policy(client.get(path))["default-src"] == ["'none'"]


def test_no_policy_lets_inline_scripts_in(client, consultation):
    assert "unsafe" not in client.get(PAGE)["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", API, "/healthz"])
def test_every_answer_says_the_rest(client, consultation, path):
    response = client.get(path)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=(self)" in response["Permissions-Policy"]
    assert "camera=()" in response["Permissions-Policy"]


@pytest.fixture
def map_service(consultation):
    return PlanLayer.objects.create(
        consultation=consultation,
        kind="wms",
        name="MPZP",
        wms_url="https://mapy.czaplinek.example:8443/wms?map=1",
        wms_layers="plan",
    )


@pytest.mark.parametrize(
    "path", [PAGE, "/panel/teren-rekreacyjny/warstwy/", "/panel/teren-rekreacyjny/wpisz/", "uwagi"]
)
def test_a_page_with_the_map_lets_in_the_services_that_its_office_chose(
    client, map_service, official, say, path
):
    [remark] = say((16.25, 53.56))
    client.force_login(official)
    page = client.get(f"/panel/teren-rekreacyjny/uwagi/{remark.pk}/" if path == "uwagi" else path)
    assert "https://mapy.czaplinek.example:8443" in policy(page)["img-src"]


def test_no_other_page_lets_them_in(client, map_service):
    assert "example" not in client.get("/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://mapy.example/wms", "https://mapy.example"),
        ("http://MAPY.example:80?x=1", "http://mapy.example:80"),
        ("https://{s}.tiles.example/{z}/{x}/{y}.png", "https://*.tiles.example"),
        ("https://anna:haslo@mapy.example/", "https://mapy.example"),
        ("https://[2001:db8::1]/wms", "https://[2001:db8::1]"),
        ("https://a.example; script-src *", None),
        ("https://a.example 'unsafe-inline'/", None),
        ("https://*/", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("", None),
    ],
)
def test_an_address_becomes_the_host_of_a_policy_or_nothing(url, origin):
    assert origin_of(url) == origin


def test_a_page_is_nobody_elses(client, consultation):
    assert client.get(PAGE)["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", [PAGE, RESULTS, "/panel/"])
def test_pages_of_the_signed_in_are_not_kept(client, consultation, official, path):
    client.force_login(official)
    assert "no-store" in client.get(path)["Cache-Control"]


def test_cookies_stay_on_the_site_and_away_from_scripts(client, official):
    client.post("/konto/logowanie/", {"login": official.email, "password": PASSWORD})
    found = [client.cookies[name] for name in ("sessionid", "csrftoken")]
    assert [(cookie["samesite"], cookie["httponly"]) for cookie in found] == [("Lax", True)] * 2


@pytest.mark.parametrize("host", ["zly.example", "localhost.zly.example", "a b", ""])
def test_an_unknown_host_is_refused(client, db, settings, host):
    settings.ALLOWED_HOSTS = ["konsultacje.czaplinek.example"]
    assert client.get("/", headers={"Host": host}).status_code == 400


def test_a_huge_request_is_refused_unread(client, db):
    response = client.generic("POST", reverse("set_language"), headers={"Content-Length": str(2**30)})
    assert response.status_code == 413
