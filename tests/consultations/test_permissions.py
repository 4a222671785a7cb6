"""What one person may do in one consultation: as one of the host's people, or as a guest."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404

from geo.models import Area
from mapconsult.accounts.models import Membership, Organisation, User
from mapconsult.accounts.roles import EVERY_RIGHT, EXPLAINED, RIGHTS, Right, Role
from mapconsult.consultations.models import Collaboration, Consultation
from mapconsult.consultations.permissions import standing


@pytest.fixture
def guest(other_gmina):
    """Make somebody with a role in another organisation, which is let in with a ceiling."""

    def make(role, consultation=None, ceiling=Role.COORDINATOR, area=None):
        organisation = Organisation.objects.create(
            slug="fundacja", name="Fundacja", kind="ngo", territory=other_gmina
        )
        user = User.objects.create_user("fundacja@czaplinek.example", "x")
        Membership.objects.create(user=user, organisation=organisation, role=role)
        if consultation:
            Collaboration.objects.create(
                consultation=consultation, organisation=organisation, ceiling=ceiling, area=area
            )
        return user

    return make


@pytest.mark.parametrize("role", Role)
def test_a_member_of_the_host_has_the_rights_of_the_role(consultation, official, role):
    official.memberships.update(role=role)
    held = {right for right in Right if standing(official, consultation).may(right)}
    assert held == RIGHTS[role]


def test_every_role_is_explained():
    assert set(EXPLAINED) == set(RIGHTS) == set(Role)


def test_a_role_that_is_none_cannot_be_stored(official):
    with pytest.raises(IntegrityError):
        official.memberships.update(role="king")


def test_a_resident_has_no_standing(consultation, resident, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not standing(resident, consultation).grants


@pytest.mark.parametrize(
    ("role", "ceiling", "held"),
    [
        (Role.COORDINATOR, Role.ANALYST, RIGHTS[Role.ANALYST]),
        (Role.ANALYST, Role.COORDINATOR, RIGHTS[Role.ANALYST]),
        (Role.PLANNER, Role.PARTNER, RIGHTS[Role.ANALYST]),
        (Role.CLERK, Role.ANALYST, {Right.PANEL}),
    ],
)
def test_a_guest_has_the_lesser_of_role_and_ceiling(consultation, guest, role, ceiling, held):
    found = standing(guest(role, consultation, ceiling), consultation)
    assert {right for right in Right if found.may(right)} == held


def test_a_guest_of_one_consultation_is_none_of_another(consultation, guest):
    user = guest(Role.COORDINATOR, consultation)
    Consultation.objects.filter(pk=consultation.pk).update(slug="first")
    other = Consultation.objects.get(pk=consultation.pk)
    other.pk, other.slug = None, "second"
    other.save()
    assert not standing(user, other).grants


def test_an_area_limits_every_right_of_a_guest(consultation, guest):
    area = Area.objects.get(code="320301-drahimska")
    found = standing(guest(Role.ANALYST, consultation, area=area), consultation)
    assert (found.may_everywhere(Right.READ), found.areas(Right.READ)) == (False, [area])


def test_the_whole_country_is_no_limit(consultation, guest, poland):
    found = standing(guest(Role.ANALYST, consultation, area=poland), consultation)
    assert found.areas(Right.READ) is None


def test_without_the_second_factor_no_office_counts(consultation, official):
    official.second_factor_missing = True
    assert not standing(official, consultation).grants


def test_an_administrator_may_everything_with_a_second_factor_alone(consultation):
    admin = User.objects.create_superuser("admin@mapconsult.example", "x")
    assert standing(admin, consultation).grants[0].rights == EVERY_RIGHT
    admin.second_factor_missing = True
    assert not standing(admin, consultation).grants


def test_outsiders_find_nothing_and_insiders_are_refused(consultation, official, resident):
    official.memberships.update(role=Role.CLERK)
    with pytest.raises(Http404):
        standing(resident, consultation).require(Right.READ)
    with pytest.raises(PermissionDenied):
        standing(official, consultation).require(Right.READ)


def test_a_draft_is_seen_by_hosts_and_guests_alone(consultation, guest, official, stranger):
    Consultation.objects.update(state=Consultation.State.DRAFT)
    user = guest(Role.ANALYST, consultation)
    seen = [who.email for who in (user, official, stranger) if Consultation.objects.visible_to(who).exists()]
    assert seen == [user.email, official.email]


def test_the_panel_holds_what_one_works_on(consultation, guest, official, stranger):
    user = guest(Role.CLERK, consultation)
    seen = [
        who.email for who in (user, official, stranger) if Consultation.objects.worked_on_by(who).exists()
    ]
    assert seen == [user.email, official.email]
