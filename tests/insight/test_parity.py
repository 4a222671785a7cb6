"""One total: map, list, counts, heat, trend, cross table, export, pages and report agree."""

import json
import uuid
from datetime import timedelta

import pytest
from django.contrib.gis.geos import Polygon
from django.http import HttpResponse
from django.utils.timezone import localdate

from mapconsult.consultations.models import Phase, PlanLayer, Zone
from mapconsult.feedback.deciding import approve, propose
from mapconsult.feedback.filters import filter_class
from mapconsult.feedback.models import Answer, AnswerChoice, Photo, Remark
from mapconsult.insight.models import Code, Coding
from tests.feedback.survey import choice, find, make_survey
from tests.insight.places import DRAHIMSKA, RYNEK, SEA, ZLOCIENIEC

TODAY = localdate()
LEVELS = ["district", "gmina", "powiat", "voivodeship"]
STATES = [
    "",
    "category={playground}",
    "category={paths}",
    "category={playground},{paths}",
    "state=published",
    "state=hidden",
    "state=hidden&state=pending",
    "area=320301",
    "area=3203013",
    "area=320301-rynek",
    "area=320306",
    "area=PL",
    "q=lawka",
    "q=BRZEG jeziora",
    "channel=paper",
    "outcome=accepted",
    f"created_after={TODAY - timedelta(days=3)}",
    f"created_before={TODAY - timedelta(days=3)}",
    f"created_after={TODAY - timedelta(days=6)}&created_before={TODAY}&area=3203&q=brzeg",
    "kind=application",
]


@pytest.fixture
def said(say, official, hide, playground, paths, other_gmina):
    """Remarks of two categories in and beside the gmina, in the sea and nowhere, over eight days."""
    say(RYNEK, RYNEK, DRAHIMSKA, None, body="Proszę o ławkę.", category=playground, days=8)
    say(RYNEK, ZLOCIENIEC, body="Brzeg jeziora jest piękny.", category=paths, days=4, channel="paper")
    [decided, hidden, *_] = say(DRAHIMSKA, DRAHIMSKA, SEA, None, body="Zostawcie brzeg.", days=1)
    approve(
        disposition=propose(remark=decided, outcome="accepted", justification="Tak.", by=official),
        by=official,
    )
    hide(hidden)


@pytest.fixture
def ask(client, consultation, playground, paths):
    """The total that one reader gives to a query."""

    def ask(name, query, more=""):
        query = query.format(playground=playground.pk, paths=paths.pk)
        response = client.get(f"/api/v1/consultations/{consultation.slug}/{name}/?{query}&{more}")
        assert response.status_code == 200
        return json.loads(response.getvalue())

    return ask


def totals(ask, query, levels=LEVELS):
    """{reader: what its parts add up to}."""
    found = {"list": ask("remarks", query)["numberMatched"]}
    for name in ("map", "heat"):
        answer = ask(name, query, "zoom=12")
        found[name] = sum(one["properties"]["count"] for one in answer["features"]) + answer["unplaced"]
        found[f"{name} says"] = answer["total"]
    for level in levels:
        answer = ask("counts", query, f"level={level}")
        areas = sum(area["count"] for area in answer["areas"])
        found[level] = areas + answer["outside"] + answer["unplaced"]
        found[f"{level} says"] = answer["total"]
    found["trend"] = sum(bucket["count"] for bucket in ask("trend", query)["buckets"])
    answer = ask("cross", query, "rows=category&columns=month")
    found["cross"] = sum(cell["n"] for row in answer["cells"] for cell in row)
    found["cross says"] = answer["total"]
    found["export"] = len(ask("export", query, "as=geojson")["features"])
    return found


@pytest.mark.parametrize("query", STATES)
def test_all_readers_agree(client, said, ask, official, query):
    public = totals(ask, query)
    client.force_login(official)
    private = totals(ask, query)
    assert len(set(public.values())) == 1, public
    assert len(set(private.values())) == 1, private


@pytest.mark.parametrize(
    "query", ["flag=any", "flag=late", "decided=no", "decided=proposed", "group=person-{first}"]
)
def test_all_readers_agree_under_what_officials_alone_filter_by(client, said, ask, official, query):
    first, second, *_ = Remark.objects.order_by("pk")
    Remark.objects.filter(pk=first.pk).update(flags=["late"])
    propose(remark=second, outcome="rejected", justification="Nie.", by=official)
    client.force_login(official)
    found = totals(ask, query.replace("{first}", str(first.pk)))
    assert len(set(found.values())) == 1, found
    assert 0 < found["list"] < 10


def test_the_filter_states_tell_remarks_apart(client, said, ask, official):
    client.force_login(official)
    matched = [ask("remarks", query)["numberMatched"] for query in STATES]
    assert matched[0] == max(matched) == 10
    assert len(set(matched)) >= 6


