"""What staff see of how people sign in."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from mapconsult.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def admin(client, db):
    client.force_login(User.objects.create_superuser("admin@mapconsult.example", "x"))
    return client


@pytest.mark.parametrize("path", ["mfa/authenticator/", "usersessions/usersession/", "account/emailaddress/"])
def test_they_are_found_by_address(admin, official, path):
    assert admin.get(f"/admin/{path}?q=urzad").status_code == 200


def test_a_second_factor_can_be_removed_but_its_secret_is_shown_to_nobody(admin, official):
    factor = TOTP.activate(official, SECRET).instance
    page = f"/admin/mfa/authenticator/{factor.pk}/"
    assert SECRET not in admin.get(f"{page}change/").content.decode()
    admin.post(f"{page}delete/", {"post": "yes"})
    assert not official.authenticator_set.exists()


def test_an_address_is_not_changed_past_its_person(admin, official):
    page = admin.get(f"/admin/accounts/user/{official.pk}/change/").content.decode()
    assert 'name="email"' not in page
    assert official.email in page
