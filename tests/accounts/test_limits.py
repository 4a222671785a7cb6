"""Counting in windows of time, and the addresses that limits are counted by."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from mapconsult.accounts.addresses import address_key, address_of, forget_old_salts
from mapconsult.accounts.limits import Limit, forget_expired, give_back, hit
from mapconsult.accounts.models import DailySalt, LimitCount

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
TWICE = Limit("a device", number=2, seconds=60)


def test_what_is_above_the_number_is_told(db):
    assert [hit(TWICE, now=NOW)[0].exceeded for _ in range(3)] == [False, False, True]


def test_the_wait_is_what_is_left_of_the_window(db):
    hit(TWICE, now=NOW)
    assert hit(TWICE, now=NOW + timedelta(seconds=20))[0].wait == 40


def test_a_new_window_counts_from_one(db):
    hit(TWICE, now=NOW)
    assert hit(TWICE, now=NOW + timedelta(seconds=60))[0].count == 1


def test_many_limits_are_counted_in_one_statement(db, django_assert_num_queries):
    other = Limit("an address", number=9, seconds=60)
    hit(other)
    with django_assert_num_queries(1):
        assert [counted.count for counted in hit(TWICE, other)] == [1, 2]


def test_many_at_once_count_as_many(db):
    [counted] = hit(Limit("a device", number=2, seconds=60, amount=5))
    assert (counted.before, counted.count, counted.exceeded) == (0, 5, True)


def test_what_was_not_done_is_given_back(db):
    hit(TWICE, now=NOW)
    five = Limit("a device", number=2, seconds=60, amount=5)
    hit(five, now=NOW)
    give_back(five, Limit("never counted", number=1, seconds=60))
    assert hit(TWICE, now=NOW)[0].count == 2


@pytest.mark.django_db(transaction=True)
def test_all_processes_count_together():
    def count(number):
        try:
            hit(TWICE, Limit(f"device {number % 3}", number=1, seconds=60))
            give_back(Limit(f"device {number % 3}", number=1, seconds=60), TWICE)
            return hit(TWICE)[0].count
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(list(pool.map(count, range(40)))) == 40
    assert hit(TWICE)[0].count == 41


def test_keys_are_kept_as_hashes_alone(db):
    hit(Limit("10.1.2.3", number=1, seconds=60))
    assert len(str(LimitCount.objects.get().key)) == 36


def test_what_was_refused_leaves_nothing(db):
    hit(TWICE)
    give_back(TWICE)
    assert not LimitCount.objects.exists()


def test_windows_that_are_over_are_forgotten(db):
    hit(TWICE, now=NOW)
    forget_expired(now=NOW + timedelta(seconds=60))
    assert not LimitCount.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "10.0.0.7", "192.0.2.1"),
        (1, "10.0.0.7", "10.0.0.7"),
        (1, "1.1.1.1, 10.0.0.7", "10.0.0.7"),
        (2, "1.1.1.1, 10.0.0.7, 10.0.0.8", "10.0.0.7"),
        (2, "10.0.0.7", "192.0.2.1"),
        (1, "unknown", ""),
    ],
)
def test_only_what_trusted_proxies_saw_counts(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == address


def test_a_proxy_nobody_told_of_is_not_everybody(rf, settings):
    settings.TRUSTED_PROXIES = 0
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="10.0.0.7")
    assert (address_of(request), address_key(request)) == ("", None)


@pytest.mark.parametrize(
    ("given", "counted"),
    [("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("::ffff:10.0.0.7", "10.0.0.7"), ("", "")],
)
def test_an_address_stands_for_one_household(rf, given, counted):
    assert address_of(rf.get("/", REMOTE_ADDR=given)) == counted


def test_an_address_has_another_number_each_day(db, rf):
    request = rf.get("/", REMOTE_ADDR="192.0.2.1")
    keys = [address_key(request, now=NOW + timedelta(days=days)) for days in (0, 0, 1)]
    assert keys[0] == keys[1] != keys[2]


def test_the_salt_of_a_past_day_is_thrown_away(db):
    for days in range(4):
        DailySalt.objects.create(day=(NOW - timedelta(days=days)).date(), salt=b"x" * 32)
    forget_old_salts(now=NOW)
    assert DailySalt.objects.count() == 3
