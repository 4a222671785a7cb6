"""Every address of the project, with everybody of the cast, compared with the table in tests/access.py."""

import json
import uuid
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.contrib.gis.geos import Point
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import get_resolver, reverse

from geo.models import Layer, Level
from mapconsult.accounts.actions import invite
from mapconsult.accounts.models import AccessibilityStatement, User
from mapconsult.consultations.models import Consultation, LayerFile, OwnLayer, Survey
from mapconsult.feedback.actions import Origin, RemarkDraft, SubmissionDraft, submit
from mapconsult.feedback.identity import edit_token
from mapconsult.feedback.links import seal
from mapconsult.feedback.models import Contact, Letter, Photo, Remark, Scan, Submission
from mapconsult.insight.models import Analysis, Code, SavedView
from tests.access import DOORSTEP, OWN_ACCOUNT, ROWS
from tests.geo.layers import WARDS
from tests.people import Person

# What forms must say before anybody looks at who asks; every one names a remark besides.
SENT = {name: {"state": "hidden"} for name in ["feedback:moderation", "feedback:remark"]}
SENT["feedback:replies"] = {"hide": 1}
ASKED = {"email": "nobody@dom.example", "language": "pl", "remark": None, "place": None, "radius": None}
DAY = date(2026, 5, 4)
DECLARED = dict.fromkeys(["site_published_on", "site_updated_on", "made_on", "reviewed_on"], DAY)
REFUSED = {401, 403, 404, 405}
DRAHIMSKA = Point(16.3, 53.5, srid=4326)
BOX = "POLYGON((16.1 53.5, 16.2 53.5, 16.2 53.4, 16.1 53.4, 16.1 53.5))"
LAYERS = {
    "plan": {},
    "image": {"image": SimpleUploadedFile("plan.png", b"plan"), "corners": BOX},
}
# To sign in, and to set a second factor up.
DOORS = ("/konto/logowanie/", "/konto/drugi-skladnik/?")


def addresses(resolver, within="", arguments=frozenset()):
    """(full name, arguments) of every address; those of the admin are held by tests/test_admin.py."""
    for pattern in resolver.url_patterns:
        wanted = arguments | pattern.pattern.converters.keys()
        if not hasattr(pattern, "url_patterns"):
            yield within + (pattern.name or ""), wanted
        elif pattern.namespace != "admin":
            yield from addresses(
                pattern, within + (f"{pattern.namespace}:" if pattern.namespace else ""), wanted
            )


def test_every_address_has_a_row():
    """The last address of the API catches what is no address."""
    found = {name for name, _arguments in addresses(get_resolver())}
    assert found - {"api:"} == {*ROWS, *DOORSTEP, *OWN_ACCOUNT}


@pytest.fixture
def cast(people):
    """The people of the tests, an administrator, and a coordinator who showed no second factor."""
    admin = User.objects.create_superuser("admin@mapconsult.example", "x")
    return people | {"administrator": admin, "without_factor": people["coordinator"]}


@pytest.fixture
def arguments(consultation, people, tmp_path, settings):
    """{name of an address, or None: {argument: value}}: everything that is asked for is there."""
    settings.MEDIA_ROOT = str(tmp_path)
    Consultation.objects.filter(pk=consultation.pk).update(results_public=True)
    makers = [_sent, _entered, _plan, _survey, _guests, _results, _own_layers, _team]
    made = {}
    for make in makers:
        made |= make(consultation, people)
    about_one = {name: {"slug": consultation.slug} | values for name, values in made.items()}
    return about_one | {"api:area": {"level": Level.GMINA, "code": "320301"}}


