"""Signing in by e-mail: with a password or a code, not too often, and without learning who has an account."""

import re
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection

from mapconsult.accounts.adapter import AccountAdapter
from mapconsult.accounts.models import User
from tests.people import code_of, posted

URL = "/konto/logowanie/"
RIGHT = {"login": "Urzad@Czaplinek.example", "password": "jezioro-drawsko"}
CODE, CONFIRM = "/konto/logowanie/kod/", "/konto/logowanie/kod/wpisz/"
SIGN_UP, VERIFY = "/konto/zaloz/", "/konto/e-mail/potwierdz/"
RESET, RESET_CODE, RESET_NEW = "/konto/haslo/nowe/", "/konto/haslo/nowe/kod/", "/konto/haslo/nowe/ustaw/"
NEW = "nowy@czaplinek.example"
STRONG = "wiatr-nad-drawskiem"


pytestmark = pytest.mark.usefixtures("unhurried")


def is_signed_in(client):
    return client.get("/konto/").status_code == 200


def fail(client, times, email="urzad@czaplinek.example", **extra):
    for _ in range(times):
        answer = client.post(URL, {"login": email, "password": "x"}, **extra)
    return answer.content.decode()


def test_an_official_signs_in_whatever_the_case_of_the_address(client, official):
    response = client.post(URL, RIGHT)
    assert (response.status_code, response["Location"]) == (302, "/panel/")


def test_a_resident_lands_on_the_account(client, resident):
    response = client.post(URL, {"login": resident.email, "password": "jezioro-drawsko"})
    assert response["Location"] == "/konto/"


def test_signing_in_leads_to_where_one_was_going_but_to_no_other_site(client, official):
    assert client.post(URL, RIGHT | {"next": "/panel/x/"})["Location"] == "/panel/x/"
    client.post("/konto/wyloguj/")
    assert client.post(URL, RIGHT | {"next": "https://evil.example/"})["Location"] == "/panel/"


def test_one_address_is_one_account(official):
    with pytest.raises(IntegrityError):
        User.objects.create_user("URZAD@czaplinek.example", "x")


def test_the_sign_ins_are_told_in_a_demonstration_alone(client, official, settings):
    assert official.email not in client.get(URL).content.decode()
    settings.DEMO = True
    assert official.email in client.get(URL).content.decode()


def test_signing_out_leads_to_the_front_page(client, official):
    client.force_login(official)
    assert client.post("/konto/wyloguj/")["Location"] == "/"
    assert client.get("/panel/").status_code == 302


def test_a_code_by_mail_signs_in_without_a_password(client, resident):
    client.post(CODE, {"email": resident.email})
    client.post(CONFIRM, {"code": code_of(posted()[-1])})
    assert is_signed_in(client)


def test_a_code_that_is_wrong_three_times_is_worth_nothing(client, resident):
    client.post(CODE, {"email": resident.email})
    for _ in range(3):
        client.post(CONFIRM, {"code": "WRONG"})
    client.post(CONFIRM, {"code": code_of(posted()[-1])})
    assert not is_signed_in(client)


def test_a_resident_opens_an_account_and_confirms_the_address(client, db):
    assert client.post(SIGN_UP, {"email": NEW, "password1": STRONG})["Location"] == VERIFY
    assert not is_signed_in(client)
    assert client.post(VERIFY, {"code": code_of(posted()[-1])})["Location"] == "/konto/"
    assert is_signed_in(client)


def test_an_account_whose_address_is_not_confirmed_lets_nobody_in(client, db):
    client.post(SIGN_UP, {"email": NEW, "password1": STRONG})
    client.cookies.clear()
    client.post(URL, {"login": NEW, "password": STRONG})
    assert not is_signed_in(client)


@pytest.mark.parametrize("password", ["krotkie", "12345678901", "password1", "nowy@czaplinek"])
def test_a_weak_password_is_refused(client, db, password):
    answer = client.post(SIGN_UP, {"email": NEW, "password1": password})
    assert "errorlist" in answer.content.decode()
    assert not User.objects.filter(email=NEW).exists()


def test_a_robot_that_fills_the_decoy_gets_the_usual_answer_and_no_account(client, db):
    answer = client.post(SIGN_UP, {"email": NEW, "password1": STRONG, "website": "https://example.org"})
    assert (answer.status_code, answer["Location"]) == (302, VERIFY)
    assert (User.objects.count(), posted()) == (0, [])


def test_an_account_opened_faster_than_people_type_is_asked_for_once_more(client, db, monkeypatch):
    monkeypatch.setattr("mapconsult.accounts.guarded._age", lambda stamp: 1)
    answer = client.post(SIGN_UP, {"email": NEW, "password1": STRONG})
    assert "To było bardzo szybko" in answer.content.decode()
    assert not User.objects.exists()