# A value of every filter, and the one remark that does not fit: where and how it was said, or what it lacks.
FILTERS = {
    "category={category}": {"category": None},
    "kind=remark": {"kind": "opinion"},
    "state=published": {"state": "pending"},
    "outcome=accepted": {"outcome": "rejected"},
    "area=320301": {"place": ZLOCIENIEC},
    "own_area=7": {"own_areas": []},
    "within=16,53.4;16.2,53.4;16.2,53.7;16,53.7": {"place": DRAHIMSKA},
    "around=16.1,53.5,1000": {"place": (16.11, 53.51)},
    "zone={zone}": {"place": (16.15, 53.6), "zone": None},
    "place=known": {"place": None},
    f"created_after={TODAY - timedelta(days=5)}": {"days": 8},
    f"created_before={TODAY}": {"days": 0},
    "channel=web": {"channel": "paper"},
    "stakeholder=resident": {"stakeholder": ""},
    "phase={phase}": {"phase": None},
    "flag=late": {"flags": []},
    "decided=yes": {"outcome": ""},
    "group=person-{first}": {"person_key": 1},
    "answer={answer}": {"without": Answer},
    "photo=yes": {"without": Photo},
    "supported=2": {"supports": 1},
    "q=ławki": {"body": "Brzeg jeziora jest piękny."},
    "code={code}": {"without": Coding},
    # Other values, so that there are 31.
    "category={category},none": {},
    "kind=remark&kind=opinion": {},
    "state=published&state=hidden": {},
    "area=320301-rynek,320301-drahimska,320306": {},
    "place=none&place=known": {},
    "channel=web&channel=paper": {},
    "q=law": {},
    "supported=1": {},
}
# A perfect difference set (Singer 1938): its 31 shifts hold each pair of 31 things exactly once.
DIFFERENCES = [1, 5, 11, 24, 25, 27]
GENERATED = [[[*FILTERS][(shift + step) % 31] for step in DIFFERENCES] for shift in range(31)]
SAID = {"place", "days", "channel", "body"}


@pytest.fixture
def varied(consultation, say, official, playground, other_gmina):
    """One remark for each filter, which does not fit it; {name: id} of what the filters name."""
    make_survey(consultation)
    opens, closes = consultation.opens_at - timedelta(days=9), consultation.closes_at
    phase = Phase.objects.create(consultation=consultation, name="Potrzeby", opens_at=opens, closes_at=closes)
    layer = PlanLayer.objects.create(consultation=consultation, kind="plan", name="Plan")
    square = Polygon.from_bbox((16.05, 53.45, 16.14, 53.55))
    style = {"fill": "#aabbcc", "stroke": "#112233"}
    zone = Zone.objects.create(layer=layer, name="Zieleń", kind="zielen", geometry=square, **style)
    code = Code.objects.create(consultation=consultation, name="Ławki", color="#aabbcc")
    common = {"stakeholder": "resident", "flags": ["late"], "supports": 2, "own_areas": [7]}
    common |= {"outcome": "accepted", "zone": zone, "phase": phase, "person_key": 2}
    for odd in FILTERS.values():
        words = {"place": RYNEK, "days": 2, "body": "Proszę o ławkę."} | odd
        [remark] = say(
            words["place"],
            category=playground,
            device=uuid.uuid4(),
            **{name: words[name] for name in SAID - {"place"} if name in words},
        )
        columns = {name: value for name, value in odd.items() if name not in {*SAID, "without"}}
        Remark.objects.filter(pk=remark.pk).update(**common | columns)
        _belongings(remark, odd.get("without"), code, official)
    ids = {"category": playground, "zone": zone, "phase": phase, "code": code, "first": remark}
    return {name: row.pk for name, row in ids.items()} | {"answer": choice("tak")}


def _belongings(remark, without, code, coder):
    """A photo, a code and an answer, but for the one that it goes without."""
    if without is not Photo:
        Photo.objects.create(remark=remark, key=uuid.uuid4(), ordinal=1, width=4, height=3)
    if without is not Coding:
        Coding.objects.create(remark=remark, code=code, coder=coder)
    if without is not Answer:
        question = find("Bywasz tu?")
        answer = Answer.objects.create(submission=remark.submission, question=question)
        AnswerChoice.objects.create(answer=answer, question=question, choice_id=choice("tak"))


def test_every_filter_takes_part_in_the_generated_states():
    named = {part.partition("=")[0] for value in FILTERS for part in value.split("&")}
    # The rest of what is not placed is told beside every box.
    assert named == {*filter_class().base_filters} - {"in_bbox"}
    pairs = {frozenset([a, b]) for state in GENERATED for a in state for b in state if a != b}
    assert len(pairs) == 31 * 30 / 2


def test_all_readers_agree_under_generated_filters(client, varied, ask, official):
    client.force_login(official)
    numbers = []
    for number, state in enumerate(GENERATED):
        query = "&".join(state).format(**varied)
        found = totals(ask, query, levels=[LEVELS[number % 4]])
        assert len(set(found.values())) == 1, (query, found)
        numbers.append(found["list"])
    # Six filters leave most, and never all.
    assert 20 < min(numbers) <= max(numbers) < 31
    assert len({*numbers}) > 3


@pytest.fixture
def papers(client, consultation, monkeypatch):
    """{what officials read on pages and take away: its total} under a query."""
    base = f"/panel/{consultation.slug}/wyniki/"
    told = {}

    def keep(template, context, name):
        told.update(context)
        return HttpResponse()

    monkeypatch.setattr("mapconsult.insight.pictures.views.pdf_response", keep)

    def papers(query):
        client.get(f"{base}raport.pdf?{query}")
        table = client.get(f"{base}obszary.csv?{query}").text.splitlines()
        return {
            "table": client.get(f"{base}?{query}").context["counts"].total,
            "cross table": client.get(f"{base}zestawienie/?{query}").context["cross"]["total"],
            "spreadsheet": int(table[-1].split(";")[2]),
            "report": told["totals"]["remarks"],
            "its map": told["counts"].total,
            "its bars": sum(bucket.count for bucket in told["buckets"]),
            "its tables": told["tables"][0]["total"],
        }

    return papers


def test_pages_spreadsheet_and_report_agree_with_the_list(client, varied, ask, official, papers):
    client.force_login(official)
    for state in GENERATED[::8]:
        query = "&".join(state).format(**varied)
        found = {"list": ask("remarks", query)["numberMatched"]} | papers(query)
        assert len(set(found.values())) == 1, (query, found)