def _sent(consultation, people):
    """A letter of a resident with a photo and an e-mail, and the links of its messages."""
    sent, token = _send(consultation, Origin(account=people["resident"]))
    remark = Remark.objects.get(submission=sent)
    files = {name: SimpleUploadedFile("p.png", b"p") for name in ["file", "preview"]}
    photo = Photo.objects.create(remark=remark, key=uuid.uuid4(), ordinal=1, width=1, height=1, **files)
    _make_letter(consultation, sent)
    contact = Contact.objects.create(submission=sent, email="jan@czaplinek.example")
    follow = json.dumps(ASKED | {"consultation": consultation.pk})
    return {
        None: {"pk": remark.pk, "token": token, "z": 0, "x": 0, "y": 0},
        "feedback:confirm": {"token": seal("confirm", f"{contact.pk} {contact.email}")},
        "feedback:follow-confirm": {"token": seal("follow", follow)},
        "feedback:follow-end": {"token": seal("unfollow", "0 nobody@dom.example")},
        "feedback:own-data-of": {"token": seal("own data", contact.email)},
        "feedback:own-data-download": {"token": seal("own data", contact.email)},
        "feedback:own-submission": {"pk": sent.pk},
        "feedback:own-letter-paper": {"pk": sent.pk},
        "feedback:own-submission-photo": {"pk": sent.pk, "photo": photo.pk},
        "feedback:submission-photo": {"token": token, "photo": photo.pk},
        "feedback:photo": {"pk": photo.pk},
        "feedback:photo-preview": {"pk": photo.pk},
        "feedback:formal-letter": {"pk": sent.pk},
        "api:reply": {"pk": remark.pk, "reply": 1},
    }


def _entered(consultation, people):
    """A letter on paper that a clerk has typed in, with its scan."""
    entered, _token = _send(consultation, Origin())
    Submission.objects.filter(pk=entered.pk).update(entered_by=people["clerk"], channel="paper")
    scan = Scan.objects.create(submission=entered, file=SimpleUploadedFile("scan.png", b"scan"))
    return {"feedback:entered": {"pk": entered.pk}, "feedback:scan": {"pk": scan.pk}}


def _plan(consultation, people):
    layers = {
        kind: {"pk": consultation.layers.create(kind=kind, name=kind, **fields).pk}
        for kind, fields in LAYERS.items()
    }
    return {
        "consultations:layer": layers["plan"],
        "consultations:layer-delete": layers["plan"],
        "consultations:layer-new": {"kind": "plan"},
        "api:layer": layers["plan"],
        "api:layer-image": layers["image"],
    }


def _survey(consultation, people):
    survey = Survey.objects.create(consultation=consultation, title="Ankieta", is_published=True)
    section = survey.sections.create(title="Plaża")
    question = section.questions.create(kind="number", text="Ile razy?")
    return {
        "consultations:section": {"pk": section.pk},
        "consultations:section-delete": {"pk": section.pk},
        "consultations:question": {"pk": question.pk},
        "consultations:question-delete": {"pk": question.pk},
        "consultations:question-new": {"section": section.pk, "kind": "single"},
    }


def _guests(consultation, people):
    guest = consultation.collaborations.get(organisation__slug="fundacja")
    return {
        "consultations:let-in": {"organisation": "gmina-zlocieniec"},
        "consultations:guest": {"pk": guest.pk},
        "consultations:guest-end": {"pk": guest.pk},
    }


def _results(consultation, people):
    """What officials keep beside the results: a shared view, a code, a suggested theme."""
    view = SavedView.objects.create(
        consultation=consultation,
        organisation=consultation.host,
        owner=people["coordinator"],
        name="Plaża",
        is_shared=True,
    )
    code = Code.objects.create(consultation=consultation, name="Cień", color="#0072b2")
    themes = _make_themes(consultation, people["analyst"])
    return {
        "api:analysis": {"pk": themes.pk},
        "insight:view": {"pk": view.pk},
        "insight:view-delete": {"pk": view.pk},
        "insight:code": {"pk": code.pk},
        "insight:theme": {"pk": themes.pk, "number": 0},
    }


def _own_layers(consultation, people):
    """Areas of the host's own, and a file that is to become some."""
    host = {"slug": consultation.host.slug}
    layer = Layer.objects.create(name="Obwody", file_name="x")
    own = OwnLayer.objects.create(organisation=consultation.host, layer=layer)
    named = {"name": "Szkoły", "file_name": "x.geojson", "name_field": "nazwa"}
    file = LayerFile.objects.create(organisation=consultation.host, content=WARDS, **named)
    return {
        "consultations:own-layers": host,
        "consultations:own-layer": host | {"pk": own.pk},
        "consultations:own-layer-file": host | {"pk": file.pk},
        "consultations:own-layer-delete": host | {"pk": own.pk},
    }


