"""The formal letter: two pages without a script, one record, nothing lost when something is wrong."""

import json
import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mapconsult.accounts.models import OutgoingMail
from mapconsult.consultations.models import Consultation, PlanLayer, Zone
from mapconsult.feedback import guards
from mapconsult.feedback.models import Contact, Letter, Remark, Scan, Submission
from tests.feedback.formal import PATH, PDF, formal

SEND = {"step": "send"}
BEACH = json.dumps({"type": "Point", "coordinates": [16.21, 53.55]})
LONGEST = "x" * 501


@pytest.fixture(autouse=True)
def planning(consultation, settings, tmp_path, unhurried):
    """The consultation is about a planning act."""
    settings.MEDIA_ROOT = tmp_path
    Consultation.objects.filter(pk=consultation.pk).update(act_kind="local_plan")


@pytest.fixture
def plan(consultation):
    """A zone of the plan, the beach."""
    layer = PlanLayer.objects.create(consultation=consultation, kind="plan", name="Plan")
    shape = "SRID=4326;POLYGON((16.25 53.5, 16.3 53.5, 16.3 53.6, 16.25 53.6, 16.25 53.5))"
    look = {"fill": "#cfe3f1", "stroke": "#5f93b5", "opacity": 0.6}
    return Zone.objects.create(layer=layer, name="Plaża", kind="beach", geometry=shape, **look)


def close(consultation):
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=timezone.now())


def wrong(response):
    """Names of the fields that are marked as wrong."""
    assert response.status_code == 422
    filling = response.context["filling"]
    named = {f"{name}-{field}" for name, form in filling.addresses.items() for field in form.errors}
    points = {name for form in filling.points.forms for name in form.errors}
    return {*filling.letter.errors} | named | points


def test_the_form_begins_with_the_office_and_its_act(client, consultation):
    consultation.host.controller = "Burmistrz Czaplinka"
    consultation.host.save()
    letter = client.get(PATH).context["filling"].letter
    assert letter["addressee"].value() == "Burmistrz Czaplinka"
    assert letter["act_kind"].value() == "local_plan"
    assert letter["purpose"].value() == "remark"


def test_only_consultations_about_a_planning_act_have_it(client, consultation):
    assert PATH in client.get(consultation.get_absolute_url()).text
    Consultation.objects.update(act_kind="")
    assert client.get(PATH).status_code == client.post(PATH, formal()).status_code == 404
    assert PATH not in client.get(consultation.get_absolute_url()).text


def test_one_closed_says_so_and_offers_no_form(client, consultation):
    close(consultation)
    response = client.get(PATH)
    assert "Teraz nie można tu składać pism." in response.text
    assert "<textarea" not in response.text
    assert PATH + '"' not in client.get(consultation.get_absolute_url()).text


def test_a_letter_is_read_again_before_it_is_sent(client):
    response = client.post(PATH, formal({"parcel": "12/3", "whole": "no"}))
    assert "ul. Polna 5/2, 78-550 Czaplinek" in response.text
    assert "działka 12/3" in response.text
    assert "Część działki." in response.text
    assert not Submission.objects.exists()


def test_a_letter_makes_the_same_record_as_the_map(client, playground):
    points = [{"category": playground.pk, "geometry": BEACH}, {"body": "Drugi", "parcel": "12/3"}]
    response = client.post(PATH, formal(*points) | SEND)
    submission = Submission.objects.get()
    assert (submission.form, submission.channel) == ("letter", "web")
    told = submission.remarks.order_by("ordinal").values_list("kind", "category", "gmina__name", "parcel")
    assert list(told) == [("remark", playground.pk, "Czaplinek", ""), ("remark", None, None, "12/3")]
    assert submission.letter.act_name == "Plan miejscowy nad jeziorem"
    assert f"numer: {submission.pk}." in client.get(response.url).text


@pytest.mark.parametrize("purpose", ["application", "change", "new_act"])
def test_what_asks_for_an_act_is_an_application(client, purpose):
    client.post(PATH, formal(purpose=purpose) | SEND)
    assert Remark.objects.get().kind == "application"


def test_who_writes_is_kept_apart(client):
    others = {"letters-house": "1", "letters-postcode": "00-001", "letters-town": "Warszawa"}
    agent = {"agent_role": "proxy", "agent_name": "Jan Lis", "agent_phone": "600 000 000"}
    agent |= {"agent-street": "ul. Długa", "agent-house": "3", "agent-postcode": "1", "agent-town": "Tychy"}
    client.post(PATH, formal(**others, **agent, delivery_address="AE:PL-1") | SEND)
    contact = Contact.objects.get()
    assert (contact.name, contact.is_owner) == ("Anna Nowak", True)
    assert contact.address == "ul. Polna 5/2, 78-550 Czaplinek"
    assert contact.correspondence_address == "Warszawa 1, 00-001 Warszawa"
    assert contact.delivery_address == "AE:PL-1"
    assert (contact.agent_role, contact.agent_name) == ("proxy", "Jan Lis")
    assert contact.agent_address == "ul. Długa 3, 1 Tychy"


