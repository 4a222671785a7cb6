"""The second factor: how it is set up and shown, and that officials can do nothing official without it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mapconsult.accounts.models import User
from mapconsult.consultations.models import Consultation
from tests.people import app_code, code_of, posted

SIGN_IN, SHOW = "/konto/logowanie/", "/konto/logowanie/drugi-skladnik/"
INDEX = "/konto/drugi-skladnik/"
APP, CODES = f"{INDEX}aplikacja/", f"{INDEX}kody/"
MAILBOX = "/konto/skrzynka/"
SECRET = "JBSWY3DPEHPK3PXP"
PANEL = "/panel/"


@pytest.fixture
def with_app(official):
    TOTP.activate(official, SECRET)
    return official


def sign_in(client, user):
    return client.post(SIGN_IN, {"login": user.email, "password": "jezioro-drawsko"})


def show_mailbox(client, following=APP):
    """Sign in anew by a code, as whoever signed in by password is asked to; where that leads."""
    asked = client.get(following)
    assert asked["Location"].startswith(MAILBOX)
    type_it = client.post(MAILBOX, {"next": following})["Location"]
    return client.post(type_it, {"code": code_of(posted()[-1])})["Location"]


def test_an_application_is_set_up_and_counts_at_once(client, official, django_capture_on_commit_callbacks):
    sign_in(client, official)
    assert client.get(PANEL)["Location"].startswith(INDEX)
    assert show_mailbox(client) == APP
    secret = re.search(r'class="secret">(\w+)<', client.get(APP).content.decode())[1]
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(APP, {"code": app_code(secret)})["Location"] == CODES
    assert client.get(PANEL).status_code == 200
    assert "aplikację z kodami" in posted()[-1].body


def test_a_wrong_code_sets_nothing_up(client, official):
    sign_in(client, official)
    show_mailbox(client)
    client.get(APP)
    client.post(APP, {"code": "000000"})
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("path", [APP, f"{INDEX}klucze/dodaj/", "/konto/e-mail/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stolen_password_sets_no_first_factor_up(client, official, path, method):
    """Nor does it lead the code to another mailbox."""
    sign_in(client, official)
    answer = getattr(client, method)(path, {"action_add": "1", "email": "zlodziej@inny.example"})
    assert answer["Location"].startswith(MAILBOX)
    assert posted() == []


def test_a_mailbox_is_not_filled_with_codes(client, official):
    for _ in range(6):
        client.force_login(official, second_factor=False)
        client.post(MAILBOX)
    assert len(posted()) == 5


def test_without_the_last_factor_no_right_is_left(client, with_app):
    sign_in(client, with_app)
    client.post(SHOW, {"code": app_code(SECRET)})
    assert client.get(PANEL).status_code == 200
    client.post(f"{APP}usun/")
    assert not Authenticator.objects.exists()
    assert client.get(PANEL)["Location"].startswith(INDEX)


@pytest.mark.parametrize("by", ["person", "administrator"])
def test_a_factor_that_is_removed_counts_in_no_other_session(client, with_app, by):
    other = type(client)()
    for steps, one in enumerate([client, other]):
        sign_in(one, with_app)
        one.post(SHOW, {"code": app_code(SECRET, steps)})
    assert other.get("/konto/").status_code == 200
    if by == "person":
        client.post(f"{APP}usun/")
    else:
        admin = type(client)()
        admin.force_login(User.objects.create_superuser("admin@mapconsult.example", "x"))
        [factor] = Authenticator.objects.filter(type="totp")
        admin.post(f"/admin/mfa/authenticator/{factor.pk}/delete/", {"post": "yes"})
    assert not Authenticator.objects.exists()
    assert other.get("/konto/").status_code == 302


def test_with_an_application_the_password_alone_lets_nobody_in(client, with_app):
    assert sign_in(client, with_app)["Location"].startswith(SHOW)
    assert client.get("/konto/").status_code == 302


def test_the_code_of_the_application_signs_in(client, with_app):
    sign_in(client, with_app)
    client.post(SHOW, {"code": app_code(SECRET)})
    assert client.get(PANEL).status_code == 200


def test_a_code_of_the_application_works_once(client, with_app):
    code = app_code(SECRET)
    other = type(client)()
    sign_in(other, with_app)
    other.post(SHOW, {"code": code})
    # allauth itself remembers it for half a minute alone
    cache.delete(f"allauth.mfa.totp.used?user={with_app.pk}&code={code}")
    sign_in(client, with_app)
    client.post(SHOW, {"code": f"{code[:3]} {code[3:]}"})
    assert client.get(PANEL).status_code == 302


def test_a_recovery_code_signs_in_once(client, with_app):
    code = RecoveryCodes.activate(with_app).get_unused_codes()[0]
    sign_in(client, with_app)
    client.post(SHOW, {"code": code})
    assert client.get(PANEL).status_code == 200
    other = type(client)()
    sign_in(other, with_app)
    other.post(SHOW, {"code": code})
    assert other.get(PANEL).status_code == 302


def test_a_code_by_mail_is_one_factor_and_not_the_second(client, with_app):
    client.force_login(with_app, second_factor=False)
    assert client.get(PANEL)["Location"].startswith("/konto/drugi-skladnik/potwierdz/")


def test_second_factors_cannot_be_guessed(client, with_app):
    sign_in(client, with_app)
    for _ in range(5):
        client.post(SHOW, {"code": "000000"})
    answer = client.post(SHOW, {"code": app_code(SECRET)})
    assert "Za dużo nieudanych prób" in answer.content.decode()
    assert client.get(PANEL).status_code == 302


@pytest.mark.parametrize("url", ["/panel/", "/panel/teren-rekreacyjny/wyniki/"])
def test_officials_are_led_to_set_it_up_with_a_reason(client, official, consultation, url):
    client.force_login(official, second_factor=False)
    answer = client.get(url, follow=True)
    assert answer.redirect_chain[0][0].startswith(INDEX)
    assert "Kto działa w imieniu organizacji" in answer.content.decode()


def test_the_admin_asks_for_it_too(client, db):
    client.force_login(User.objects.create_superuser("admin@mapconsult.example", "x"), second_factor=False)
    assert client.get("/admin/")["Location"].startswith(INDEX)
    assert client.post("/admin/accounts/user/add/")["Location"].startswith(INDEX)


def api(client):
    base = "/api/v1/consultations/teren-rekreacyjny"
    return [client.get(f"{base}{path}").json() for path in ("/", "/remarks/", "/counts/?level=district")]


def test_without_it_the_api_gives_an_official_what_it_gives_everybody(client, official, say):
    [remark] = say((16.1, 53.5))
    remark.state = "hidden"
    remark.save()
    public = api(client)
    client.force_login(official, second_factor=False)
    assert api(client) == public
    client.force_login(official)
    assert api(client) != public


def test_without_it_nobody_sees_drafts(client, official, consultation):
    Consultation.objects.update(state="draft")
    client.force_login(official, second_factor=False)
    assert client.get("/api/v1/consultations/teren-rekreacyjny/").status_code == 404
    assert client.get("/konsultacje/teren-rekreacyjny/").status_code == 404


def test_a_superuser_without_it_administers_nothing(rf, db):
    user = User.objects.create_superuser("admin@mapconsult.example", "x")
    user.second_factor_missing = True
    assert not user.administers
    assert user.granted == {}


def test_a_demonstration_lets_officials_of_relaxed_organisations_in(client, official, host, settings):
    settings.DEMO = True
    client.force_login(official, second_factor=False)
    assert client.get(PANEL).status_code == 302
    host.second_factor_relaxed = True
    host.save()
    assert client.get(PANEL).status_code == 200


def test_outside_a_demonstration_no_organisation_is_relaxed(client, official, host):
    host.second_factor_relaxed = True
    host.save()
    client.force_login(official, second_factor=False)
    assert client.get(PANEL).status_code == 302


def test_residents_need_none(client, resident):
    client.force_login(resident, second_factor=False)
    assert client.get("/konto/").status_code == 200
    assert "Kto działa w imieniu" not in client.get(INDEX).content.decode()


def queries_about_accounts(client, url):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(url)
    return [one["sql"] for one in queries if "membership" in one["sql"] or "session" in one["sql"]]


def test_it_costs_visitors_no_query_and_the_signed_in_at_most_one(client, official, consultation):
    url = "/konto/logowanie/kod/"
    assert queries_about_accounts(client, url) == []
    client.force_login(official)
    with_it = queries_about_accounts(client, "/konto/")
    other = type(client)()
    other.force_login(official, second_factor=False)
    assert len(queries_about_accounts(other, "/konto/")) <= len(with_it) + 1