def _team(consultation, people):
    """The host's own pages, and somebody who is invited."""
    organisation, resident = consultation.host, people["resident"]
    clerk = organisation.memberships.get(role="clerk")
    AccessibilityStatement.objects.create(organisation=organisation, **DECLARED)
    EmailAddress.objects.update_or_create(user=resident, email=resident.email, defaults={"verified": True})
    links = []
    asked = {"email": resident.email, "role": "clerk", "by": people["coordinator"]}
    invitation = invite(organisation=organisation, link_to=links.append, **asked)
    host = {"slug": organisation.slug}
    names = ["consultations:privacy", "consultations:accessibility-of", "public:observatory-of"]
    names += ["team:team", "team:privacy", "team:accessibility"]
    return dict.fromkeys(names, host) | {
        "team:member": host | {"pk": clerk.pk},
        "team:remove": host | {"pk": clerk.pk},
        "team:invitation": host | {"pk": invitation.pk},
        "team:accept": {"token": links[0]},
    }


def _make_themes(consultation, asked_by):
    found = {"n": 20, "themes": [{"words": ["cień"], "remarks": []}]}
    return Analysis.objects.create(
        consultation=consultation, kind="themes", key="1", state="done", found=found, asked_by=asked_by
    )


def _make_letter(consultation, submission):
    Consultation.objects.filter(pk=consultation.pk).update(act_kind="local_plan")
    Submission.objects.filter(pk=submission.pk).update(form="letter")
    fields = {"addressee": "Burmistrz", "purpose": "remark", "act_kind": "local_plan", "takes_email": True}
    Letter.objects.create(submission=submission, **fields)


def _send(consultation, origin):
    key = uuid.uuid4()
    draft = SubmissionDraft(
        key=key, body_digest="", remarks=[RemarkDraft(body="Proszę o ławkę.", geometry=DRAHIMSKA)]
    )
    return submit(consultation=consultation, draft=draft, origin=origin)[0], edit_token(key)


def let_in(cast, address, method, sent=None):
    """Those of the cast whom the address lets in."""
    return {who for who, user in cast.items() if _is_let_in(who, user, address, method, sent)}


def _is_let_in(who, user, address, method, sent):
    """Asked in a transaction that is undone, so that everybody finds the same."""
    client = Person()
    with transaction.atomic():
        if user:
            client.force_login(user, second_factor=who != "without_factor")
        response = getattr(client, method)(address, sent)
        # What is not read to its end keeps its file open, or its place among the exports.
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    led_away = response.status_code == 302 and response["Location"].startswith(DOORS)
    return response.status_code not in REFUSED and not led_away


@pytest.mark.parametrize("name", ROWS)
def test_an_address_lets_in_whom_the_table_names(name, cast, arguments):
    address = address_of(name, arguments)
    reading, writing = ROWS[name]
    about = Submission.objects.filter(channel="paper" if name == "feedback:entered" else "web").get()
    sent = SENT.get(name, {}) | {"remark": about.remarks.get().pk}
    found = {"read": let_in(cast, address, "get"), "write": let_in(cast, address, "post", sent)}
    assert found == {"read": reading, "write": writing}


@pytest.mark.parametrize("name", OWN_ACCOUNT)
def test_nobody_looks_after_an_account_without_signing_in(name, db):
    address = address_of(name, {None: {"pk": 1}})
    assert let_in({"nobody": None}, address, "get") == let_in({"nobody": None}, address, "post") == set()


def address_of(name, known):
    """With those of the known arguments that the address takes."""
    wanted = dict(addresses(get_resolver()))[name]
    values = known[None] | known.get(name, {})
    return reverse(name, kwargs={argument: values[argument] for argument in wanted})
