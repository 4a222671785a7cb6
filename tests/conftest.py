"""The fixed cast: two gminas side by side, their officials, a resident, and a consultation of the first.

Gmina Czaplinek is the box 16.0-16.4 E, 53.4-53.7 N, cut into two districts at 16.2; Złocieniec lies
west of it, 15.8-16.0 E. Poland, the voivodeship and the powiat are one box around both.
"""

import uuid
from datetime import UTC, datetime, timedelta

import pgtrigger
import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import connection, transaction
from django.test import TransactionTestCase

from geo.models import Area, Boundary, BoundaryPart, Edition, Level, Population
from mapconsult.accounts.models import Membership, Organisation, User
from mapconsult.accounts.roles import Role
from mapconsult.consultations.models import Category, Collaboration, Consultation
from mapconsult.feedback.actions import Origin, RemarkDraft, SubmissionDraft, submit
from tests.people import Person

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
PASSWORD = "jezioro-drawsko"
KEPT = {"django_content_type", "auth_permission"}


@pytest.fixture(autouse=True)
def _quick(settings):
    """The hash that real passwords get is slow by design; and static files are looked up when they are asked
    for, where every client would look through all of them first."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True, scope="session")
def _quick_emptying():
    """After a test that commits, tables are emptied by DELETE: TRUNCATE, Django's way, makes some five
    hundred files anew each time. Content types and permissions are the same for all."""

    def empty(_case):
        with pgtrigger.ignore(), transaction.atomic(), connection.cursor() as cursor:
            tables = {*connection.introspection.django_table_names(include_views=False)}
            deletions = [f'DELETE FROM "{table}"' for table in sorted(tables - KEPT)]
            cursor.execute(";".join(["SET CONSTRAINTS ALL DEFERRED", *deletions]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


@pytest.fixture
def client():
    return Person()


@pytest.fixture
def make_area(db):
    """Make an area with a current boundary that is a box (west, south, east, north)."""

    def make(level, code, name, parent, box, territory=None):
        area = Area.objects.create(level=level, code=code, name=name, parent=parent)
        edition, _ = Edition.objects.get_or_create(
            level=level,
            territory=territory or area,
            is_current=True,
            defaults={"source": "test", "file_name": "test", "sha256": "0" * 64, "activated_at": NOW},
        )
        shape = Polygon.from_bbox(box)
        shape.srid = 4326
        boundary = Boundary.objects.create(
            edition=edition,
            area=area,
            level=level,
            name=name,
            geometry=MultiPolygon(shape, srid=4326),
            outline=MultiPolygon(shape, srid=4326),
            is_current=True,
        )
        BoundaryPart.objects.create(
            boundary=boundary, area=area, level=level, is_current=True, geometry=shape
        )
        return area

    return make


@pytest.fixture
def poland(make_area):
    return make_area(Level.COUNTRY, "PL", "Polska", None, (15.8, 53.4, 16.4, 53.7))


@pytest.fixture
def voivodeship(make_area, poland):
    box = (15.8, 53.4, 16.4, 53.7)
    return make_area(Level.VOIVODESHIP, "32", "zachodniopomorskie", poland, box, poland)


@pytest.fixture
def powiat(make_area, poland, voivodeship):
    return make_area(Level.POWIAT, "3203", "drawski", voivodeship, (15.8, 53.4, 16.4, 53.7), poland)


@pytest.fixture
def gmina(make_area, powiat):
    """Czaplinek with 11,853 residents and two districts."""
    gmina = make_area(Level.GMINA, "320301", "Czaplinek", powiat, (16.0, 53.4, 16.4, 53.7), powiat)
    make_area(Level.DISTRICT, "320301-rynek", "Rynek", gmina, (16.0, 53.4, 16.2, 53.7), gmina)
    make_area(Level.DISTRICT, "320301-drahimska", "Drahimska", gmina, (16.2, 53.4, 16.4, 53.7), gmina)
    Population.objects.create(area=gmina, year=2018, number=11853, source="test")
    return gmina


@pytest.fixture
def other_gmina(make_area, powiat):
    return make_area(Level.GMINA, "320306", "Złocieniec", powiat, (15.8, 53.4, 16.0, 53.7), powiat)


@pytest.fixture
def host(gmina):
    return Organisation.objects.create(
        slug="gmina-czaplinek", name="Gmina Czaplinek", kind="gmina", territory=gmina
    )


@pytest.fixture
def official(host):
    """Coordinates for the host of the consultation."""
    user = User.objects.create_user("urzad@czaplinek.example", PASSWORD)
    Membership.objects.create(user=user, organisation=host, role=Role.COORDINATOR)
    return user


@pytest.fixture
def stranger(other_gmina):
    """Works for another gmina."""
    organisation = Organisation.objects.create(
        slug="gmina-zlocieniec", name="Gmina Złocieniec", kind="gmina", territory=other_gmina
    )
    user = User.objects.create_user("urzad@zlocieniec.example", PASSWORD)
    Membership.objects.create(user=user, organisation=organisation, role=Role.COORDINATOR)
    return user


@pytest.fixture
def resident(db):
    """Has an account and works for nobody."""
    return User.objects.create_user("mieszkanka@czaplinek.example", PASSWORD)


@pytest.fixture
def as_each(client, resident, stranger, official):
    """Call a function once as each of the cast; {name: what it returned}."""

    def call(function):
        found = {"nobody": function()}
        for name, user in {"resident": resident, "stranger": stranger, "official": official}.items():
            client.force_login(user)
            found[name] = function()
        return found

    return call


@pytest.fixture
def unhurried(monkeypatch):
    """Whoever sends one of the public's forms took the time that people take."""
    monkeypatch.setattr("mapconsult.accounts.guarded._age", lambda stamp: 60)


