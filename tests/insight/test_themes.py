"""Suggested themes: what the computer groups, and what a person makes of it."""

import pytest

from mapconsult.feedback.models import Remark
from mapconsult.insight.analyses import FINDERS
from mapconsult.insight.models import Analysis, Code, Coding
from mapconsult.insight.words.themes import find
from tests.insight.places import RYNEK


@pytest.fixture
def remarks(say):
    """Eight about sand, eight about bicycles, eight about a bus."""
    for number in range(8):
        say(RYNEK, body=f"Czysty piasek w piaskownicy {number}")
        say(RYNEK, body=f"Stojaki na rowery przy szkole {number}")
        say(RYNEK, body=f"Autobus jeździ za rzadko {number}")
    return Remark.objects.all()


@pytest.fixture
def analysis(consultation, official, remarks):
    """One that the worker has finished."""
    found = find(remarks, tell=lambda progress: None)
    return Analysis.objects.create(
        consultation=consultation, kind="themes", key="1", state="done", found=found, asked_by=official
    )


@pytest.fixture
def url(consultation):
    return f"/panel/{consultation.slug}/wyniki/kody/tematy/"


def test_remarks_that_share_words_are_one_theme(remarks):
    found = find(remarks, tell=lambda progress: None)
    assert [len(theme["remarks"]) for theme in found["themes"]] == [8, 8, 8]
    assert {"piasek", "piaskownica", "czysty"} in [{*theme["words"]} for theme in found["themes"]]


def test_the_same_remarks_give_the_same_themes(remarks):
    assert find(remarks, tell=lambda progress: None) == find(remarks, tell=lambda progress: None)


def test_few_remarks_have_no_themes(say):
    say(RYNEK, body="Czysty piasek")
    assert find(Remark.objects.all(), tell=lambda progress: None) == {"n": 1, "themes": []}


def test_themes_are_asked_for_by_a_button(client, official, url, remarks):
    client.force_login(official)
    assert "data-waiting" not in client.get(url).content.decode()
    client.post(url, {"ask": 1})
    assert Analysis.objects.get().kind in FINDERS
    assert "data-waiting" in client.get(url).content.decode()


def test_a_named_theme_is_a_code_of_the_chosen_remarks(client, official, url, analysis):
    theme = analysis.found["themes"][0]
    chosen = theme["remarks"][:5]
    client.force_login(official)
    client.post(f"{url}{analysis.pk}/0/", {"name": "Piasek", "remark": chosen})
    code = Code.objects.get()
    assert (code.name, code.origin) == ("Piasek", "theme")
    assert {*Coding.objects.filter(code=code, coder=official).values_list("remark", flat=True)} == {*chosen}


def test_only_what_was_suggested_can_be_chosen(client, official, url, analysis):
    [first, second, _third] = analysis.found["themes"]
    client.force_login(official)
    client.post(f"{url}{analysis.pk}/0/", {"name": "Piasek", "remark": second["remarks"]})
    assert not Coding.objects.exists()


def test_a_theme_without_a_name_keeps_what_was_ticked(client, official, url, analysis):
    chosen = analysis.found["themes"][0]["remarks"][:2]
    client.force_login(official)
    html = client.post(f"{url}{analysis.pk}/0/", {"name": "", "remark": chosen}).content.decode()
    assert html.count(" checked") == 2
    assert not Code.objects.exists()


def test_a_dismissed_theme_can_be_brought_back(client, official, url, analysis):
    client.force_login(official)
    client.post(url, {"theme": f"1-{analysis.pk}"})
    assert [one["number"] for one in client.get(url).context["dismissed"]] == [1]
    client.post(url, {"theme": f"1-{analysis.pk}", "back": 1})
    assert len(client.get(url).context["open"]) == 3


def test_suggestions_are_for_those_who_read_everything(client, people, url, analysis):
    client.force_login(people["guest_council"])
    assert client.get(url).status_code == 403
    client.force_login(people["analyst"])
    assert len(client.get(url).context["open"]) == 3


def test_there_is_no_theme_of_another_number(client, official, url, analysis):
    client.force_login(official)
    assert client.get(f"{url}{analysis.pk}/9/").status_code == 404


def test_queries_of_the_page_of_themes_do_not_grow(client, official, url, analysis, queries_of):
    client.force_login(official)
    with_three = queries_of(lambda: client.get(url))
    analysis.found["themes"] *= 4
    analysis.save()
    assert queries_of(lambda: client.get(url)) == with_three <= 20
