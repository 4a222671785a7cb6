"""The front page: what it lists, in which order, and what its search finds."""

from datetime import UTC, datetime, timedelta

import pytest

from mapconsult.consultations.models import Consultation

HOUR = timedelta(hours=1)


@pytest.fixture
def more(consultation):
    """Make a consultation like the first one that opens and closes in so many hours from now."""

    def make(slug, opens, closes, **changes):
        now = datetime.now(UTC)
        fields = {name: getattr(consultation, name) for name in ("host", "territory", "extent")}
        fields |= {"title": slug, "slug": slug, "state": "published"} | changes
        fields |= {"opens_at": now + opens * HOUR, "closes_at": now + closes * HOUR}
        return Consultation.objects.create(**fields)

    return make


def slugs(client, query=""):
    context = client.get(f"/{query}").context
    return {name: [one.slug for one in context[name]] for name in ("open", "coming", "closed")}


def test_what_ends_first_and_begins_first_comes_first(client, consultation, more):
    more("ends-soon", -5, 5)
    more("next-week", 168, 400)
    more("tomorrow", 24, 400)
    more("long-ago", -900, -800)
    more("just-over", -30, -1)
    assert slugs(client) == {
        "open": ["ends-soon", "teren-rekreacyjny"],
        "coming": ["tomorrow", "next-week"],
        "closed": ["just-over", "long-ago"],
    }


def test_drafts_are_on_nobodys_front_page(client, more, as_each):
    more("secret", -5, 5, state="draft")
    assert all("secret" not in found["open"] for found in as_each(lambda: slugs(client)).values())


def test_archived_ones_stand_among_the_closed(client, more):
    more("old", -5, 5, state="archived")
    assert slugs(client)["closed"] == ["old"]


@pytest.mark.parametrize(
    "text", ["czaplinek", "CZAPLINEK", "Rynek", "drawski", "320301", "rekreacyjny", " teren  rek"]
)
def test_search_goes_by_the_gmina_its_parts_and_what_it_is_part_of(client, consultation, text):
    assert slugs(client, f"?q={text}")["open"] == ["teren-rekreacyjny"]


@pytest.mark.parametrize("query", ["?q=%00", "?q=%25", "?page=x", "?page=99"])
def test_an_odd_address_is_no_crash(client, consultation, query):
    assert client.get(f"/{query}").status_code == 200


def test_search_needs_no_polish_marks(client, consultation, other_gmina):
    consultation.territory = other_gmina
    consultation.save()
    assert slugs(client, "?q=zlocieniec")["open"] == ["teren-rekreacyjny"]
    assert slugs(client, "?q=czaplinek")["open"] == []


def test_the_map_is_given_a_point_within_the_extent(client, consultation):
    [marker] = client.get("/").context["markers"]
    assert marker["place"] == [16.2, 53.55]
    assert marker["state"] == "open"


def test_queries_do_not_grow_with_the_number_of_consultations(client, more, django_assert_num_queries):
    for number in range(5):
        more(f"open-{number}", -5, 5)
        more(f"closed-{number}", -5, -1)
    with django_assert_num_queries(5):
        client.get("/")


def test_closed_ones_come_in_pages(client, more):
    for number in range(25):
        more(f"closed-{number}", -5, -1)
    assert len(slugs(client)["closed"]) == 24
    assert len(slugs(client, "?page=2")["closed"]) == 1
