"""Who came, went and changed settings, as the coordinators of an organisation read it."""

import pghistory
import pytest
from django.db import InternalError, transaction

from mapconsult.accounts.history import history_of_people
from mapconsult.accounts.models import Membership, MembershipEvent, OrganisationEvent
from mapconsult.accounts.roles import Role


@pytest.fixture
def by_official(official):
    with pghistory.context(user=official.pk):
        yield official


def told(entry):
    changes = [(change.old, change.new) for change in entry.changes]
    return str(entry.kind.title), entry.subjects[0][1], str(entry.deed), changes


def test_a_new_role_is_told_before_and_after(host, resident, by_official):
    membership = Membership.objects.create(organisation=host, user=resident, role="analyst")
    membership.role = "moderator"
    membership.save()
    membership.delete()
    removed, changed, added = history_of_people(host)[:3]
    assert told(added) == ("Członek zespołu", resident.email, "dodano", [("", Role.ANALYST.label)])
    assert told(changed) == (
        "Członek zespołu",
        resident.email,
        "zmieniono",
        [(Role.ANALYST.label, Role.MODERATOR.label)],
    )
    assert told(removed) == ("Członek zespołu", resident.email, "usunięto", [(Role.MODERATOR.label, "")])
    assert {entry.who for entry in (removed, changed, added)} == {by_official.email}


def test_a_changed_setting_is_told(host, by_official):
    host.protection_officer = "Anna Nowak"
    host.save()
    [entry] = [entry for entry in history_of_people(host) if entry.kind.slug == "organisation"][:1]
    assert [change.new for change in entry.changes] == ["Anna Nowak"]


def test_saving_without_a_change_is_no_event(host):
    before = OrganisationEvent.objects.count()
    host.save()
    assert OrganisationEvent.objects.count() == before


def test_what_somebody_did_whose_account_is_gone_was_done_by_the_office(host, stranger, by_official):
    Membership.objects.create(organisation=host, user=stranger, role="analyst")
    stranger.delete()
    by_official.delete()
    added = next(entry for entry in history_of_people(host) if entry.deed == "dodano")
    assert (added.who, added.subjects[0][1]) == ("urząd (konto usunięto)", "już nie istnieje")


def test_names_take_as_many_queries_however_many_people(
    host, resident, stranger, official, django_assert_num_queries
):
    Membership.objects.create(organisation=host, user=resident, role="analyst")
    with django_assert_num_queries(7):
        history_of_people(host)
    Membership.objects.create(organisation=host, user=stranger, role="clerk")
    with django_assert_num_queries(7):
        history_of_people(host)


@pytest.mark.parametrize("change", [lambda rows: rows.delete(), lambda rows: rows.update(role="clerk")])
def test_events_can_be_neither_changed_nor_deleted(official, change):
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        change(MembershipEvent.objects.all())


def test_a_change_on_a_page_is_known_by_the_number_of_the_account_alone(client, host, resident, official):
    membership = Membership.objects.create(organisation=host, user=resident, role="analyst")
    client.force_login(official)
    client.post(f"/panel/zespol/{host.slug}/osoby/{membership.pk}/", {"role": "moderator"})
    event = MembershipEvent.objects.get(pgh_label="update")
    assert (event.role, event.pgh_context) == ("analyst", {"user": official.pk})


def test_the_page_of_the_team_shows_its_history_to_those_who_may_read_it(client, people, host):
    shown = {}
    for who in ("coordinator", "moderator", "analyst"):
        client.force_login(people[who])
        shown[who] = bool(client.get(f"/panel/zespol/{host.slug}/").context["entries"])
    assert shown == {"coordinator": True, "moderator": True, "analyst": False}
