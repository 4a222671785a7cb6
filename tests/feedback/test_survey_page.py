"""The page of a survey without a script: one form, whose conditions the server holds."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from mapconsult.consultations.models import Question
from mapconsult.feedback.erasure import erase_person
from mapconsult.feedback.models import Answer, Remark, Submission
from tests.feedback.survey import choice, find, make_survey

PATH = "/konsultacje/teren-rekreacyjny/ankieta/"
HIDDEN = re.compile(r'<input type="hidden" name="(key|shown_at)" value="([^"]*)"')


@pytest.fixture
def survey(consultation, unhurried):
    return make_survey(consultation)


@pytest.fixture
def fill_in(client, survey):
    """POST the form of the page, with {text of a question, with a tail for a further field: value}."""

    def fill_in(said=None, **rest):
        page = client.get(PATH).content.decode()
        whole = {"Bywasz tu?": choice("tak"), "Gdzie ławka?|-0-place_note": "przy plaży"} | (said or {})
        fields = {}
        for text, value in whole.items():
            question, _bar, tail = text.partition("|")
            fields[f"q{find(question).pk}{tail}"] = value
        return client.post(PATH, dict(HIDDEN.findall(page)) | fields | rest)

    return fill_in


def told(response):
    return " ".join(response.content.decode().split())


def test_the_page_says_that_a_survey_is_no_formal_remark(client, survey, consultation):
    page = told(client.get(PATH))
    assert page.count("Ankieta nie jest uwagą formalną.") == 2
    assert f'href="/konsultacje/{consultation.slug}/zglos/"' in page
    assert "/pismo/" not in page
    consultation.act_kind = "local_plan"
    consultation.save()
    assert f'href="/konsultacje/{consultation.slug}/pismo/"' in told(client.get(PATH))


def test_the_form_stores_what_the_api_stores(fill_in, client):
    ranking = f"Co najpierw?|-rank-{choice('drzewa')}"
    response = fill_in(
        {
            "Co lubisz?": [choice("kąpiel"), choice("coś innego")],
            "Co lubisz?|-text": "szachy",
            "Jak tu jest?": "4",
            "Ile masz lat?": "declined",
            ranking: "1",
            "Gdzie ławka?|-0-body": "Z oparciem.",
        }
    )
    assert response.status_code == 302
    answers = {answer.question.text: answer for answer in Answer.objects.all()}
    assert answers["Co lubisz?"].text == "szachy"
    assert answers["Co najpierw?"].choices.get().choice.text == "drzewa"
    assert (answers["Jak tu jest?"].number, answers["Ile masz lat?"].declined) == (4, True)
    assert (Remark.objects.get().place_note, Remark.objects.get().body) == ("przy plaży", "Z oparciem.")


def test_thanks_bring_the_number_and_the_answers(fill_in, client):
    page = told(client.get(fill_in()["Location"]))
    assert "Dziękujemy! Twoje odpowiedzi dotarły." in page
    assert f"<strong>{Submission.objects.get().pk}</strong>" in page
    assert "przy plaży" in page


def test_what_is_wrong_is_named_and_nothing_typed_is_lost(fill_in):
    typed = {"Co lubisz?|-text": "szachy", "Gdzie ławka?|-0-body": "Z oparciem."}
    response = fill_in({"Jak tu jest?": "9"} | typed)
    page = told(response)
    assert (response.status_code, Submission.objects.count()) == (422, 0)
    assert f'<a href="#q{find("Jak tu jest?").pk}">5. Jak tu jest?</a>' in page
    assert "szachy" in page
    assert "Z oparciem." in page
    assert re.search(rf'value="{choice("tak")}" +checked', page)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Bywasz tu?", "x"),
        ("Bywasz tu?", "9" * 40),
        ("Co lubisz?", "²"),
        ("Jak tu jest?", "dobrze"),
        ("Ile masz lat?", "inf"),
        ("Ile masz lat?", "1e400"),
        ("Jedno słowo o tym miejscu|-text", "x" * 21),
        ("Gdzie ławka?|-0-geometry", "{"),
        ("Gdzie ławka?|-0-geometry", '{"type": "Point", "coordinates": [1, 2]}'),
        ("Gdzie ławka?|-0-area", "nowhere"),
        ("Gdzie ławka?|-0-zone", "x"),
        ("Gdzie ławka?|-0-placed_by", "magic"),
    ],
)
def test_bad_input_is_told_beside_its_question(fill_in, text, value):
    response = fill_in({text: value})
    question = find(text.partition("|")[0])
    assert (response.status_code, Submission.objects.count()) == (422, 0)
    assert re.search(rf'id="q{question.pk}-error" data-error *>[^<]+<', told(response))


def test_two_answers_with_the_same_place_are_no_order(fill_in):
    ranks = {f"Co najpierw?|-rank-{choice(text)}": "1" for text in ("lampy", "drzewa")}
    assert "mają to samo miejsce" in told(fill_in(ranks))


def test_what_is_not_asked_needs_no_answer_and_is_not_stored(fill_in):
    response = fill_in({"Bywasz tu?": choice("nie"), "Jak tu jest?": "99", "Gdzie ławka?|-0-place_note": ""})
    assert response.status_code == 302
    assert Answer.objects.get().question.text == "Bywasz tu?"


def test_nothing_at_all_is_told(fill_in):
    Question.objects.update(is_required=False)
    response = fill_in({"Bywasz tu?": "", "Gdzie ławka?|-0-place_note": ""})
    assert response.status_code == 422
    assert "Odpowiedz przynajmniej na jedno pytanie." in told(response)


def test_another_place_is_asked_for_without_a_script(fill_in):
    name = f"q{find('Gdzie ławka?').pk}"
    page = told(fill_in(more=name))
    assert f'name="{name}-1-place_note"' in page
    assert "przy plaży" in page
    assert Submission.objects.count() == 0


def test_a_form_sent_twice_is_stored_once(client, fill_in):
    page = client.get(PATH).content.decode()
    fields = dict(HIDDEN.findall(page)) | {f"q{find('Bywasz tu?').pk}": choice("nie")}
    first, second = client.post(PATH, fields), client.post(PATH, fields)
    assert first["Location"] == second["Location"]
    assert Submission.objects.count() == 1


def test_a_robot_is_not_counted(fill_in):
    assert fill_in(website="http://example.com").status_code == 422
    assert Submission.objects.count() == 0


def test_a_closed_survey_says_so(client, survey, consultation, fill_in):
    consultation.closes_at = timezone.now() - timedelta(days=1)
    consultation.save()
    assert '<form class="survey"' not in told(client.get(PATH))
    assert fill_in().status_code in (409, 422)


def test_the_page_costs_thirteen_queries(client, survey, django_assert_num_queries):
    client.get(PATH)
    with django_assert_num_queries(13):
        client.get(PATH)


def test_answers_are_taken_back_while_the_consultation_is_open(fill_in, client):
    private = fill_in()["Location"]
    client.post(private, {"withdraw": "1"})
    assert Answer.objects.count() == 0
    assert Remark.objects.get().state == "withdrawn"
    assert "Te odpowiedzi zostały wycofane." in told(client.get(private))


def test_answers_stay_once_the_consultation_has_ended(fill_in, client, consultation):
    private = fill_in()["Location"]
    consultation.closes_at = timezone.now() - timedelta(seconds=1)
    consultation.save()
    client.post(private, {"withdraw": "1"})
    assert Answer.objects.count() == 1


def test_answers_kept_in_an_account_are_found_and_their_words_erased(fill_in, client, resident):
    EmailAddress.objects.filter(user=resident).update(verified=True)
    client.force_login(resident)
    fill_in({"Jedno słowo o tym miejscu|-text": "spokój", "Gdzie ławka?|-0-body": "Cicho."}, in_account="on")
    assert "· ankieta ·" in told(client.get("/konto/zgloszenia/"))
    erase_person(email=resident.email, words=True)
    assert not Answer.objects.exclude(text="").exists()
    assert Remark.objects.get().state == "withdrawn"
    assert Submission.objects.get().account is None


def test_moderators_see_answers_with_their_question_and_cannot_publish_them(
    fill_in, client, official, consultation
):
    fill_in()
    client.force_login(official)
    remark = Remark.objects.get()
    page = f"/panel/{consultation.slug}/uwagi/"
    assert "Gdzie ławka?" in told(client.get(page))
    client.post(page, {"remark": remark.pk, "state": "published", "read_at": timezone.now().isoformat()})
    remark.refresh_from_db()
    assert remark.state == "restricted"
    assert "Gdzie ławka?" in told(client.get(f"{page}{remark.pk}/"))


def test_the_consultation_and_the_home_page_offer_the_survey(client, survey):
    offer = "Wypełnij ankietę, około 5 min"
    assert offer in told(client.get("/konsultacje/teren-rekreacyjny/"))
    assert offer in told(client.get("/"))
    survey.is_published = False
    survey.save()
    assert offer not in told(client.get("/konsultacje/teren-rekreacyjny/"))
    assert offer not in told(client.get("/"))
