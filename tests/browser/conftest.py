"""A browser for the live server: Debian's Chromium, on a phone and on a desk."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.db import connections
from playwright.sync_api import expect, sync_playwright

from mapconsult.consultations.models import PlanLayer, Zone
from tests.people import Person

# Playwright's loop runs in the test's thread, where Django would refuse the fixtures' queries.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
SIZES = {"360": {"width": 360, "height": 740}, "1280": {"width": 1280, "height": 800}}
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def chromium():
    # Django opens a connection inside Playwright's loop and one outside; whichever is left open
    # would keep the test database from being dropped.
    connections.close_all()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def site(live_server, settings):
    """The live server with static files as they lie in the sources; its address.

    The limits on signing in begin anew: their table is no model's, so it is not emptied after each test.
    """
    cache.clear()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    return live_server.url


class Visit:
    """One person's browser: its page, and what went wrong on it."""

    def __init__(self, context, site):
        self.context, self.site = context, site
        self.faults = []
        context.set_default_timeout(10_000)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("request", self._request)
        self.page = context.new_page()

    def open(self, path):
        self.page.goto(self.site + path)
        return self.page

    def _console(self, message):
        if message.type in ("error", "warning") and "Service Worker registration blocked" not in message.text:
            self.faults.append(message.text)

    def _request(self, request):
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.faults.append(f"a request left the host: {request.url}")


@pytest.fixture
def visit(chromium, site):
    """Make a Visit of a size ("360" or "1280"); at the end none of them may have seen a fault.

    Without the service worker, which would fetch all it keeps in each test; test_offline.py lets it in.
    """
    visits = []

    def make(size="1280", **options):
        usual = {"viewport": SIZES[size], "has_touch": size == "360", "locale": "pl-PL"}
        options = {**usual, "service_workers": "block", **options}
        made = Visit(chromium.new_context(**options), site)
        visits.append(made)
        return made

    yield make
    for made in visits:
        made.context.close()
    assert [fault for made in visits for fault in made.faults] == []


@pytest.fixture(params=SIZES)
def guest(visit, request):
    """A Visit at 360 and another at 1280 px."""
    return visit(request.param)


@pytest.fixture
def check_access():
    """Fail on anything that axe finds on a page, targets that are too small (WCAG 2.2) among them."""
    options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

    def check(page):
        found = Axe().run(page, options=options).response["violations"]
        told = [(rule["id"], rule["impact"], [node["html"] for node in rule["nodes"]]) for rule in found]
        assert told == []

    return check


@pytest.fixture
def plan(consultation):
    layer = PlanLayer.objects.create(consultation=consultation, kind="plan", name="Plan terenu")
    shape = "POLYGON((16.1 53.5, 16.3 53.5, 16.3 53.6, 16.1 53.6, 16.1 53.5))"
    look = {"fill": "#cfe3f1", "stroke": "#5f93b5", "opacity": 0.6}
    return Zone.objects.create(layer=layer, name="Plaża", kind="beach", geometry=f"SRID=4326;{shape}", **look)


@pytest.fixture
def results(official, site):
    """Open the results with a query in a Visit whose session is the official's; returns the page, drawn."""
    client = Person()
    client.force_login(official)
    session = client.cookies["sessionid"].value

    def open_page(visit, query="", wait=True):
        visit.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        page = visit.open(f"/panel/teren-rekreacyjny/wyniki/?{query}")
        if wait:
            expect(page.locator(".bar, .results-empty:not([hidden])").first).to_be_visible()
        return page

    return open_page
