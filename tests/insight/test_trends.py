"""Trends: remarks by the days, weeks and months of Europe/Warsaw."""

from datetime import UTC, date, datetime

import pytest

from mapconsult.feedback.models import Remark
from mapconsult.insight.trends import trend
from tests.insight.places import RYNEK


@pytest.fixture
def came(say):
    """Make a remark that came at each of these moments (UTC)."""

    def make(*moments):
        for moment in moments:
            [remark] = say(RYNEK)
            Remark.objects.filter(pk=remark.pk).update(received_at=datetime(*moment, tzinfo=UTC))

    return make


def starts(buckets):
    return [(bucket.start, bucket.count) for bucket in buckets]


def test_a_day_begins_at_midnight_in_warsaw(came):
    came((2026, 5, 1, 21, 59), (2026, 5, 1, 22, 0))
    by, buckets = trend(Remark.objects.all())
    assert (by, starts(buckets)) == ("day", [(date(2026, 5, 1), 1), (date(2026, 5, 2), 1)])


def test_days_without_a_remark_are_there_with_zero(came):
    came((2026, 5, 1, 12), (2026, 5, 3, 12))
    assert [bucket.count for bucket in trend(Remark.objects.all())[1]] == [1, 0, 1]


def test_a_long_time_is_told_by_weeks_from_monday(came):
    came((2026, 5, 5, 12), (2026, 7, 6, 12))
    by, buckets = trend(Remark.objects.all())
    assert (by, buckets[0].start, buckets[0].end) == ("week", date(2026, 5, 4), date(2026, 5, 11))
    assert len(buckets) == 10


def test_a_very_long_time_is_told_by_months(came):
    came((2024, 11, 30, 12), (2026, 2, 28, 12))
    by, buckets = trend(Remark.objects.all())
    assert (by, len(buckets)) == ("month", 16)
    assert (buckets[0].start, buckets[-1].end) == (date(2024, 11, 1), date(2026, 3, 1))


def test_the_longest_time_is_told_by_years(came):
    came((2020, 11, 30, 12), (2026, 2, 28, 12))
    by, buckets = trend(Remark.objects.all())
    assert (by, len(buckets), buckets[0].start, buckets[0].end) == (
        "year",
        7,
        date(2020, 1, 1),
        date(2021, 1, 1),
    )


def test_a_person_counts_once_in_each_bar(client, consultation, official, say):
    say(RYNEK, RYNEK, device="telephone", days=1)
    say(RYNEK, device="telephone")
    client.force_login(official)
    answer = client.get(f"/api/v1/consultations/{consultation.slug}/trend/?by=day&unit=persons").json()
    assert [bucket["count"] for bucket in answer["buckets"]] == [1, 1]
    assert (answer["unit"], answer["total"]) == ("persons", 1)


def test_a_period_may_be_asked_for(came):
    came((2026, 5, 1, 12), (2026, 5, 20, 12))
    assert starts(trend(Remark.objects.all(), "month")[1]) == [(date(2026, 5, 1), 2)]


def test_no_remarks_give_no_bars(db):
    assert trend(Remark.objects.all()) == ("day", [])


def test_the_answer_tells_periods_and_total(client, consultation, came):
    came((2026, 5, 1, 12))
    answer = client.get(f"/api/v1/consultations/{consultation.slug}/trend/").json()
    bucket = {"start": "2026-05-01", "end": "2026-05-02", "count": 1}
    assert answer == {"by": "day", "unit": "remarks", "total": 1, "buckets": [bucket]}


def test_an_unknown_period_is_named(client, consultation):
    response = client.get(f"/api/v1/consultations/{consultation.slug}/trend/?by=hour")
    assert [error["field"] for error in response.json()["errors"]] == ["by"]


def test_a_trend_costs_three_queries(client, consultation, came, django_assert_num_queries):
    came((2026, 5, 1, 12), (2026, 5, 3, 12))
    with django_assert_num_queries(3):
        client.get(f"/api/v1/consultations/{consultation.slug}/trend/")
