"""The production configuration (SECURE=1, DEBUG=0), each time in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "SECRET_KEY": "a-key-of-the-tests-alone-Qw3rTz-Uiop1-Asdf2-Ghjk4-Yxcv5-Bnm67",
    "DEBUG": "0",
    "DEMO": "0",
    "SECURE": "1",
    "ALLOWED_HOSTS": "konsultacje.czaplinek.example",
    "EMAIL_URL": "smtp+tls://konsultacje:haslo@poczta.czaplinek.example:587",
    "DEFAULT_FROM_EMAIL": "konsultacje@czaplinek.example",
    "TRUSTED_PROXIES": "1",
}
# without what the tests with a browser set for themselves
INHERITED = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
ASKED = """
import json, sys, django
django.setup()
from django.conf import settings
from django.urls import reverse
found = {name: getattr(settings, name) for name in sys.argv[1:]}
print(json.dumps(found | {"admin": reverse("admin:index")}, default=str))
"""


def run(*command, **environment):
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=INHERITED | {"DJANGO_SETTINGS_MODULE": "mapconsult.settings"} | environment,
        capture_output=True,
        text=True,
    )


def settings_of(*names, **environment):
    return json.loads(run("-c", ASKED, *names, **environment).stdout)


def test_djangos_own_check_finds_nothing():
    found = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert found.returncode == 0, found.stderr


def test_the_check_would_find_something():
    careless = PRODUCTION | {"SECURE": "0", "SECRET_KEY": "short"}
    assert run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **careless).returncode


def test_cookies_are_bound_to_the_host_and_to_tls():
    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
    found = settings_of(*names, **PRODUCTION)
    assert [found[name] for name in names] == ["__Host-sessionid", "__Host-csrftoken", True, True]


def test_a_demonstration_without_tls_can_be_used():
    names = ["SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"]
    found = settings_of(*names, **PRODUCTION | {"SECURE": "0"})
    assert [found[name] for name in names] == [False, False, 0]


def test_nothing_starts_without_a_secret_key():
    assert "SECRET_KEY" in run("manage.py", "check", **PRODUCTION | {"SECRET_KEY": ""}).stderr


def test_the_admin_stands_where_the_operator_wants_it():
    assert settings_of(**PRODUCTION)["admin"] == "/admin/"
    assert settings_of(**PRODUCTION, ADMIN_PATH="/zaplecze/")["admin"] == "/zaplecze/"


def test_hosts_of_base_maps_are_let_in():
    base = {"name": "x", "url": "https://{s}.tiles.example/{z}/{x}/{y}.png", "attribution": "x"}
    found = settings_of("CONTENT_SECURITY_POLICY", **PRODUCTION, BASE_MAPS=json.dumps([base]))
    assert "https://*.tiles.example" in found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["img-src"]
