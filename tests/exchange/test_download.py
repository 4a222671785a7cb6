"""Downloads: one moment's rows, a bounded number at once, and nothing left behind."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import connection, connections

from mapconsult.exchange import slots
from mapconsult.exchange.download import TooSlow
from mapconsult.exchange.slots import AllTaken, slot
from mapconsult.feedback.models import Remark

pytestmark = pytest.mark.django_db(transaction=True)
LAKE, MARKET = (16.25, 53.56), (16.1, 53.5)


@pytest.fixture
def url(consultation):
    return f"/api/v1/consultations/{consultation.slug}/export/"


@pytest.fixture
def elsewhere():
    """Run a function in another thread, hence on another connection."""

    def run(function):
        try:
            return function()
        finally:
            connections.close_all()

    with ThreadPoolExecutor() as pool:
        yield lambda function: pool.submit(run, function).result()


def test_what_is_written_meanwhile_does_not_mix_in(client, url, say, elsewhere, monkeypatch):
    monkeypatch.setattr("mapconsult.exchange.download.BATCH", 1)
    first, second = say(LAKE, MARKET)
    response = client.get(url)
    pieces = [next(response.streaming_content) for _ in range(2)]
    elsewhere(lambda: (say(LAKE), Remark.objects.filter(pk=first.pk).delete()))
    document = json.loads(b"".join([*pieces, *response.streaming_content]))
    assert {feature["id"] for feature in document["features"]} == {first.pk, second.pk}
    response.close()


def test_a_reader_who_goes_away_leaves_nothing_behind(client, url, say):
    say(LAKE)
    response = client.get(url)
    next(response.streaming_content)
    assert connection.in_atomic_block
    response.close()
    assert not connection.in_atomic_block
    assert slots._free_here._value == slots.IN_ONE_PROCESS


def test_one_process_runs_only_so_many(client, url, say):
    under_way = [client.get(url) for _ in range(slots.IN_ONE_PROCESS)]
    refused = client.get(url)
    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert refused["Content-Type"] == "application/problem+json"
    for response in reversed(under_way):
        response.close()
    with closing(client.get(url)) as response:
        assert response.status_code == 200


def test_all_processes_together_run_only_so_many(client, url, elsewhere, monkeypatch):
    monkeypatch.setattr(slots, "IN_ALL", 1)
    with slot():
        assert elsewhere(lambda: client.get(url).status_code) == 503
    with slot():
        pass


def test_a_slot_is_not_waited_for(monkeypatch, elsewhere):
    monkeypatch.setattr(slots, "IN_ALL", 0)
    with pytest.raises(AllTaken), slot():
        pass
    assert slots._free_here._value == slots.IN_ONE_PROCESS


def test_a_reader_who_stops_reading_loses_the_transaction(client, url, say, monkeypatch):
    monkeypatch.setattr("mapconsult.exchange.slots.LONGEST_PAUSE", "50ms")
    monkeypatch.setattr("mapconsult.exchange.download.BATCH", 1)
    say(LAKE, MARKET)
    response = client.get(url)
    next(response.streaming_content)
    time.sleep(0.2)
    with pytest.raises(Exception, match="terminating|closed"):
        list(response.streaming_content)
    response.close()
    assert json.loads(client.get(url).getvalue())["features"]


def test_a_download_that_takes_too_long_is_broken_off(client, url, say, monkeypatch):
    monkeypatch.setattr("mapconsult.exchange.download.LONGEST", 0)
    say(LAKE)
    response = client.get(url)
    with pytest.raises(TooSlow):
        list(response.streaming_content)
    assert not connection.in_atomic_block
