"""Feeds and calendars: what programs read that nobody sees."""

from datetime import date
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

ATOM = "{http://www.w3.org/2005/Atom}"
GEORSS = "{http://www.georss.org/georss}"
PATH = "/konsultacje/teren-rekreacyjny"


def parsed(answer):
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def test_remarks_are_told_with_their_places(client, say, playground):
    [remark] = say((16.25, 53.5), body="Ławka & kosz", category=playground)
    entry = parsed(client.get(f"{PATH}/uwagi.atom")).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Ławka & kosz"
    assert entry.find(f"{ATOM}id").text == f"http://testserver{remark.get_absolute_url()}"
    assert [float(part) for part in entry.find(f"{GEORSS}point").text.split()] == [53.5, 16.25]
    assert entry.find(f"{ATOM}category").get("term") == "Plac zabaw"


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x1f", "\ufffe"])
def test_a_sign_that_xml_cannot_hold_ends_no_feed(client, say, sign):
    say((16.25, 53.5), body=f"Ław{sign}ka")
    for name in ("uwagi.atom", "uwagi.rss"):
        assert "Ławka" in [part.text for part in parsed(client.get(f"{PATH}/{name}")).iter()]


def test_the_rss_feed_tells_the_same(client, say):
    say((16.25, 53.5), body="Ławka")
    item = parsed(client.get(f"{PATH}/uwagi.rss")).find("channel/item")
    assert item.find("title").text == "Ławka"
    assert item.find(f"{GEORSS}point") is not None


def test_a_remark_without_a_place_has_none(client, say):
    say(None)
    assert parsed(client.get(f"{PATH}/uwagi.atom")).find(f".//{GEORSS}point") is None


def test_the_feed_has_the_filters_of_the_map(client, say):
    say((16.1, 53.5), body="Rynek")
    say((16.3, 53.5), body="Drahimska")
    feed = parsed(client.get(f"{PATH}/uwagi.atom?area=320301-drahimska"))
    assert [title.text for title in feed.findall(f"{ATOM}entry/{ATOM}title")] == ["Drahimska"]
    assert client.get(f"{PATH}/uwagi.atom?area=nigdzie").status_code == 400


def test_an_unchanged_feed_is_not_sent_again(client, say):
    say((16.1, 53.5))
    tag = client.get(f"{PATH}/uwagi.atom")["ETag"]
    assert client.get(f"{PATH}/uwagi.atom", headers={"if-none-match": tag}).status_code == 304


def test_consultations_have_a_feed_without_drafts(client, consultation):
    assert (
        parsed(client.get("/konsultacje.atom")).find(f"{ATOM}entry/{ATOM}title").text == "Teren rekreacyjny"
    )
    type(consultation).objects.update(state="draft")
    assert parsed(client.get("/konsultacje.atom")).find(f"{ATOM}entry") is None


@pytest.mark.parametrize("path", ["/kalendarz.ics", f"{PATH}/kalendarz.ics"])
def test_the_calendar_has_the_first_and_the_last_day(client, consultation, path):
    from django.utils import timezone

    warsaw = timezone.get_current_timezone()
    opens, closes = (timezone.datetime(2026, 6, day, tzinfo=warsaw) for day in (1, 30))
    type(consultation).objects.update(opens_at=opens, closes_at=closes)
    events = Calendar.from_ical(client.get(path).content).walk("VEVENT")
    days = {str(event["summary"]): event.decoded("dtstart") for event in events}
    assert days == {
        "Początek: Teren rekreacyjny": date(2026, 6, 1),
        "Ostatni dzień: Teren rekreacyjny": date(2026, 6, 29),
    }


def test_phases_stand_in_the_calendar_when_there_are_several(client, consultation):
    for name in ("Potrzeby", "Projekt"):
        consultation.phases.create(
            name=name, opens_at=consultation.opens_at, closes_at=consultation.closes_at
        )
    events = Calendar.from_ical(client.get(f"{PATH}/kalendarz.ics").content).walk("VEVENT")
    assert len(events) == 6
    assert len({str(event["uid"]) for event in events}) == 6


def test_drafts_have_neither(client, consultation):
    type(consultation).objects.update(state="draft")
    for name in ("kalendarz.ics", "uwagi.atom", "uwagi.rss"):
        assert client.get(f"{PATH}/{name}").status_code == 404


def test_they_cost_a_fixed_number_of_queries(client, say, django_assert_num_queries):
    say((16.1, 53.5), (16.1, 53.5))
    for path, queries in {f"{PATH}/uwagi.atom": 2, "/konsultacje.atom": 1, "/kalendarz.ics": 2}.items():
        with django_assert_num_queries(queries):
            client.get(path)
