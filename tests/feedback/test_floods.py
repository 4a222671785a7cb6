"""Many remarks of one sender, from one address, or in the same words, seen as what they are."""

import pytest

from mapconsult.feedback import floods
from mapconsult.feedback.models import Remark, Submission

LAKE = (16.25, 53.56)
URL = "/panel/teren-rekreacyjny/uwagi/"


@pytest.fixture(autouse=True)
def many(monkeypatch):
    """Three are many here."""
    monkeypatch.setattr(floods, "MANY", {"person": 3, "address": 3, "text": 3})


@pytest.fixture
def found(consultation):
    """{kind: [count]} of the groups."""

    def found():
        groups = floods.floods(Remark.objects.of(consultation))
        return {kind: [flood.count for flood in groups if flood.kind == kind] for kind in floods.MANY}

    return found


def test_a_sender_of_many_is_one_group(found, say):
    for number in range(3):
        say(LAKE, body=f"Ławka {number}", device="a")
    say(LAKE, body="Kładka", device="b")
    assert found() == {"person": [3], "address": [], "text": []}


def test_many_from_one_address_on_one_day_are_one_group(found, say):
    for number in range(3):
        say(LAKE, body=f"Ławka {number}")
    assert found()["address"] == []
    Submission.objects.update(address_key=-7)
    assert found() == {"person": [], "address": [3], "text": []}


def test_the_same_words_are_one_group_whoever_says_them(found, say):
    for _each in range(4):
        say(LAKE, body="Nie chcemy parkingu.")
    assert found() == {"person": [], "address": [], "text": [4]}


@pytest.mark.parametrize("kind", ["person", "address", "text"])
def test_a_group_leads_to_its_remarks_and_no_others(client, official, say, consultation, kind):
    group = [say(LAKE, body="Ławka", device="a")[0].pk for _each in range(3)]
    Submission.objects.update(address_key=7)
    say(LAKE, body="Kładka", device="b")
    client.force_login(official)
    floods_shown = {flood.kind: flood for flood in client.get(URL).context["floods"]}
    rows = client.get(f"{URL}?group={floods_shown[kind].group}").context["rows"]
    assert {row[0].pk for row in rows} == set(group)


def test_a_group_tells_when_it_came_and_how_much_of_it_is_public(say, consultation):
    first, *_, last = [say(LAKE, device="a", body=str(days), days=days)[0] for days in (3, 2, 1)]
    Remark.objects.filter(pk=first.pk).update(state="hidden")
    [flood] = floods.floods(Remark.objects.of(consultation))
    assert (flood.first, flood.last) == (first.received_at, last.received_at)
    assert (flood.count, flood.published) == (3, 2)


def test_a_group_is_found_whatever_its_first_remark_has_become(client, official, say):
    first, second, third = say(LAKE, LAKE, LAKE, device="a")
    Remark.objects.filter(pk=first.pk).update(state="hidden")
    client.force_login(official)
    rows = client.get(f"{URL}?group=person-{first.pk}&state=published").context["rows"]
    assert {row[0].pk for row in rows} == {second.pk, third.pk}


def test_the_groups_are_kept_until_something_changes(client, official, say, django_assert_num_queries):
    say(LAKE, LAKE, LAKE, device="a")
    client.force_login(official)
    assert [flood.count for flood in client.get(URL).context["floods"]] == [3, 3]
    say(LAKE, device="a", body="Jeszcze jedna")
    assert [flood.count for flood in client.get(URL).context["floods"]] == [4, 3]
