"""Signing in by e-mail, and what a demonstration tells."""

import pytest
from django.db import IntegrityError

from mapconsult.accounts.models import User

URL = "/konto/logowanie/"
RIGHT = {"username": "Urzad@Czaplinek.example", "password": "jezioro-drawsko"}


def test_an_official_signs_in_whatever_the_case_of_the_address(client, official):
    response = client.post(URL, RIGHT)
    assert (response.status_code, response["Location"]) == (302, "/panel/")


def test_a_wrong_password_is_told_without_saying_which_part_is_wrong(client, official):
    known = client.post(URL, RIGHT | {"password": "x"}).content.decode()
    unknown = client.post(URL, {"username": "nikt@czaplinek.example", "password": "x"}).content.decode()
    assert 'role="alert"' in known
    assert 'role="alert"' in unknown


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
