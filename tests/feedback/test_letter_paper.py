"""The formal letter on paper: as it was sent, blank, and who may print it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader

from mapconsult.consultations.models import Consultation, PlanLayer, Zone
from mapconsult.feedback.actions import edit_remark
from mapconsult.feedback.dossier import gather
from mapconsult.feedback.erasure import erase_person
from mapconsult.feedback.models import Contact, Letter, Remark, Scan, Submission
from tests.feedback.formal import PATH, PDF, formal

AREA = (
    '{"type": "Polygon", "coordinates": [[[16.21, 53.55], [16.22, 53.55], [16.22, 53.56], [16.21, 53.55]]]}'
)


@pytest.fixture(autouse=True)
def planning(consultation, settings, tmp_path, unhurried):
    """The consultation is about a planning act."""
    settings.MEDIA_ROOT = tmp_path
    Consultation.objects.filter(pk=consultation.pk).update(act_kind="local_plan")


@pytest.fixture
def sent(client):
    """The address of the private page of a letter with an area, a parcel and an attachment."""
    points = [{"geometry": AREA}, {"body": "Punkt o działce", "parcel": "12/3"}]
    agent = {"agent_role": "delivery", "agent_name": "Jan Lis"}
    agent |= {"agent-house": "3", "agent-postcode": "43-100", "agent-town": "Tychy"}
    files = {"authority": SimpleUploadedFile("zgoda.pdf", PDF)}
    return client.post(PATH, formal(*points, **agent) | files | {"step": "send"}).url


def read(response):
    """The words of a PDF, whatever its lines."""
    assert response["Content-Type"] == "application/pdf"
    document = PdfReader(BytesIO(response.content))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.trailer["/Root"]["/Lang"] == "pl"
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def test_the_letter_is_printed_by_the_sections_of_the_form(client, sent):
    words = read(client.get(sent + "pismo.pdf"))
    submission = Submission.objects.get()
    received = timezone.localtime(submission.received_at).strftime("%H:%M")
    said = [
        f"Numer {submission.pk}",
        received,
        "1. Organ Burmistrz Czaplinka Rynek 6",
        "2. Rodzaj pisma uwaga do konsultowanego projektu aktu",
        "Nazwa aktu: Plan miejscowy nad jeziorem",
        "Anna Nowak ul. Polna 5/2, 78-550 Czaplinek",
        "5. Adres do korespondencji jak wyżej",
        "6. Pełnomocnik Jan Lis (tylko odbiera korespondencję)",
        f"{submission.pk}.1 Proszę o ławkę.",
        "Drahimska, gmina Czaplinek",
        "Działka ewidencyjna 12/3",
        "pełnomocnictwo: zgoda.pdf",
        "10. Podpis i data",
    ]
    places = [words.find(part) for part in said]
    assert -1 not in places
    assert places == sorted(places)


def test_a_shape_is_sketched_with_words_for_it(client, sent):
    document = PdfReader(BytesIO(client.get(sent + "pismo.pdf").content))
    objects = [document.get_object(number) for number in range(1, document.trailer["/Size"])]
    words = [one["/Alt"] for one in objects if isinstance(one, dict) and "/Alt" in one]
    assert words == [f"Szkic miejsca punktu {Submission.objects.get().pk}.1, północ u góry"]


def test_whatever_a_plan_consists_of_can_be_drawn_around_a_place(client, sent, consultation):
    layer = PlanLayer.objects.create(consultation=consultation, kind="plan", name="Plan")
    shape = "GEOMETRYCOLLECTION(POINT(16.2 53.5),POLYGON((16.1 53.4,16.4 53.4,16.4 53.7,16.1 53.4)))"
    colours = {"fill": "#cfe3f1", "stroke": "#5f93b5"}
    Zone.objects.create(layer=layer, name="Las", geometry=f"SRID=4326;{shape}", **colours)
    assert client.get(sent + "pismo.pdf").status_code == 200


def test_what_was_sent_is_printed_although_it_is_changed(client, sent):
    remark = Remark.objects.get(ordinal=1)
    edit_remark(remark=remark, body="Dwie ławki", category=None)
    words = read(client.get(sent + "pismo.pdf"))
    assert "Proszę o ławkę." in words
    assert "Dwie ławki" not in words
    assert "zmienił później słowa" in words


def test_a_letter_outlives_its_person(client, sent):
    Contact.objects.all().delete()
    words = read(client.get(sent + "pismo.pdf"))
    assert "Anna" not in words
    assert "Proszę o ławkę." in words


def test_other_submissions_have_no_letter(client, sent):
    Submission.objects.update(form="remarks")
    assert client.get(sent + "pismo.pdf").status_code == 404
    assert "pismo.pdf" not in client.get(sent).text


def test_the_private_page_leads_to_the_paper_and_names_the_letter(client, sent):
    page = client.get(sent).text
    assert 'href="pismo.pdf"' in page
    assert "Plan miejscowy nad jeziorem" in page
    assert "zgoda.pdf" in page


def test_the_account_prints_its_own(client, sent, resident, stranger):
    Submission.objects.update(account=resident)
    address = f"/konto/zgloszenia/{Submission.objects.get().pk}/pismo.pdf"
    client.force_login(resident)
    assert "Anna Nowak" in read(client.get(address))
    client.force_login(stranger)
    assert client.get(address).status_code == 404


def test_a_letter_is_not_printed_without_end(client, sent, monkeypatch):
    monkeypatch.setattr("mapconsult.feedback.letter_views.PRINTS", 1)
    client.get(sent + "pismo.pdf")
    assert client.get(sent + "pismo.pdf").url == sent


def test_the_blank_form_has_all_sections(client, consultation):
    words = read(client.get(PATH + "druk.pdf"))
    for number, title in enumerate(
        ["Organ", "Rodzaj pisma", "Rodzaj aktu", "Nadawca", "Adres do korespondencji", "Pełnomocnik"], start=1
    ):
        assert f"{number}. {title}" in words
    assert consultation.title in words
    assert "10. Podpis i data" in words


def test_a_text_of_very_many_lines_flows_on_paper(client, monkeypatch):
    page = client.post(PATH, formal({"body": "raz\ndwa\u2028trzy"}) | {"step": "send"}).url
    monkeypatch.setattr("mapconsult.feedback.letter_paper.MOST_LINES", 2)
    said = []
    monkeypatch.setattr("mapconsult.consultations.pdf._print", lambda html: said.append(html) or b"")
    client.get(page + "pismo.pdf")
    assert "raz dwa trzy" in said[0]


def test_the_blank_form_is_made_once_an_hour_whatever_people_send(client, consultation, monkeypatch):
    first = client.get(PATH + "druk.pdf").content
    consultation.bump()
    monkeypatch.setattr("mapconsult.consultations.pdf._print", lambda html: 1 / 0)
    assert client.get(PATH + "druk.pdf").content == first


def test_officials_see_the_letter_and_who_may_prints_it(client, sent, people):
    remark = Remark.objects.get(ordinal=1)
    page = f"/panel/teren-rekreacyjny/uwagi/{remark.pk}/"
    client.force_login(people["moderator"])
    assert "Plan miejscowy nad jeziorem" in client.get(page).text
    paper = f"/panel/teren-rekreacyjny/pisma/{remark.submission_id}/"
    assert client.get(paper).status_code == 403
    client.force_login(people["coordinator"])
    shown = client.post(page, {"contact": "1"}).text
    assert "Jan Lis" in shown
    assert "Pobierz: pełnomocnictwo" in shown
    assert "Anna Nowak" in read(client.get(paper))


def test_a_person_gets_and_erases_all_that_a_letter_says_of_them(sent):
    Contact.objects.update(confirmed_at=timezone.now())
    found = gather("anna@czaplinek.example")
    assert found[Contact][0]["agent_name"] == "Jan Lis"
    assert found[Letter][0]["act_name"] == "Plan miejscowy nad jeziorem"
    erase_person(email="anna@czaplinek.example")
    assert not Contact.objects.exists()
    assert not Scan.objects.exists()
    assert Letter.objects.count() == 1


def test_the_number_of_queries_is_that_of_one_point(client, sent, django_assert_num_queries):
    with django_assert_num_queries(9):
        client.get(sent + "pismo.pdf")
    with django_assert_num_queries(7):
        client.get(sent)
