"""The permanent page of a remark, all of it without a script, and the pictures of what is shared."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from mapconsult.feedback.deciding import decide, propose
from mapconsult.feedback.models import AbuseReport, Remark, Reply, Support

LAKE = (16.25, 53.56)


@pytest.fixture
def remark(say, playground):
    return say(LAKE, body="Proszę o ławkę, zob. https://czaplinek.example/plan.", category=playground)[0]


@pytest.fixture
def page(client, remark):
    """GET the page of the remark, or POST to it what is given; followed to where it leads."""

    def page(sent=None, by=None, **asked):
        address = f"/uwagi/{remark.pk}/"
        if sent is None:
            return (by or client).get(address, asked)
        return (by or client).post(address, sent, follow=True)

    return page


def form_of(response, name):
    """What the hidden fields of a form of the page say."""
    form = response.context[f"{name}_form"]
    return {
        field.html_name: field.initial() if callable(field.initial) else "" for field in form.hidden_fields()
    }


def reply(response, **said):
    return form_of(response, "reply") | {"reply": "", "reply-body": "Popieram."} | said


def text(response):
    return response.content.decode()


def test_the_page_says_what_the_remark_says(page):
    found = text(page())
    assert "<h1" in found
    assert "Plac zabaw" in found
    assert "Proszę o ławkę" in found
    assert "Drahimska" in found


def test_links_earn_no_rank(page):
    assert 'href="https://czaplinek.example/plan" rel="nofollow ugc' in text(page())


def test_it_tells_other_sites_what_it_is(page, remark):
    found = text(page())
    assert f'<meta property="og:image" content="http://testserver/uwagi/{remark.pk}/obraz.png">' in found
    assert f'<link rel="canonical" href="http://testserver{remark.get_absolute_url()}">' in found


@pytest.mark.parametrize("state", ["pending", "hidden", "withdrawn", "restricted"])
@pytest.mark.parametrize("part", ["", "obraz.png"])
def test_what_is_not_public_is_not_there(client, remark, state, part):
    Remark.objects.filter(pk=remark.pk).update(state=state)
    assert client.get(f"/uwagi/{remark.pk}/{part}").status_code == 404


def test_a_remark_of_a_draft_is_not_there(client, remark, consultation):
    consultation.state = "draft"
    consultation.save()
    assert client.get(f"/uwagi/{remark.pk}/").status_code == 404
    assert client.get(f"/uwagi/{remark.pk}/obraz.png").status_code == 404


def test_an_approved_answer_is_read_by_everybody_and_a_proposal_by_nobody(page, remark, official):
    said = {"outcome": "accepted", "justification": "Ławka stanie w maju.", "by": official}
    propose(remark=remark, **said)
    assert "Ławka stanie w maju." not in text(page())
    decide(remark=remark, **said)
    assert "Ławka stanie w maju." in text(page())


def test_support_is_given_and_taken_back_without_a_script(page, remark):
    given = page({"support": ""})
    assert given.context["supported"] is True
    assert Support.objects.count() == 1
    assert page({"take_support_back": ""}).context["supported"] is False
    assert Remark.objects.get().supports == 0


def test_a_reply_without_a_script(page, unhurried):
    found = page(reply(page()))
    assert "Popieram." in text(found)
    assert "Popieram." in text(page(by=Client()))


def test_an_empty_reply_is_refused_and_the_page_stays(page, unhurried):
    found = page(reply(page(), **{"reply-body": " "}))
    assert (found.status_code, Reply.objects.count()) == (422, 0)
    assert found.context["reply_form"].errors["body"]


def test_a_reply_sent_too_fast_is_kept_and_asked_for_again(page):
    found = page(reply(page(), **{"reply-body": "Bardzo szybka odpowiedź"}))
    assert found.status_code == 422
    assert "Bardzo szybka odpowiedź" in text(found)


def test_a_reply_of_a_robot_waits(page, unhurried):
    page(reply(page(), **{"reply-website": "http://spam.example"}))
    assert Reply.objects.get().state == "pending"


def test_a_reply_for_the_office_is_marked(client, page, people, unhurried):
    client.force_login(people["approver"])
    page(reply(page(), **{"reply-as_office": "on"}))
    found = text(page(by=Client()))
    assert "reply-office" in found
    assert "Gmina Czaplinek" in found


def test_a_resident_cannot_speak_for_the_office(client, page, resident, unhurried):
    client.force_login(resident)
    page(reply(page(), **{"reply-as_office": "on"}))
    assert Reply.objects.get().office is None


def test_ones_own_reply_is_withdrawn_by_its_author_alone(page, unhurried):
    page(reply(page()))
    own = Reply.objects.get()
    assert page({"withdraw": own.pk}, by=Client()).status_code == 404
    page({"withdraw": own.pk})
    assert Reply.objects.get().state == "withdrawn"


def test_a_report_without_a_script(page, unhurried):
    sent = form_of(page(), "report") | {"report": "", "report-reason": "spam", "report-words": "Reklama"}
    assert page(sent).status_code == 200
    assert AbuseReport.objects.get().reason == "spam"


def test_a_reply_is_reported_by_its_link(page, unhurried):
    page(reply(page()))
    about = Reply.objects.get()
    shown = page(zglos=about.pk)
    assert shown.context["about"] == about
    page(form_of(shown, "report") | {"report": "", "about": about.pk, "report-reason": "insult"})
    assert AbuseReport.objects.get().reply == about


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 30, "²", "999"])
def test_nonsense_is_not_found(page, asked):
    assert page(zglos=asked).status_code == 404
    assert page({"withdraw": asked}).status_code == 404


def test_a_button_that_is_none(page):
    assert "Wybierz" in text(page({"remove": ""}))


def test_after_closing_the_page_is_to_read(page, consultation):
    consultation.closes_at = consultation.opens_at.replace(year=2020)
    consultation.opens_at = consultation.closes_at.replace(year=2019)
    consultation.save()
    found = page()
    assert 'name="support"' not in text(found)
    assert 'name="reply"' not in text(found)
    assert 'name="report"' in text(found)


def test_nobody_else_is_shown_what_one_device_sees(page):
    found = page()
    assert found["Cache-Control"] == "private, no-cache"
    assert "Cookie" in found["Vary"]


def test_the_page_costs_few_queries(page, django_assert_max_num_queries, unhurried):
    for body in ("Tak.", "Nie.", "Może."):
        page(reply(page(), **{"reply-body": body}))
    with django_assert_max_num_queries(6):
        page()


@pytest.mark.parametrize("shape", [0, 1, 2, 3, 4])
def test_the_picture_of_a_remark(client, remark, monkeypatch, shape):
    from mapconsult.consultations import pins

    monkeypatch.setattr(pins, "SHAPES", pins.SHAPES[shape:] + pins.SHAPES[:shape])
    answer = client.get(f"/uwagi/{remark.pk}/obraz.png")
    image = Image.open(BytesIO(answer.content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert "#e69f00" in {f"#{r:02x}{g:02x}{b:02x}" for _n, (r, g, b) in image.convert("RGB").getcolors(9999)}


def test_the_picture_of_a_consultation(client, consultation):
    answer = client.get(f"{consultation.get_absolute_url()}obraz.png")
    assert (answer["Content-Type"], Image.open(BytesIO(answer.content)).size) == ("image/png", (1200, 630))


def test_a_picture_is_sent_once(client, remark):
    tag = client.get(f"/uwagi/{remark.pk}/obraz.png")["ETag"]
    again = client.get(f"/uwagi/{remark.pk}/obraz.png", headers={"if-none-match": tag})
    assert again.status_code == 304
    Remark.objects.filter(pk=remark.pk).update(body="Kosz")
    assert client.get(f"/uwagi/{remark.pk}/obraz.png")["ETag"] != tag


def test_a_picture_without_the_fonts(client, remark, monkeypatch):
    from mapconsult.feedback import share_card

    monkeypatch.setattr(share_card, "FONT", "none.ttf")
    monkeypatch.setattr(share_card, "BOLD", "none.ttf")
    assert client.get(f"/uwagi/{remark.pk}/obraz.png").status_code == 200


def test_a_word_longer_than_the_picture(client, say):
    [long] = say(None, body="ł" * 4000)
    assert client.get(f"/uwagi/{long.pk}/obraz.png").status_code == 200
