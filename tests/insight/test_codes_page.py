"""The page of codes: going through remarks and open answers, and the code book."""

import pytest

from mapconsult.consultations.models import Survey
from mapconsult.feedback.models import Answer, Remark
from mapconsult.insight.codes.coding import give, note_none
from mapconsult.insight.models import Code, Coding
from tests.insight.coded import make_code
from tests.insight.places import DRAHIMSKA, RYNEK


@pytest.fixture
def url(consultation):
    return f"/panel/{consultation.slug}/wyniki/kody/"


@pytest.fixture
def shade(consultation):
    return make_code(consultation, "Cień")


@pytest.fixture
def remarks(say):
    say(RYNEK, RYNEK, DRAHIMSKA)
    return list(Remark.objects.order_by("pk"))


@pytest.fixture
def send(client, official, url):
    """Post a form of the page as the official; the page that follows."""
    client.force_login(official)
    return lambda query="", **form: client.post(f"{url}?{query}", form, follow=True)


@pytest.fixture
def open_answer(consultation, say):
    survey = Survey.objects.create(consultation=consultation, title="Ankieta", is_published=True)
    question = survey.sections.create(title="Plaża").questions.create(kind="long_text", text="Co zmienić?")
    return Answer.objects.create(
        submission=say(RYNEK)[0].submission, question=question, text="Więcej cienia."
    )


def coded(**fields):
    return {*Coding.objects.filter(**fields).values_list("remark", flat=True)}


def test_a_code_is_added_to_the_book(send):
    html = send(name="Cień", meaning="Brak drzew i osłony przed słońcem.").content.decode()
    assert "Brak drzew" in html
    assert Code.objects.get().color.startswith("#")


def test_a_name_that_is_taken_is_told_and_kept(send, shade):
    html = send(name="cień", meaning="Inaczej").content.decode()
    assert "Kod o tej nazwie już jest." in html
    assert 'value="cień"' in html
    assert Code.objects.count() == 1


def test_a_code_is_given_and_taken_by_a_button(send, shade, remarks):
    send(item=f"remark-{remarks[0].pk}", give=shade.pk)
    assert coded(code=shade) == {remarks[0].pk}
    send(item=f"remark-{remarks[0].pk}", take=shade.pk)
    assert not Coding.objects.exists()


def test_a_script_gets_the_item_alone(send, shade, remarks):
    html = send(item=f"remark-{remarks[0].pk}", give=shade.pk, part=1).content.decode()
    assert 'aria-pressed="true"' in html
    assert "<html" not in html


def test_that_none_fits_is_noted_and_forgotten(send, remarks, shade):
    send(item=f"remark-{remarks[0].pk}", none=1)
    assert coded(code=None) == {remarks[0].pk}
    send(item=f"remark-{remarks[0].pk}", none="")
    assert not Coding.objects.exists()


def test_all_of_the_list_are_coded_and_that_is_undone(send, shade, remarks):
    page = send("area=320301-rynek", all=2, give=shade.pk)
    assert coded(code=shade) == {remark.pk for remark in remarks[:2]}
    assert page.content.decode().count("message-done") == 1
    send(undo=1)
    assert not Coding.objects.exists()


def test_undoing_leaves_what_was_given_before(send, shade, remarks, official):
    give(code=shade, items=Remark.objects.filter(pk=remarks[0].pk), by=official)
    send(all=3, give=shade.pk)
    send(undo=1)
    assert coded(code=shade) == {remarks[0].pk}


def test_what_was_taken_from_all_comes_back(send, shade, remarks, official):
    give(code=shade, items=Remark.objects.all(), by=official)
    send(all=3, take=shade.pk)
    assert not Coding.objects.exists()
    send(undo=1)
    assert len(coded(code=shade)) == 3


def test_a_list_that_has_grown_is_asked_again(send, shade, remarks):
    html = send(all=2, give=shade.pk).content.decode()
    assert "Lista się zmieniła" in html
    assert not Coding.objects.exists()


