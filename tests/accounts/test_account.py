"""One's own account: name, address, password, sessions, and leaving."""

import pytest
from allauth.usersessions.models import UserSession

from mapconsult.accounts.models import User
from mapconsult.feedback.models import Remark
from tests.people import code_of, posted

PASSWORD = "jezioro-drawsko"
STRONG = "wiatr-nad-drawskiem"
NEW = "nowa@czaplinek.example"
CONFIRM = "/konto/potwierdz/"


@pytest.fixture
def me(client, resident):
    """The resident, who signed in just now by the form."""
    client.post("/konto/logowanie/", {"login": resident.email, "password": PASSWORD})
    return resident


@pytest.fixture
def long_ago(client, resident):
    """The resident, whose session is old."""
    client.force_login(resident, second_factor=False)
    return resident


def test_the_account_is_shown_to_its_person_alone(client, db):
    assert client.get("/konto/")["Location"] == "/konto/logowanie/?next=/konto/"


def test_a_name_is_changed(client, me):
    client.post("/konto/nazwisko/", {"first_name": "Zofia", "last_name": "Żak"})
    assert "Zofia Żak" in client.get("/konto/").content.decode()


def test_a_new_address_counts_once_it_is_confirmed(client, me):
    client.post("/konto/e-mail/", {"action_add": "1", "email": NEW})
    me.refresh_from_db()
    assert me.email != NEW
    client.post("/konto/e-mail/potwierdz/", {"code": code_of(posted()[-1])})
    me.refresh_from_db()
    assert me.email == NEW
    assert me.emailaddress_set.get().email == NEW
    assert posted()[-1].to == ["mieszkanka@czaplinek.example"]


def test_the_address_of_somebody_else_cannot_be_taken(client, me, official):
    client.post("/konto/e-mail/", {"action_add": "1", "email": official.email})
    answer = client.get("/konto/e-mail/potwierdz/")
    assert answer.status_code == 200
    assert me.email == User.objects.get(pk=me.pk).email


def test_a_password_is_changed_by_who_knows_it(client, me):
    fields = {"oldpassword": "x", "password1": STRONG, "password2": STRONG}
    client.post("/konto/haslo/", fields)
    assert User.objects.get(pk=me.pk).check_password(PASSWORD)
    client.post("/konto/haslo/", fields | {"oldpassword": PASSWORD})
    assert User.objects.get(pk=me.pk).check_password(STRONG)
    assert client.get("/konto/").status_code == 200


def sign_in_elsewhere(client, user):
    other = type(client)()
    other.post("/konto/logowanie/", {"login": user.email, "password": PASSWORD})
    return other


def test_sessions_are_listed_and_each_can_be_ended(client, me):
    other = sign_in_elsewhere(client, me)
    [session] = UserSession.objects.filter(session_key=other.session.session_key)
    assert client.get("/konto/sesje/").content.decode().count(f'value="{session.pk}"') == 1
    client.post("/konto/sesje/", {"session": session.pk})
    assert other.get("/konto/").status_code == 302
    assert client.get("/konto/").status_code == 200


def test_all_other_sessions_can_be_ended_at_once(client, me):
    other = sign_in_elsewhere(client, me)
    client.post("/konto/sesje/")
    assert other.get("/konto/").status_code == 302
    assert client.get("/konto/").status_code == 200


@pytest.mark.parametrize("number", ["x", "0", "99999999999999999999"])
def test_no_session_but_ones_own_can_be_ended(client, me, number):
    assert client.post("/konto/sesje/", {"session": number}).status_code == 404


def test_a_session_keeps_no_address(client, me):
    [session] = UserSession.objects.all()
    assert session.ip.startswith("fd")


def test_what_concerns_safety_asks_again_after_a_while(client, long_ago):
    for path in ("/konto/usun/", "/konto/drugi-skladnik/aplikacja/", "/konto/drugi-skladnik/klucze/dodaj/"):
        assert client.get(path)["Location"].startswith(CONFIRM)
    answer = client.post(f"{CONFIRM}?next=/konto/usun/", {"password": PASSWORD})
    assert answer["Location"] == "/konto/usun/"
    assert client.get("/konto/usun/").status_code == 200


def test_a_wrong_password_confirms_nothing(client, long_ago):
    client.post(f"{CONFIRM}?next=/konto/usun/", {"password": "x"})
    assert client.post("/konto/usun/").status_code == 302
    assert User.objects.filter(pk=long_ago.pk).exists()


def test_an_account_goes_and_what_was_said_stays(client, me, say):
    [remark] = say((16.1, 53.5))
    client.post("/konto/usun/")
    assert not User.objects.filter(pk=me.pk).exists()
    assert not UserSession.objects.exists()
    assert Remark.objects.filter(pk=remark.pk).exists()
    assert client.get("/konto/").status_code == 302


def test_who_acts_for_an_organisation_leaves_it_first(client, official):
    client.post("/konto/logowanie/", {"login": official.email, "password": PASSWORD})
    assert client.post("/konto/usun/").status_code == 409
    official.memberships.all().delete()
    client.post("/konto/usun/")
    assert not User.objects.filter(pk=official.pk).exists()


PAGES = [
    "/konto/", "/konto/nazwisko/", "/konto/e-mail/", "/konto/haslo/", "/konto/drugi-skladnik/",
    "/konto/drugi-skladnik/aplikacja/", "/konto/drugi-skladnik/klucze/", "/konto/sesje/", "/konto/usun/",
]  # fmt: skip


@pytest.mark.parametrize("url", PAGES)
def test_every_page_of_the_account_is_short_of_queries(client, me, url, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", [*PAGES, "/konto/logowanie/", "/konto/zaloz/", "/konto/haslo/nowe/"])
def test_every_page_speaks_english_too(client, me, url):
    client.cookies["django_language"] = "en"
    if url not in PAGES:
        client.post("/konto/wyloguj/")
    text = client.get(url).content.decode()
    assert '<html lang="en">' in text
    assert not set("ąćęłńóśźż") & set(text.split("<main")[1].split("</main")[0])
