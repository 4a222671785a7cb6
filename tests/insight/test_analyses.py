"""Long work: whose it is, how much of it one may ask for, and how long it is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mapconsult.consultations.models import Collaboration
from mapconsult.insight import hot_spots_api
from mapconsult.insight.analyses import MOST_WAITING, work_on
from mapconsult.insight.models import Analysis
from mapconsult.jobs import forget_analyses
from tests.insight.places import DRAHIMSKA, RYNEK


@pytest.fixture
def ask(client, consultation, say, monkeypatch):
    """Ask for hot spots of a view, which all are too many to be found at once."""
    monkeypatch.setattr(hot_spots_api, "AT_ONCE", 0)
    say(RYNEK, DRAHIMSKA)
    path = f"/api/v1/consultations/{consultation.slug}/hot-spots/?zoom=9"
    return lambda query="": client.get(f"{path}&{query}")


def test_a_resident_gives_the_worker_nothing_to_do(client, ask, resident):
    client.force_login(resident)
    assert ask().status_code == 200
    assert not Analysis.objects.exists()


def test_one_asks_for_a_few_at_a_time(client, ask, official):
    client.force_login(official)
    for day in range(MOST_WAITING):
        assert ask(f"created_after=2020-01-0{day + 1}").status_code == 202
    response = ask("kind=remark")
    assert (response.status_code, response["Content-Type"]) == (429, "application/problem+json")
    assert Analysis.objects.count() == MOST_WAITING


@pytest.fixture
def of_council(client, ask, people):
    """What the district council asked for."""
    client.force_login(people["guest_council"])
    return Analysis.objects.get(pk=ask().json()["id"])


def test_a_guest_let_into_another_area_reads_nothing_of_the_first(client, consultation, gmina, of_council):
    path = f"/api/v1/consultations/{consultation.slug}/analyses/{of_council.pk}/"
    assert client.get(path).status_code == 200
    Collaboration.objects.filter(area__isnull=False).update(area=gmina.children.get(name="Rynek"))
    assert client.get(path).status_code == 404


def test_nothing_is_found_for_rights_that_have_changed(of_council):
    Collaboration.objects.filter(area__isnull=False).update(area=None)
    work_on.call(of_council.pk)
    of_council.refresh_from_db()
    assert (of_council.state, of_council.found) == ("failed", None)


def test_what_is_old_is_forgotten(of_council):
    forget_analyses.call()
    assert Analysis.objects.exists()
    Analysis.objects.update(asked_at=timezone.now() - timedelta(days=2))
    forget_analyses.call()
    assert not Analysis.objects.exists()