def test_what_is_asked_of_the_land_is_part_of_what_is_said(client):
    land = {"land_use": "zieleń", "built_share": "30", "height": "9.5", "green_share": "40"}
    client.post(PATH, formal(land) | SEND)
    assert Remark.objects.get().body.splitlines()[2:] == [
        "Proponowane przeznaczenie: zieleń.",
        "Największy udział powierzchni zabudowy: 30%.",
        "Największa wysokość zabudowy: 9,5 m.",
        "Najmniejszy udział powierzchni biologicznie czynnej: 40%.",
    ]


def test_a_zone_or_a_district_is_a_place(client, plan):
    client.post(PATH, formal({"zone": plan.pk}, {"district": "320301-drahimska"}) | SEND)
    told = Remark.objects.order_by("ordinal").values_list("placed_by", "zone", "district__name")
    assert list(told) == [("zone", plan.pk, "Drahimska"), ("district", None, "Drahimska")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"addressee": ""}, "addressee"),
        ({"addressee": LONGEST}, "addressee"),
        ({"purpose": "complaint"}, "purpose"),
        ({"act_kind": "budget"}, "act_kind"),
        ({"act_name": ""}, "act_name"),
        ({"name": ""}, "name"),
        ({"name": LONGEST}, "name"),
        ({"email": "anna"}, "email"),
        ({"phone": "6" * 31}, "phone"),
        ({"delivery_address": LONGEST}, "delivery_address"),
        ({"is_owner": ""}, "is_owner"),
        ({"is_owner": "perhaps"}, "is_owner"),
        ({"stakeholder": "king"}, "stakeholder"),
        ({"takes_email": ""}, "takes_email"),
        ({"email": ""}, "takes_email"),
        ({"key": "1"}, "key"),
        ({"address-town": ""}, "address-town"),
        ({"address-postcode": LONGEST}, "address-postcode"),
        ({"letters-street": "Polna"}, "letters-house"),
        ({"agent_name": "Jan"}, "agent_role"),
        ({"agent_name": "Jan", "agent_role": "proxy"}, "agent-town"),
        ({"agent_role": "king"}, "agent_role"),
        ({"agent_email": "jan"}, "agent_email"),
        ({"agent-town": "Tychy"}, "agent-house"),
        ({"name": "a\x00b"}, "name"),
    ],
)
def test_what_is_wrong_is_marked_and_nothing_is_lost(client, changes, field):
    response = client.post(PATH, formal(**changes) | SEND)
    assert field in wrong(response)
    assert "Proszę o ławkę." in response.text
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("point", "field"),
    [
        ({"body": ""}, "body"),
        ({"body": "x" * 5001}, "body"),
        ({"body": "x" * 4990, "land_use": "zieleń miejska"}, "body"),
        ({"category": "999"}, "category"),
        ({"geometry": "{"}, "geometry"),
        ({"geometry": "[]"}, "geometry"),
        ({"geometry": "[" * 20_000}, "geometry"),
        ({"geometry": '{"type": "Point", "coordinates": [19, 50]}'}, "geometry"),
        ({"parcel": "1" * 61}, "parcel"),
        ({"whole": "half"}, "whole"),
        ({"place_note": "x" * 301}, "place_note"),
        ({"zone": "999"}, "zone"),
        ({"district": "320306"}, "district"),
        ({"built_share": "101"}, "built_share"),
        ({"height": "-1"}, "height"),
        ({"green_share": "NaN"}, "green_share"),
    ],
)
def test_a_wrong_point_is_marked(client, playground, plan, point, field):
    assert field in wrong(client.post(PATH, formal(point) | SEND))
    assert not Submission.objects.exists()


@pytest.mark.parametrize("total", ["0", "21", "-1", "x", "9" * 30, ""])
def test_another_number_of_points_is_no_fault(client, total):
    assert client.post(PATH, formal(**{"point-TOTAL_FORMS": total}) | SEND).status_code == 422


def test_a_point_is_added_without_a_script(client):
    response = client.post(PATH, formal() | {"step": "more"})
    assert len(response.context["filling"].points.forms) == 2
    assert "Proszę o ławkę." in response.text
    assert "errorlist" not in response.text


def test_one_goes_back_to_change_the_letter(client):
    response = client.post(PATH, formal(name="") | {"step": "edit"})
    assert "ul. Polna" in response.text
    assert "errorlist" not in response.text


