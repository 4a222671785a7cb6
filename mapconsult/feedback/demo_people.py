"""The sign-ins of the demonstration: a coordinator of every host, and around the consultation of Czaplinek
one person of each role, an association and a district council."""

from datetime import date

from geo.models import Area, Level
from mapconsult.accounts.models import AccessibilityStatement, Membership, Organisation, User
from mapconsult.accounts.roles import Role
from mapconsult.consultations.models import Collaboration, Consultation

SHOWN = "czaplinek-teren-rekreacyjny"
# Slug, name, kind, the most its people may do, and the district that they are limited to.
GUESTS = [
    ("nad-drawskiem", "Stowarzyszenie Nad Drawskiem", Organisation.Kind.NGO, Role.PARTNER, None),
    (
        "rada-osiedla-drahimska",
        "Rada Osiedla Drahimska",
        Organisation.Kind.DISTRICT_COUNCIL,
        Role.ANALYST,
        "320301-drahimska",
    ),
]

STATEMENT = {
    "site_published_on": date(2026, 3, 2),
    "site_updated_on": date(2026, 5, 4),
    "made_on": date(2026, 5, 4),
    "reviewed_on": date(2026, 5, 4),
    "contact": "Koordynatorka dostępności, Urząd Miejski",
    "phone": "94 300 00 00",
    "architecture": (
        "Do budynku prowadzi pochylnia od strony parkingu. Drzwi otwierają się same.\n\n"
        "Winda dojeżdża na każde piętro, toaleta dostosowana jest na parterze. "
        "Można wejść z psem asystującym. Tłumacz języka migowego będzie, jeśli poprosisz trzy dni wcześniej."
    ),
}


def load_users(password):
    """Make the people; returns {e-mail: what they are}. An account that is there keeps its password."""
    hosts = Organisation.objects.filter(consultations__isnull=False).distinct()
    # Those that an older demonstration made, too: everybody shall enter by the password alone.
    Organisation.objects.filter(pk__in=hosts).update(second_factor_relaxed=True)
    made = [_employ(f"urzad@{host.slug}.example", password, host, Role.COORDINATOR) for host in hosts]
    shown = Consultation.objects.select_related("host").filter(slug=SHOWN).first()
    if shown:
        email = f"dostepnosc@{shown.host.slug}.example"
        AccessibilityStatement.objects.get_or_create(
            organisation=shown.host, defaults=STATEMENT | {"email": email}
        )
        made += _around(shown, password)
    admin = _user("admin@mapconsult.example", password, is_staff=True, is_superuser=True)
    return dict(made) | {admin.email: "administrator"}


def _around(consultation, password):
    host = consultation.host
    roles = [role for role in Role if role != Role.COORDINATOR]
    staff = [_employ(f"{role}@{host.slug}.example", password, host, role) for role in roles]
    return staff + [_let_in(consultation, password, *guest) for guest in GUESTS]


def _let_in(consultation, password, slug, name, kind, ceiling, district):
    fields = {
        "name": name,
        "kind": kind,
        "territory": consultation.host.territory,
        "second_factor_relaxed": True,
    }
    guest, _created = Organisation.objects.get_or_create(slug=slug, defaults=fields)
    # Without the schematic districts the council looks at the whole gmina.
    area = Area.objects.filter(level=Level.DISTRICT, code=district).first() if district else None
    Collaboration.objects.get_or_create(
        consultation=consultation, organisation=guest, defaults={"ceiling": ceiling, "area": area}
    )
    return _employ(f"kontakt@{slug}.example", password, guest, Role.COORDINATOR)


def _employ(email, password, organisation, role):
    """(e-mail, what the person is)."""
    user = _user(email, password)
    Membership.objects.get_or_create(user=user, organisation=organisation, defaults={"role": role})
    return user.email, f"{role}, {organisation}"


def _user(email, password, **fields):
    return User.objects.filter(email=email).first() or User.objects.create_user(email, password, **fields)
