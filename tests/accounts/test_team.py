"""The people of an organisation: who sees them, invites, changes roles, and who cannot go."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from mapconsult.accounts.actions import LastCoordinator, change_role, remove
from mapconsult.accounts.models import Invitation, Membership, OutgoingMail, User
from mapconsult.accounts.roles import Role

TEAM = "/panel/zespol/gmina-czaplinek/"


@pytest.fixture
def coordinator(client, official):
    client.force_login(official)
    return client


@pytest.fixture
def invite(coordinator):
    """Invite an address by the page; returns the path of the link in the mail."""

    def invite(email="nowa@czaplinek.example", role="clerk"):
        coordinator.post(TEAM, {"email": email, "role": role})
        return re.search(r"/zaproszenie/\S+/", OutgoingMail.objects.latest("pk").text).group()

    return invite


@pytest.fixture
def invited(db):
    return User.objects.create_user("nowa@czaplinek.example")


@pytest.fixture
def clerk(host):
    user = User.objects.create_user("kancelaria@czaplinek.example")
    return Membership.objects.create(user=user, organisation=host, role=Role.CLERK)


@pytest.mark.parametrize(
    ("page", "insiders"),
    [("", 200), ("prywatnosc/", 403), ("osoby/%d/", 403), ("osoby/%d/usun/", 403), ("zaproszenia/%d/", 403)],
)
def test_each_page_by_each_of_the_cast(client, people, host, page, insiders):
    if page.startswith("zap"):
        past = timezone.now()
        fields = {"email": "a@b.example", "role": "clerk", "token_digest": "0" * 32, "expires_at": past}
        page %= Invitation.objects.create(organisation=host, **fields).pk
    elif "%d" in page:
        page %= Membership.objects.get(user=people["clerk"]).pk
    expected = dict.fromkeys(Role.values, insiders) | {"coordinator": 200, "nobody": 302}
    expected |= dict.fromkeys(["guest_partner", "guest_council", "stranger", "resident"], 404)
    assert {who: _status(client, user, TEAM + page) for who, user in people.items()} == expected


def _status(client, user, path):
    client.logout()
    if user:
        client.force_login(user)
    return client.get(path).status_code


def test_only_a_coordinator_invites(client, people):
    sent = {}
    for who in Role.values:
        client.force_login(people[who])
        sent[who] = client.post(TEAM, {"email": f"{who}@x.example", "role": "clerk"}).status_code
    assert sent == dict.fromkeys(Role.values, 403) | {"coordinator": 302}
    assert Invitation.objects.get().email == "coordinator@x.example"


def test_colleagues_see_no_invitations(client, clerk, invite):
    invite()
    assert "nowa@czaplinek.example" in client.get(TEAM).content.decode()
    client.force_login(clerk.user)
    page = client.get(TEAM).content.decode()
    assert "urzad@czaplinek.example" in page
    assert "nowa@czaplinek.example" not in page


def test_queries_of_the_team_do_not_grow(coordinator, host, django_assert_max_num_queries):
    for number in range(5):
        user = User.objects.create_user(f"{number}@czaplinek.example")
        Membership.objects.create(user=user, organisation=host, role=Role.CLERK)
    with django_assert_max_num_queries(15):
        coordinator.get(TEAM)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"email": "nikt", "role": "clerk"}, "email"),
        ({"email": "", "role": "clerk"}, "email"),
        ({"email": "a\nb@x.example", "role": "clerk"}, "email"),
        ({"email": "a@x.example", "role": "king"}, "role"),
        ({"email": "URZAD@czaplinek.example", "role": "clerk"}, "email"),
    ],
)
def test_what_cannot_be_invited_is_told(coordinator, data, told):
    assert told in coordinator.post(TEAM, data).context["form"].errors
    assert not Invitation.objects.exists()


def test_the_link_is_kept_as_a_digest_alone(invite):
    token = invite().split("/")[2]
    assert len(token) >= 43
    assert token not in str(Invitation.objects.values())


def test_whoever_was_invited_accepts_by_a_button(client, invite, invited):
    link = invite()
    client.force_login(invited)
    assert client.get(link).status_code == 200
    assert not invited.memberships.exists()
    assert client.post(link)["Location"] == "/panel/"
    assert invited.memberships.get().role == Role.CLERK
    assert client.get(link).status_code == 404


def test_the_case_of_the_address_does_not_matter(client, invite, invited):
    link = invite(email="Nowa@Czaplinek.example")
    client.force_login(invited)
    assert client.post(link).status_code == 302


def test_without_a_session_the_link_leads_to_the_sign_in_and_back(client, invite):
    link = invite()
    client.logout()
    page = client.get(link).content.decode()
    assert f"/konto/logowanie/?next={link}" in page
    assert f"/konto/zaloz/?next={link}" in page
    assert client.post(link).status_code == 200


def test_somebody_else_is_told_and_stays_outside(client, invite, resident):
    link = invite()
    client.force_login(resident)
    assert [client.get(link).status_code, client.post(link).status_code] == [403, 403]
    assert "nowa@czaplinek.example" not in client.get(link).content.decode()
    assert not resident.memberships.exists()


def test_an_address_that_is_not_confirmed_does_not_count(client, invite, invited):
    link = invite()
    invited.emailaddress_set.update(verified=False)
    client.force_login(invited)
    assert client.post(link).status_code == 403


def test_an_expired_invitation_is_told(client, invite, invited):
    link = invite()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    client.force_login(invited)
    assert client.post(link).status_code == 403
    assert not invited.memberships.exists()


def test_an_invitation_lasts_seven_days(invite):
    invite()
    found = Invitation.objects.get()
    assert found.expires_at - found.invited_at == timedelta(days=7)


def test_inviting_twice_renews_the_link(client, invite, invited):
    first, second = invite(), invite(email="NOWA@czaplinek.example", role="moderator")
    client.force_login(invited)
    assert [client.post(first).status_code, client.post(second).status_code] == [404, 302]
    assert invited.memberships.get().role == Role.MODERATOR


def test_an_invitation_is_sent_again_or_withdrawn(coordinator, invite):
    invite()
    page = f"{TEAM}zaproszenia/{Invitation.objects.get().pk}/"
    coordinator.post(page, {"again": 1})
    assert OutgoingMail.objects.filter(to="nowa@czaplinek.example").count() == 2
    coordinator.post(page, {"withdraw": 1})
    assert not Invitation.objects.exists()


def test_the_link_is_told_to_no_cache_and_no_other_page(client, invite):
    response = client.get(invite())
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "strict-origin"


def test_a_member_who_accepts_keeps_the_role(client, invite, clerk):
    link = invite(email="inna@czaplinek.example", role="analyst")
    clerk.user.emailaddress_set.create(email="inna@czaplinek.example", verified=True)
    client.force_login(clerk.user)
    client.post(link)
    assert clerk.user.memberships.get().role == Role.CLERK


def test_a_role_is_changed_and_its_owner_told(coordinator, clerk):
    coordinator.post(f"{TEAM}osoby/{clerk.pk}/", {"role": "moderator"})
    clerk.refresh_from_db()
    assert clerk.role == Role.MODERATOR
    assert OutgoingMail.objects.get().to == clerk.user.email


@pytest.mark.parametrize("role", ["", "king", "coordinator\0"])
def test_a_role_that_is_none_changes_nothing(coordinator, clerk, role):
    assert coordinator.post(f"{TEAM}osoby/{clerk.pk}/", {"role": role}).status_code == 200
    clerk.refresh_from_db()
    assert clerk.role == Role.CLERK


def test_a_member_is_removed_and_told(coordinator, clerk):
    coordinator.post(f"{TEAM}osoby/{clerk.pk}/usun/")
    assert not clerk.user.memberships.exists()
    assert OutgoingMail.objects.get().to == clerk.user.email


def test_a_member_of_another_organisation_is_not_found(coordinator, stranger):
    pk = stranger.memberships.get().pk
    assert coordinator.post(f"{TEAM}osoby/{pk}/usun/").status_code == 404


@pytest.mark.parametrize(("page", "data"), [("", {"role": "clerk"}), ("usun/", {})])
def test_the_last_coordinator_stays(coordinator, official, page, data):
    membership = official.memberships.get()
    answer = coordinator.post(f"{TEAM}osoby/{membership.pk}/{page}", data, follow=True)
    assert "message-error" in answer.content.decode()
    membership.refresh_from_db()
    assert membership.role == Role.COORDINATOR


def test_one_of_two_coordinators_may_go(coordinator, official, clerk):
    Membership.objects.filter(pk=clerk.pk).update(role=Role.COORDINATOR)
    coordinator.post(f"{TEAM}osoby/{official.memberships.get().pk}/usun/")
    assert not official.memberships.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", [remove, lambda **who: change_role(role=Role.CLERK, **who)])
def test_two_coordinators_cannot_remove_each_other_at_once(official, clerk, change):
    Membership.objects.filter(pk=clerk.pk).update(role=Role.COORDINATOR)
    pair = [official.memberships.get(), Membership.objects.get(pk=clerk.pk)]
    together, refused = threading.Barrier(2), []

    def let_go(of, by):
        together.wait()
        try:
            change(membership=of, by=by.user)
        except LastCoordinator:
            refused.append(of)
        finally:
            connection.close()

    threads = [threading.Thread(target=let_go, args=two) for two in (pair, pair[::-1])]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(refused) == 1
    assert Membership.objects.filter(role=Role.COORDINATOR).count() == 1


def test_the_privacy_notice_is_changed(coordinator, host):
    data = {"controller_address": "Rynek 6, Czaplinek", "controller_email": "iod@czaplinek.example"}
    assert coordinator.post(f"{TEAM}prywatnosc/", data).status_code == 302
    host.refresh_from_db()
    assert host.controller_address == "Rynek 6, Czaplinek"


def test_a_wrong_privacy_notice_keeps_what_was_typed(coordinator, host):
    data = {"controller_address": "Rynek 6", "controller_email": "nie"}
    page = coordinator.post(f"{TEAM}prywatnosc/", data)
    assert "Rynek 6" in page.content.decode()
    assert page.context["form"].errors.keys() == {"controller_email"}