def test_a_forgotten_password_is_set_anew_and_ends_all_sessions(client, resident):
    client.force_login(resident)
    other = type(client)()
    other.post(RESET, {"email": resident.email})
    other.post(RESET_CODE, {"code": code_of(posted()[-1])})
    other.post(RESET_NEW, {"password1": STRONG, "password2": STRONG})
    resident.refresh_from_db()
    assert resident.check_password(STRONG)
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        (URL, {"login": "%s", "password": "x"}),
        (SIGN_UP, {"email": "%s", "password1": STRONG}),
        (CODE, {"email": "%s"}),
        (RESET, {"email": "%s"}),
    ],
)
def test_answers_do_not_tell_whether_there_is_an_account(client, resident, url, fields):
    known, unknown = (
        said_to(type(client)(), url, fields, email) for email in (resident.email, "nikt@czaplinek.example")
    )
    assert known == unknown


def said_to(visitor, url, fields, email):
    fields = {name: value.replace("%s", email) for name, value in fields.items()}
    answer = visitor.post(url, fields, follow=True)
    text = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", answer.content.decode())
    return answer.status_code, answer.redirect_chain, text.replace(email, "ADDRESS")


@pytest.mark.parametrize("url", [SIGN_UP, CODE, RESET])
def test_one_message_goes_out_whether_or_not_there_is_an_account(client, resident, url):
    for email in (resident.email, NEW):
        type(client)().post(url, {"email": email, "password1": STRONG})
    assert [message.to for message in posted()] == [[resident.email], [NEW]]


def test_an_account_is_locked_after_five_failures_from_wherever(client, official):
    for number in range(5):
        fail(client, 1, REMOTE_ADDR=f"192.0.2.{number}")
    answer = client.post(URL, RIGHT, REMOTE_ADDR="198.51.100.1")
    assert "Za dużo nieudanych prób" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_lock_is_not_lifted_by_filling_the_cache(client, official):
    fail(client, 5)
    cache.set_many({f"other/{number}": 1 for number in range(310)})
    client.post(URL, RIGHT)
    assert not is_signed_in(client)


def test_an_address_is_locked_after_thirty_failures_with_whomever(client, official):
    for number in range(30):
        fail(client, 1, email=f"kto{number}@czaplinek.example", REMOTE_ADDR="192.0.2.1")
    assert client.post(URL, RIGHT, REMOTE_ADDR="192.0.2.1").status_code in (200, 429)
    assert not is_signed_in(client)
    client.post(URL, RIGHT, REMOTE_ADDR="198.51.100.1")
    assert is_signed_in(client)


def test_failures_are_counted_without_keeping_an_address(client, official, cached):
    fail(client, 1, REMOTE_ADDR="192.0.2.77")
    kept = str(cached())
    assert len(cached()) > 1
    assert "192.0.2" not in kept


@pytest.fixture
def cached():
    def rows():
        with connection.cursor() as cursor:
            cursor.execute("SELECT cache_key FROM cache")
            return cursor.fetchall()

    return rows


def test_too_many_requests_are_answered_by_a_page(client, db):
    for _ in range(21):
        answer = client.post(SIGN_UP, {"email": NEW})
    assert answer.status_code == 429
    assert "Za dużo prób" in answer.content.decode()


def test_opening_an_account_takes_as_long_where_there_is_one(client, resident, monkeypatch):
    hashed = []
    monkeypatch.setattr("mapconsult.accounts.adapter.make_password", hashed.append)
    client.post(SIGN_UP, {"email": resident.email, "password1": STRONG})
    assert len(hashed) == 1


def test_a_mailbox_is_not_filled_by_opening_an_account_again_and_again(client, resident):
    for _ in range(5):
        client.cookies.clear()
        client.post(SIGN_UP, {"email": resident.email, "password1": STRONG})
    assert len(posted()) == 1


def test_visitors_whose_address_is_not_known_lock_nobody_out(db, rf):
    """Behind a proxy that nobody told of they would all be one."""
    requests = [rf.get("/", REMOTE_ADDR="") for _ in range(2)]
    one, other = (AccountAdapter(request).get_client_ip(request) for request in requests)
    assert one != other


def test_the_cache_holds_no_hash_of_an_address_that_could_be_tried_out(client, resident):
    client.post(URL, {"login": resident.email, "password": "x"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        keys = [key for (key,) in cursor]
    assert keys
    assert not [key for key in keys if "allauth" in key or sha256(resident.email.encode()).hexdigest() in key]
