"""A clerk enters letters and what was said at meetings."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from geo.models import Area
from mapconsult.accounts.roles import Role
from mapconsult.feedback.deciding import approve, propose
from mapconsult.feedback.models import Contact, Remark, Scan, Submission

URL = "/panel/teren-rekreacyjny/wpisz/"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
LAKE = (16.25, 53.56)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def errors_of(response):
    """Names of the fields that are wrong, of the letter and of its points."""
    context = response.context
    return {*context["letter"].errors, *(name for form in context["points"].errors for name in form)}


def test_a_letter_is_stored_with_its_points_and_its_number_is_told(sign_in, letter, playground, people):
    data = letter({"category": playground.pk, "coordinates": "53.56 16.25"}, {"body": "I kosz."})
    response = sign_in("clerk").post(URL, data, follow=True)
    submission = Submission.objects.get()
    assert (submission.channel, submission.entered_by) == ("paper", people["clerk"])
    assert [(one.reference, one.body) for one in submission.points] == [
        (f"{submission.pk}.1", "Proszę o ławkę."),
        (f"{submission.pk}.2", "I kosz."),
    ]
    assert submission.points[0].district.code == "320301-drahimska"
    assert str(submission.pk) in str([*response.context["messages"]][0])


def test_the_sender_is_kept_apart_and_never_shown_in_public(sign_in, letter, client):
    sign_in("clerk").post(URL, letter(phone="600 100 200", is_owner="yes"))
    contact = Contact.objects.get()
    assert (contact.name, contact.phone, contact.is_owner) == ("Halina Wójcik", "600 100 200", True)
    client.logout()
    page = client.get("/konsultacje/teren-rekreacyjny/").text
    assert "Proszę o ławkę." in page
    assert "Halina" not in page


def test_a_form_sent_twice_is_counted_once(sign_in, letter):
    client, data = sign_in("clerk"), letter()
    first, second = client.post(URL, data), client.post(URL, data)
    assert first.url == second.url
    assert Submission.objects.count() == Contact.objects.count() == 1


def test_a_form_sent_again_with_other_words_is_told(sign_in, letter):
    client, data = sign_in("clerk"), letter()
    client.post(URL, data)
    response = client.post(URL, data | {"point-0-body": "Inne słowa"})
    assert response.status_code == 409
    assert Submission.objects.count() == 1


def test_each_letter_is_a_person_unless_an_e_mail_says_who(sign_in, letter):
    client = sign_in("clerk")
    for changes in ({}, {}, {"email": "a@b.example"}, {"email": "A@b.example"}):
        client.post(URL, letter(**changes))
    assert Submission.objects.values("person_key").distinct().count() == 3


def test_what_came_outside_the_time_is_stored_and_marked(sign_in, letter, consultation):
    day = timezone.localdate(consultation.opens_at) - timedelta(days=1)
    sign_in("clerk").post(URL, letter(received_on=day.isoformat()))
    remark = Remark.objects.get()
    assert (remark.flags, remark.state) == (["late"], "pending")
    assert timezone.localdate(remark.received_at) == day


@pytest.mark.parametrize("day", ["opens_at", "closes_at"])
def test_what_came_on_the_first_and_last_day_is_not_late(sign_in, letter, consultation, day):
    consultation.opens_at = timezone.now() - timedelta(days=9)
    consultation.closes_at = timezone.now() - timedelta(days=2)
    consultation.save()
    sign_in("clerk").post(URL, letter(received_on=timezone.localdate(getattr(consultation, day)).isoformat()))
    assert Remark.objects.get().flags == []


def test_a_consultation_that_checks_first_holds_letters_back(sign_in, letter, consultation):
    consultation.moderation = "before"
    consultation.save()
    sign_in("clerk").post(URL, letter())
    assert Remark.objects.get().state == "pending"


@pytest.mark.parametrize(
    ("point", "changes", "wrong"),
    [
        ({"body": " "}, {}, {"body"}),
        ({"body": "x" * 5001}, {}, {"body"}),
        ({"category": "999"}, {}, {"category"}),
        ({"coordinates": "tu"}, {}, {"coordinates"}),
        ({"coordinates": "53.56"}, {}, {"coordinates"}),
        ({"coordinates": "53.56 99"}, {}, {"coordinates"}),
        ({"coordinates": "9" * 60}, {}, {"coordinates"}),
        ({"coordinates": "1 2", "system": "2180"}, {}, {"coordinates"}),
        ({"coordinates": "53.56 16.25", "system": "9999"}, {}, {"system"}),
        ({"coordinates": "53.56 16.25", "area": "320301-rynek"}, {}, {"area"}),
        ({"area": "320306"}, {}, {"area"}),
        ({}, {"received_on": ""}, {"received_on"}),
        ({}, {"received_on": "jutro"}, {"received_on"}),
        ({}, {"received_on": (date.today() + timedelta(days=2)).isoformat()}, {"received_on"}),
        ({}, {"received_on": "0001-01-01"}, {"received_on"}),
        ({}, {"channel": "web"}, {"channel"}),
        ({}, {"channel": "meeting"}, {"__all__"}),
        ({}, {"key": "x"}, {"key"}),
        ({}, {"email": "x"}, {"email"}),
        ({}, {"name": "x" * 201}, {"name"}),
        ({}, {"name": "", "is_owner": "yes"}, {"is_owner"}),
        ({}, {"stakeholder": "x"}, {"stakeholder"}),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(sign_in, letter, point, changes, wrong):
    data = letter(point, **changes)
    response = sign_in("clerk").post(URL, data)
    assert response.status_code == 422
    assert errors_of(response) == wrong
    assert response.context["letter"]["name"].value() == data["name"]
    assert not Submission.objects.exists()


@pytest.mark.parametrize("total", ["0", "x", "51", "99999999999999999999"])
def test_a_forged_number_of_points_is_told(sign_in, letter, total):
    response = sign_in("clerk").post(URL, letter() | {"point-TOTAL_FORMS": total})
    assert response.status_code == 422
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("53.56 16.25", "4326"),
        ("53,56; 16,25", "4326"),
        ("16.25, 53.56", "4326"),
        ("636304.22 317918.46", "2180"),
        ("317918,46 636304,22", "2180"),
        ("5937213 5582823", "2176"),
    ],
)
def test_coordinates_are_taken_in_the_order_that_lies_within_the_extent(sign_in, letter, text, system):
    response = sign_in("clerk").post(URL, letter({"coordinates": text, "system": system}))
    assert response.status_code == 302, errors_of(response)
    assert [round(degrees, 3) for degrees in Remark.objects.get().geometry.coords] == [16.25, 53.56]


def test_an_area_puts_the_pin_within_it(sign_in, letter):
    sign_in("clerk").post(URL, letter({"area": "320301-rynek"}))
    assert Remark.objects.get().district.name == "Rynek"


def test_a_category_that_takes_no_points_takes_no_place(sign_in, letter, paths):
    paths.geometries = ["line"]
    paths.save()
    response = sign_in("clerk").post(URL, letter({"category": paths.pk, "area": "320301-rynek"}))
    assert errors_of(response) == {"category"}


def test_a_point_that_is_left_blank_is_none(sign_in, letter):
    sign_in("clerk").post(URL, letter({}, {"body": ""}, {"body": "Trzecia"}))
    assert [remark.body for remark in Submission.objects.get().points] == ["Proszę o ławkę.", "Trzecia"]


def test_another_point_is_added_without_a_script_and_nothing_is_lost(sign_in, letter):
    data = letter({"body": "Pierwszy", "coordinates": "tu"}, {"body": "Drugi"}, name="Halina")
    response = sign_in("clerk").post(URL, data | {"more": "1"})
    points = response.context["points"]
    assert [form["body"].value() for form in points] == ["Pierwszy", "Drugi", None]
    assert points[0]["coordinates"].value() == "tu"
    assert str(response.context["letter"]["key"].value()) == data["key"]
    assert not Submission.objects.exists()


def test_a_guest_clerk_enters_for_the_own_area_alone(client, let_in, letter, gmina):
    area = Area.objects.get(code="320301-drahimska")
    client.force_login(let_in("rada", "district_council", ceiling=Role.CLERK, area=area))
    for point in ({}, {"area": "320301-rynek"}):
        assert client.post(URL, letter(point)).status_code == 422
    assert client.post(URL, letter({"area": "320301-drahimska"})).status_code == 302


def test_a_clerk_sees_own_entries_alone(sign_in, letter, say):
    [web] = say(LAKE)
    client = sign_in("coordinator")
    client.post(URL, letter(scans=[SimpleUploadedFile("list.pdf", PDF)]))
    entry = Submission.objects.get(entered_by__isnull=False)
    assert client.get(f"{URL}{entry.pk}/").status_code == 200
    assert client.get(f"{URL}{web.submission_id}/").status_code == 404
    client = sign_in("clerk")
    assert client.get(f"{URL}{entry.pk}/").status_code == 404
    assert client.get(f"/panel/teren-rekreacyjny/skany/{Scan.objects.get().pk}/").status_code == 404
    assert [*client.get(URL).context["own"]] == []


def test_an_own_entry_is_put_right_until_it_is_decided(sign_in, letter, playground, official):
    client = sign_in("clerk")
    address = client.post(URL, letter()).url
    remark = Remark.objects.get()
    data = {"remark": remark.pk, f"{remark.pk}-body": "Dwie ławki", f"{remark.pk}-category": playground.pk}
    client.post(address, data)
    remark.refresh_from_db()
    assert (remark.body, remark.category) == ("Dwie ławki", playground)
    decision = propose(remark=remark, outcome="accepted", justification="Tak.", by=official)
    approve(disposition=decision, by=official)
    client.post(address, data | {f"{remark.pk}-body": "Trzy ławki"})
    assert Remark.objects.get().body == "Dwie ławki"


def test_a_correction_without_words_is_told(sign_in, letter):
    client = sign_in("clerk")
    address, remark = client.post(URL, letter()).url, Remark.objects.get()
    response = client.post(address, {"remark": remark.pk, f"{remark.pk}-body": " "})
    assert response.status_code == 422
    assert Remark.objects.get().body == "Proszę o ławkę."
    assert client.post(address, {"remark": "x"}).status_code == 404


@pytest.mark.parametrize("who", ["moderator", "approver", "analyst", "planner", "partner", "guest_partner"])
def test_others_do_not_enter(sign_in, letter, who):
    assert sign_in(who).get(URL).status_code == 403
    assert sign_in(who).post(URL, letter()).status_code == 403


def test_the_pages_cost_a_fixed_number_of_queries(sign_in, letter, django_assert_max_num_queries):
    client = sign_in("clerk")
    address = client.post(URL, letter(*[{}] * 20)).url
    with django_assert_max_num_queries(16):
        client.get(URL)
    with django_assert_max_num_queries(14):
        client.get(address)