def test_filters_that_make_no_sense_code_nothing(send, shade, remarks):
    send("area=999999", all=3, give=shade.pk)
    assert not Coding.objects.exists()


def test_what_one_has_gone_through_leaves_the_list(client, official, consultation, url, shade, remarks):
    note_none(item=remarks[0], by=official, consultation=consultation)
    client.force_login(official)
    assert client.get(f"{url}?todo=1").context["total"] == 2


def test_a_coder_can_hide_what_others_gave(client, official, stranger, url, shade, remarks):
    give(code=shade, items=Remark.objects.all(), by=stranger)
    client.force_login(official)
    assert client.get(url).context["items"][0].others == [(shade, 1)]
    assert client.get(f"{url}?hide=1").context["items"][0].others == []


def test_open_answers_are_coded(send, client, url, shade, open_answer):
    assert "Więcej cienia." in client.get(f"{url}?list=answers").content.decode()
    send("list=answers", item=f"answer-{open_answer.pk}", give=shade.pk)
    assert Coding.objects.get().answer == open_answer
    assert client.get(url).context["entries"][0].answers == 1


def test_an_erased_answer_takes_its_codes_along(send, shade, open_answer):
    send("list=answers", all=1, give=shade.pk)
    assert Coding.objects.exists()
    Answer.objects.all().delete()
    assert not Coding.objects.exists()


def test_a_guest_of_an_area_codes_what_lies_in_it(client, people, url, shade, remarks):
    client.force_login(people["guest_council"])
    inside, outside = remarks[2], remarks[0]
    assert client.post(url, {"item": f"remark-{inside.pk}", "give": shade.pk}).status_code == 302
    assert client.post(url, {"item": f"remark-{outside.pk}", "give": shade.pk}).status_code == 404
    assert client.post(url, {"name": "Hałas"}).status_code == 403


def test_codes_of_another_consultation_are_not_here(send, shade, remarks, consultation):
    other = type(consultation).objects.get(pk=consultation.pk)
    other.pk, other.slug = None, "inna"
    other.save()
    foreign = make_code(other, "Obcy")
    assert send(item=f"remark-{remarks[0].pk}", give=foreign.pk).status_code == 404


@pytest.mark.parametrize("form", [{"item": "remark-x"}, {"item": "12"}, {"all": "x", "give": "x"}, {}])
def test_forms_that_make_no_sense_change_nothing(send, remarks, shade, form):
    assert send(**form).status_code in (200, 404)
    assert not Coding.objects.exists()


def test_a_code_is_renamed_merged_and_deleted(client, official, consultation, url, shade):
    client.force_login(official)
    client.post(f"{url}{shade.pk}/", {"name": "Słońce", "meaning": ""})
    assert Code.objects.get().name == "Słońce"
    other = make_code(consultation, "Upał")
    client.post(f"{url}{other.pk}/", {"into": shade.pk})
    assert list(Code.objects.all()) == [shade]
    client.post(f"{url}{shade.pk}/", {"delete": 1})
    assert not Code.objects.exists()


def test_the_page_of_agreement_compares_coders(client, official, stranger, url, shade, remarks):
    for coder in (official, stranger):
        give(code=shade, items=Remark.objects.filter(pk=remarks[0].pk), by=coder)
    client.force_login(official)
    html = client.get(f"{url}zgodnosc/").content.decode()
    assert "(n = 1)" in html
    assert "obie osoby zawsze mówiły to samo" in html


def test_queries_of_the_page_of_codes_do_not_grow(client, official, url, say, shade, queries_of):
    say(RYNEK)
    client.force_login(official)
    before = queries_of(lambda: client.get(url))
    say(*[RYNEK] * 20)
    give(code=shade, items=Remark.objects.all(), by=official)
    assert queries_of(lambda: client.get(url)) == before <= 28


@pytest.mark.parametrize("cursor", ["9" * 5000, "²", "-1"])
def test_a_cursor_that_is_none_begins_at_the_first_page(client, official, url, cursor):
    client.force_login(official)
    assert client.get(url, {"list": "answers", "cursor": cursor}).status_code == 200
