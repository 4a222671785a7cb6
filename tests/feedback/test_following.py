"""Following by e-mail: nobody is signed up by a stranger, everybody gets out by one click."""

import re

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import translation

from mapconsult.accounts.models import OutgoingMail
from mapconsult.consultations.models import Consultation
from mapconsult.feedback.following import ask, end_link
from mapconsult.feedback.models import Subscription

URL = "/konsultacje/teren-rekreacyjny/sledz/"
EMAIL = "kasia@dom.example"
pytestmark = pytest.mark.usefixtures("unhurried", "no_look_ups")


@pytest.fixture
def no_look_ups(monkeypatch):
    monkeypatch.setattr("geo.gugik.find_address", lambda text: [])


@pytest.fixture
def write(client):
    """Fill the form of a page in and send it; returns (answer, the link in the mail or None)."""

    def write(url=URL, **typed):
        page = client.get(url).text
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', page))
        answer = client.post(url, hidden | {"email": EMAIL, "scope": "all"} | typed)
        sent = OutgoingMail.objects.last()
        return answer, sent and re.search(r"http://testserver(/sledz/\S+)", sent.text).group(1)

    return write


def test_nothing_is_kept_until_the_address_is_confirmed(client, consultation, write):
    answer, link = write()
    assert answer["Location"] == f"{URL}?sent"
    client.get(link)
    assert not Subscription.objects.exists()
    client.post(link)
    subscription = Subscription.objects.get()
    assert (subscription.email, subscription.consultation) == (EMAIL, consultation)


def test_the_link_works_once_or_twice(client, consultation, write):
    _answer, link = write()
    assert [client.post(link).status_code for _time in range(2)] == [200, 200]
    assert Subscription.objects.count() == 1


def test_a_place_is_followed_with_a_radius(client, consultation, write):
    _answer, link = write(scope="place", area="320301-rynek", radius="1000")
    client.post(link)
    subscription = Subscription.objects.get()
    assert (subscription.consultation, subscription.radius) == (None, 1000)
    assert 16.0 < subscription.place.x < 16.2


def test_a_place_chosen_on_the_map_is_followed(client, consultation, write):
    _answer, link = write(f"{URL}?at=16.25,53.55", scope="place")
    client.post(link)
    assert Subscription.objects.get().place.coords == (16.25, 53.55)


def test_a_remark_of_a_draft_is_followed_by_nobody_outside(client, consultation, say):
    [remark] = say((16.1, 53.5))
    Consultation.objects.update(state=Consultation.State.DRAFT)
    assert client.get(f"/uwagi/{remark.pk}/sledz/").status_code == 404


def test_a_remark_is_followed(client, say, write):
    [remark] = say((16.1, 53.5))
    _answer, link = write(f"/uwagi/{remark.pk}/sledz/")
    client.post(link)
    assert Subscription.objects.get().remark == remark


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "kasia"},
        {"email": ""},
        {"scope": "everything"},
        {"scope": "place"},
        {"scope": "place", "place_note": "nigdzie"},
        {"scope": "place", "at": "x,y"},
        {"scope": "place", "area": "320301-rynek", "radius": "9999999"},
    ],
)
def test_what_is_wrong_is_told(consultation, write, typed):
    answer, link = write(**typed)
    assert answer.status_code == 422
    assert link is None


def test_a_robot_makes_us_write_to_nobody(consultation, write):
    answer, link = write(website="https://spam.example")
    assert (answer.status_code, link) == (302, None)


def test_a_letter_box_is_not_filled(consultation, write):
    answers = [write()[0].status_code for _time in range(8)]
    assert (answers[0], answers[-1]) == (302, 429)


def test_a_broken_link_says_so(client, db):
    assert client.get("/sledz/abc/").status_code == 410
    assert client.get("/nie-sledz/abc/").status_code == 410


def test_a_link_of_what_is_gone_says_so(client, consultation, write):
    _answer, link = write()
    consultation.delete()
    assert client.get(link).status_code == 410


@pytest.fixture
def subscription(consultation):
    return Subscription.objects.create(email=EMAIL, consultation=consultation, site="http://testserver")


def test_one_ends_it_by_a_button(client, subscription):
    link = end_link(subscription)
    assert "Tak" in client.get(link).text
    assert Subscription.objects.exists()
    client.post(link)
    assert not Subscription.objects.exists()
    assert client.get(link).status_code == 200


def test_a_mail_program_ends_it_without_a_page(subscription):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post(end_link(subscription), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Subscription.objects.exists()


def test_mail_is_written_in_the_language_of_the_page(consultation):
    with translation.override("en"):
        ask(email=EMAIL, site="http://testserver", consultation=consultation)
    assert "Do you want" in OutgoingMail.objects.get().subject


def test_mail_that_comes_again_names_its_end(consultation, subscription, settings):
    from mapconsult.accounts.mail import send
    from mapconsult.accounts.tasks import deliver

    send(
        to=EMAIL,
        template="feedback/mail/follow.txt",
        context={},
        unsubscribe="http://testserver/nie-sledz/x/",
    )
    deliver.func(OutgoingMail.objects.get().pk)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe"] == "<http://testserver/nie-sledz/x/>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_pages_cost_a_fixed_number_of_queries(client, consultation, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get(URL)


def test_the_page_of_a_remark_leads_to_following_its_place(client, say, write):
    [remark] = say((16.25, 53.55))
    found = re.search(
        r'href="(/konsultacje/[^"]+/sledz/\?at=[^"]+)"', client.get(remark.get_absolute_url()).text
    )
    _answer, link = write(found.group(1), scope="place")
    client.post(link)
    assert Subscription.objects.get().place.coords == (16.25, 53.55)


def test_one_place_is_followed_once(client, consultation, write):
    _answer, link = write(scope="place", area="320301-rynek", radius="1000")
    client.post(link)
    row = Subscription.objects.values("site", "place", "radius").get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscription.objects.create(email=EMAIL.upper(), **row)
