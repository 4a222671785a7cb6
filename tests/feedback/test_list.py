"""Everything that the map shows, as a list: without a map and without a script."""

import pytest

from mapconsult.feedback.models import Remark

URL = "/konsultacje/teren-rekreacyjny/lista/"


def bodies(answer):
    return [remark.body for remark, _symbol in answer.context["remarks"]]


@pytest.fixture
def said(say, playground, paths):
    say((16.1, 53.5), body="Ławka nad jeziorem", category=playground, days=2)
    say((16.3, 53.6), body="Ścieżka do mostu", category=paths, days=1)
    say(None, body="Więcej zieleni")


def test_it_lists_what_the_map_shows_and_what_no_map_can(client, said):
    answer = client.get(URL)
    assert bodies(answer) == ["Więcej zieleni", "Ścieżka do mostu", "Ławka nad jeziorem"]
    assert "3 uwagi" in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=lawka", ["Ławka nad jeziorem"]),
        ("area=320301-drahimska", ["Ścieżka do mostu"]),
        ("order=nearest&near=16.1,53.5&place=known", ["Ławka nad jeziorem", "Ścieżka do mostu"]),
        ("outcome=rejected", []),
        ("in_bbox=16,53.4,16.2,53.7", ["Ławka nad jeziorem"]),
    ],
)
def test_the_filters_are_those_of_the_map(client, said, query, found):
    answer = client.get(f"{URL}?{query}")
    assert bodies(answer) == found
    api = client.get(f"/api/v1/consultations/teren-rekreacyjny/remarks/?{query}").json()
    assert [feature["properties"]["body"] for feature in api["features"]] == found


def test_the_form_shows_what_is_chosen(client, said):
    page = client.get(f"{URL}?q=most&area=320301-rynek&order=supported&kind=remark").content.decode()
    assert 'value="most"' in page
    assert '<option value="320301-rynek" selected>' in page
    assert '<option value="supported" selected>' in page
    assert '<input type="hidden" name="kind" value="remark">' in page


def test_a_filter_that_makes_no_sense_is_told(client, said):
    answer = client.get(f"{URL}?area=nigdzie")
    assert answer.status_code == 200
    assert "nigdzie" in answer.content.decode()
    assert bodies(answer) == []
    assert "Filtry są nieprawidłowe" in answer.text


def test_filters_that_the_form_has_no_field_for_are_told(client, said):
    answer = client.get(f"{URL}?photo=no&supported=0&q=most")
    assert answer.context["carried"] == ["Zdjęcie", "Poparcie co najmniej"]
    assert "zawęża" in answer.text


def test_pages_follow_each_other(client, say):
    say(*[(16.1, 53.5)] * 25)
    first = client.get(URL)
    second = client.get(f"{URL}?{first.context['next']}")
    assert (len(bodies(first)), len(bodies(second))) == (20, 5)
    assert second.context["next"] is None


def test_what_is_hidden_is_not_listed(client, said):
    Remark.objects.filter(body="Więcej zieleni").update(state="hidden")
    assert len(bodies(client.get(URL))) == 2


def test_the_list_costs_a_fixed_number_of_queries(client, said, django_assert_num_queries):
    with django_assert_num_queries(7):
        client.get(URL)
