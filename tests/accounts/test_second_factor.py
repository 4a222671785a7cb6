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
from tests.people import app_code, posted

SIGN_IN, SHOW = "/konto/logowanie/", "/konto/logowanie/drugi-skladnik/"
INDEX = "/konto/drugi-skladnik/"
APP, CODES = f"{INDEX}aplikacja/", f"{INDEX}kody/"
SECRET = "JBSWY3DPEHPK3PXP"
PANEL = "/panel/"


@pytest.fixture
def with_app(official):
    TOTP.activate(official, SECRET)
    return official


def sign_in(client, user):
    return client.post(SIGN_IN, {"login": user.email, "password": "jezioro-drawsko"})


def test_an_application_is_set_up_and_counts_at_once(client, official, django_capture_on_commit_callbacks):
    sign_in(client, official)
    assert client.get(PANEL)["Location"].startswith(INDEX)
    secret = re.search(r'class="secret">(\w+)<', client.get(APP).content.decode())[1]
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(APP, {"code": app_code(secret)})["Location"] == CODES
    assert client.get(PANEL).status_code == 200
    assert "aplikację z kodami" in posted()[-1].body


def test_a_wrong_code_sets_nothing_up(client, official):
    sign_in(client, official)
    client.get(APP)
    client.post(APP, {"code": "000000"})
    assert not Authenticator.objects.exists()


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
    assert len(queries_about_accounts(other, "/konto/")) == len(with_it) + 1
