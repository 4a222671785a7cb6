"""Words that are looked for: in any form, with or without Polish letters, ranked, and shown in the text."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from mapconsult.feedback.inflection import forms
from mapconsult.feedback.models import Remark

BODY = "Więcej ławek w parku/przy brzegu.Dobrze zrobiliśmy, 10m rowerowo-pieszej & <b>tak</b>!!!"


@pytest.fixture
def body(say):
    say(None, body=BODY)


def test_words_are_found_in_any_form_and_by_their_beginning(matched, body):
    words = ["ławki", "ławka", "ŁAWKAMI", "lawki", "lawka", "ław", "law", "parki", "brzeg", "zrobić", "10m"]
    words += ["pieszy", "rowerowo-piesza", "dobrze", "tak", "w", "WIĘCEJ", "!!!"]
    words += ["park ławka", "w ławkach", "na ławkę"]
    assert [word for word in words if matched(f"?q={word}") != 1] == []


def test_other_words_are_not_found(matched, body):
    words = ["ławnik", "awk", "zł", "ławka drzewo", "na", "???", "amp", "mark", "c:*|a'\\"]
    assert [word for word in words if matched(f"?q={word}") != 0] == []


def test_a_text_without_marks_is_found_by_words_with_them(matched, say):
    say(None, body="Prosze o lawke i lampy")
    assert matched("?q=ławki") == matched("?q=proszę") == matched("?q=ławka+lampa") == 1


def test_a_word_that_no_dictionary_knows_is_its_only_form():
    assert forms("xyzzy") == {"xyzzy"}
    assert {"ławka", "ławek", "ławkami"} < forms("ławki")


def test_the_contrary_is_no_form():
    assert "zrobiony" in forms("zrobić")
    assert "niezrobiony" not in forms("zrobić")


def test_the_dictionary_serves_several_threads():
    words = ["ławki", "drzew", "sciezki", "boiska"] * 5
    forms.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert [*pool.map(forms, words)] == [forms(word) for word in words]


def test_what_says_it_most_comes_first(found, say):
    say(None, body="Ławka i lampa, a potem długo o czymś innym.", days=1)
    say(None, body="Ławki, ławki i jeszcze ławki.", days=2)
    say(None, body="O drzewach.")
    assert found("?q=ławka&order=relevance") == [
        "Ławki, ławki i jeszcze ławki.",
        "Ławka i lampa, a potem długo o czymś innym.",
    ]


def test_without_words_the_newest_come_first(found, say):
    say(None, body="wczoraj", days=1)
    say(None, body="dziś")
    assert found("?order=relevance") == ["dziś", "wczoraj"]


def test_pages_by_relevance_follow_each_other(client, url, say):
    for number in range(3):
        say(None, None, body="ławka " * (number + 1), days=number)
    link, ids = f"{url}?q=ławki&order=relevance&limit=1", []
    while link:
        page = client.get(link).json()
        ids += [feature["id"] for feature in page["features"]]
        link = next((item["href"] for item in page["links"] if item["rel"] == "next"), None)
    assert len(ids) == len({*ids}) == 6


def test_what_was_looked_for_is_marked_in_an_escaped_text(client, url, body):
    [feature] = client.get(f"{url}?q=ławka+tak").json()["features"]
    assert feature["highlight"] == (
        "Więcej <mark>ławek</mark> w parku/przy brzegu.Dobrze zrobiliśmy, 10m rowerowo-pieszej &amp; "
        "&lt;b&gt;tak&lt;/b&gt;!!!"
    )


def test_nothing_is_marked_where_nothing_was_looked_for(client, url, body):
    [feature] = client.get(url).json()["features"]
    assert "highlight" not in feature


def test_the_lists_show_what_was_looked_for(client, consultation, body, official):
    marked = "Więcej <mark>ławek</mark> w parku/przy brzegu"
    escaped = "&lt;b&gt;tak&lt;/b&gt;"
    for page in ("", "lista/"):
        shown = client.get(f"/konsultacje/{consultation.slug}/{page}?q=ławka").text
        assert marked in shown
        assert escaped in shown
    client.force_login(official)
    shown = client.get(f"/panel/{consultation.slug}/uwagi/?q=ławka").text
    assert marked in shown
    assert escaped in shown


def test_all_that_were_found_can_be_moderated(client, consultation, say, official):
    say((16.1, 53.5), None, body="Ławki")
    say((16.1, 53.5), body="Lampy")
    client.force_login(official)
    address = f"/panel/{consultation.slug}/uwagi/?q=ławka&around=16.1,53.5,100"
    client.post(address, {"state": "hidden", "all": "1", "confirmed": "1"})
    assert Remark.objects.filter(state="hidden").count() == 1