def test_attachments_are_kept_with_their_kind(client):
    files = {
        "authority": SimpleUploadedFile("pełnomocnictwo.pdf", PDF),
        "other_2": SimpleUploadedFile("szkic.pdf", PDF),
    }
    response = client.post(PATH, formal() | SEND | files)
    told = list(Scan.objects.values_list("kind", "name"))
    assert told == [("authority", "pełnomocnictwo.pdf"), ("other", "szkic.pdf")]
    assert "pełnomocnictwo.pdf" in client.get(response.url).text


def test_a_bad_attachment_stops_the_letter_and_loses_no_word(client):
    response = client.post(PATH, formal() | SEND | {"fee": SimpleUploadedFile("a.pdf", b"x")})
    assert (response.status_code, [*response.context["attachments"].errors]) == (422, ["fee"])
    assert 'value="Proszę o ławkę."' in response.text
    assert not Submission.objects.exists()


def test_a_repeat_is_stored_once(client, tmp_path):
    data = formal() | SEND
    sent = [
        client.post(PATH, data | {"authority": SimpleUploadedFile("a.pdf", PDF)}).url for _time in range(2)
    ]
    assert sent[0] == sent[1]
    assert Submission.objects.count() == Letter.objects.count() == len([*tmp_path.glob("scans/*")]) == 1


def test_the_same_form_with_other_words_is_refused(client):
    data = formal() | SEND
    client.post(PATH, data)
    response = client.post(PATH, data | {"point-0-body": "Coś innego"})
    assert response.status_code == 409
    assert "Coś innego" in response.text
    assert Submission.objects.count() == 1


def test_a_letter_that_comes_too_late_is_kept_on_the_page_and_a_repeat_gets_its_answer(client, consultation):
    data = formal() | SEND
    address = client.post(PATH, data).url
    close(consultation)
    assert client.post(PATH, data).url == address
    response = client.post(PATH, formal(name="Późna Osoba") | SEND)
    assert (response.status_code, Submission.objects.count()) == (409, 1)
    assert "Późna Osoba" in response.text


def test_too_many_letters_are_refused_in_words(client, settings):
    settings.REMARKS_PER_ADDRESS = settings.REMARKS_PER_DEVICE = 1
    client.post(PATH, formal() | SEND)
    response = client.post(PATH, formal({"body": "Coś innego"}) | SEND)
    assert (response.status_code, Submission.objects.count()) == (429, 1)
    assert "Coś innego" in response.text


def test_files_are_cleaned_so_often_and_no_oftener(client, monkeypatch):
    monkeypatch.setattr("mapconsult.feedback.letter_views.FILES", 1)
    files = {name: SimpleUploadedFile("a.pdf", PDF) for name in ("fee", "boundary")}
    response = client.post(PATH, formal() | SEND | files)
    assert (response.status_code, Submission.objects.count()) == (429, 0)


def test_a_robot_that_fills_in_the_decoy_waits_for_a_moderator_and_gets_no_mail(client):
    client.post(PATH, formal(website="x") | SEND)
    assert Remark.objects.get().flags == ["honeypot"]
    assert not OutgoingMail.objects.exists()


def test_without_a_proof_it_waits_for_a_moderator_where_one_is_asked(client, consultation):
    Consultation.objects.update(proof_of_work="always")
    client.post(PATH, formal() | SEND)
    assert Remark.objects.get().flags == [guards.Flag.UNPROVEN]


def test_the_receipt_has_number_and_date_and_no_personal_data(client):
    address = client.post(PATH, formal() | SEND).url
    submission, mail = Submission.objects.get(), OutgoingMail.objects.get()
    assert mail.subject == f"Potwierdzenie: Twoje pismo {submission.pk}"
    assert f"Numer: {submission.pk}" in mail.text
    assert timezone.localtime(submission.received_at).strftime("%H:%M") in mail.text
    assert "Ma 1 punkt." in mail.text
    assert address in mail.text
    assert not any(word in mail.text for word in ("Anna", "Polna", "ławkę"))


def test_logs_tell_neither_the_sender_nor_the_link(client, caplog):
    caplog.set_level(logging.INFO)
    address = client.post(PATH, formal() | SEND).url
    client.get(address)
    told = " ".join(record.getMessage() for record in caplog.records)
    assert not any(secret in told for secret in (address.split("/")[2], "Anna", "anna@"))


def test_the_number_of_queries_does_not_grow_with_points(client, plan, django_assert_num_queries):
    with django_assert_num_queries(8):
        client.get(PATH)
    points = [{"zone": plan.pk, "body": f"Punkt {number}"} for number in range(5)]
    with django_assert_num_queries(6):
        client.post(PATH, formal(*points))