@pytest.fixture
def consultation(host, gmina):
    """Open now, for the whole gmina."""
    now = datetime.now(UTC)
    return Consultation.objects.create(
        host=host,
        territory=gmina,
        slug="teren-rekreacyjny",
        title="Teren rekreacyjny",
        summary="Co ma powstać nad jeziorem?",
        text="## O co pytamy\n\nZaznacz **miejsce** i napisz.",
        state=Consultation.State.PUBLISHED,
        opens_at=now - timedelta(days=10),
        closes_at=now + timedelta(days=10),
        extent=gmina.boundaries.get().geometry,
    )


@pytest.fixture
def people(consultation, official, stranger, resident, let_in):
    """{who: user}: one of the host's people in each role, guests, and those from outside; nobody is None.

    `guest_partner` comes from a foundation that is let in as a partner, `guest_council` from the district
    council of Drahimska, which reads its own district.
    """
    host = consultation.host
    staff = {"coordinator": official} | {
        role.value: _employ(host, role) for role in Role if role != Role.COORDINATOR
    }
    district = Area.objects.get(code="320301-drahimska")
    return staff | {
        "guest_partner": let_in("fundacja", "ngo", ceiling=Role.PARTNER),
        "guest_council": let_in("rada-drahimska", "district_council", ceiling=Role.ANALYST, area=district),
        "stranger": stranger,
        "resident": resident,
        "nobody": None,
    }


@pytest.fixture
def let_in(consultation):
    """Let an organisation into the consultation; returns its coordinator."""

    def let_in(slug, kind, *, ceiling, area=None):
        organisation = Organisation.objects.create(
            slug=slug, name=slug.capitalize(), kind=kind, territory=area or consultation.territory
        )
        Collaboration.objects.create(
            consultation=consultation, organisation=organisation, ceiling=ceiling, area=area
        )
        return _employ(organisation, Role.COORDINATOR)

    return let_in


def _employ(organisation, role):
    user = User.objects.create_user(f"{role}@{organisation.slug}.example")
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


@pytest.fixture
def playground(consultation):
    return Category.objects.create(
        consultation=consultation, slug="plac-zabaw", name="Plac zabaw", color="#e69f00", icon="playground"
    )


@pytest.fixture
def paths(consultation):
    return Category.objects.create(
        consultation=consultation,
        slug="sciezki",
        name="Ścieżki",
        color="#0072b2",
        icon="path",
        geometries=["point", "line", "polygon"],
        order=1,
    )


@pytest.fixture
def say(consultation):
    """Submit one remark per (lon, lat) or geometry or None, as one submission; returns the remarks.

    `device` makes two submissions one person's, `days` is how many days ago it was.
    """

    def say(*places, body="Proszę o ławkę.", category=None, device=None, days=0, channel="web"):
        drafts = [RemarkDraft(body=body, category=category, geometry=_geometry(place)) for place in places]
        key = uuid.uuid4()
        submission, _ = submit(
            consultation=consultation,
            draft=SubmissionDraft(key=key, body_digest=key.hex, remarks=drafts, channel=channel),
            origin=Origin(device=device),
            now=datetime.now(UTC) - timedelta(days=days),
        )
        return list(submission.remarks.order_by("ordinal"))

    return say


def _geometry(place):
    return Point(*place, srid=4326) if isinstance(place, tuple) else place
