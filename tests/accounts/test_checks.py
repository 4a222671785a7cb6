"""What `check --deploy` tells an operator, and that mail put off is no sign of a worker that is away."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mapconsult.accounts.checks import check_mail, check_proxies
from mapconsult.accounts.tasks import deliver


@pytest.fixture
def earnest(settings):
    settings.DEMO = settings.DEBUG = False
    settings.EMAIL_BACKEND = "mapconsult.accounts.mail_files.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "mapconsult@localhost"
    return settings


def found(check):
    return [warning.id for warning in check(None)]


def test_mail_that_reaches_nobody_is_told(earnest):
    assert found(check_mail) == ["accounts.W001", "accounts.W002"]
    earnest.DEMO = True
    assert found(check_mail) == []


def test_a_proxy_that_is_not_counted_is_told(earnest):
    earnest.SECURE, earnest.TRUSTED_PROXIES = True, 0
    assert found(check_proxies) == ["accounts.W003"]
    earnest.TRUSTED_PROXIES = 1
    assert found(check_proxies) == []


@pytest.mark.parametrize(("put_off", "ready"), [(timedelta(minutes=-1), True), (timedelta(hours=-1), False)])
def test_a_mail_put_off_is_late_only_after_its_time(client, db, put_off, ready):
    deliver.using(run_after=timezone.now() + put_off).enqueue(1)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=2))
    assert client.get("/readyz").json()["ready"] is ready
