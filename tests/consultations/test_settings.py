"""Writing a consultation: who may, what is refused, and that nothing typed is lost."""

import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from geo.models import Area
from mapconsult.accounts.models import Organisation
from mapconsult.accounts.roles import Role
from mapconsult.consultations.models import Category, Consultation
from tests.consultations.typed import typed

NEW, PAGE = "/panel/nowa/", "/panel/teren-rekreacyjny/ustawienia/"
STATE = f"{PAGE}stan/"
BOX = {"type": "Polygon", "coordinates": [[[16.1, 53.5], [16.2, 53.5], [16.2, 53.6], [16.1, 53.5]]]}
OUTSIDERS = {"stranger": 404, "resident": 404, "nobody": 302}


@pytest.fixture
def office(client, official):
    client.force_login(official)
    return client


@pytest.fixture
def save(office):
    """Send the page of the settings with some fields changed."""

    def save(page=PAGE, **changes):
        return office.post(page, typed(office.get(page), **changes))

    return save


@pytest.fixture
def draft(consultation):
    Consultation.objects.update(state=Consultation.State.DRAFT)
    return consultation


def statuses(client, people, path):
    found = {}
    for who, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        found[who] = client.get(path).status_code
    return found


def by_role(allowed, **others):
    return dict.fromkeys([*Role.values, "guest_council"], 403) | dict.fromkeys(allowed, 200) | others


@pytest.mark.parametrize("page", [PAGE, STATE])
def test_a_draft_is_written_by_editors(client, people, draft, page):
    expected = by_role(["coordinator", "approver", "partner", "guest_partner"], **OUTSIDERS)
    assert statuses(client, people, page) == expected


@pytest.mark.parametrize("page", [PAGE, STATE])
def test_what_is_published_is_changed_by_those_who_publish(client, people, page):
    expected = by_role(["coordinator", "approver"], guest_partner=403, **OUTSIDERS)
    assert statuses(client, people, page) == expected


def test_a_new_one_is_begun_by_editors_of_any_organisation(client, people):
    others = {"resident": 404, "nobody": 302}
    allowed = ["coordinator", "approver", "partner", "guest_partner", "guest_council", "stranger"]
    assert statuses(client, people, NEW) == by_role(allowed, **others)


@pytest.mark.parametrize("deed", ["publish", "archive"])
def test_a_partner_does_not_publish(client, people, draft, deed):
    for who in ["partner", "guest_partner"]:
        client.force_login(people[who])
        assert client.post(STATE, {deed: 1}).status_code == 403
    assert Consultation.objects.get().state == "draft"


def test_a_guest_of_an_area_does_not_write_the_whole(client, draft, let_in):
    area = Area.objects.get(code="320301-drahimska")
    client.force_login(let_in("rada", "district_council", ceiling=Role.PARTNER, area=area))
    assert client.get(PAGE).status_code == 403


def test_a_draft_is_made(save, official):
    times = {"opens_at": "2030-05-01T08:00", "closes_at": "2030-06-01T00:00"}
    answer = save(NEW, title="Łąka nad Drawą", summary="Co tu ma być?", **times)
    made = Consultation.objects.get(slug="laka-nad-drawa")
    assert answer["Location"] == "/panel/laka-nad-drawa/ustawienia/"
    assert (made.state, made.host.slug) == ("draft", "gmina-czaplinek")
    assert made.opens_at == datetime(2030, 5, 1, 6, 0, tzinfo=UTC)
    assert made.extent.equals(made.territory.boundaries.get().geometry)


def test_lines_end_as_they_were_typed_elsewhere(save, consultation):
    save(text="## A\r\n\r\nB")
    consultation.refresh_from_db()
    assert consultation.text == "## A\n\nB"


def test_an_address_that_is_taken_gets_a_number(save, consultation):
    times = {"opens_at": "2030-05-01T08:00", "closes_at": "2030-06-01T00:00"}
    save(NEW, title="Teren rekreacyjny", **times)
    assert Consultation.objects.filter(slug="teren-rekreacyjny-2").exists()


@pytest.mark.parametrize("slug", ["zespol", "nowa", "teren-rekreacyjny", "a b"])
def test_an_address_that_leads_elsewhere_is_refused(save, consultation, slug):
    assert "slug" in save(NEW, title="A", slug=slug).context["form"].errors


def test_the_address_of_what_is_published_stays(save, consultation):
    save(slug="inny-adres", title="Inny tytuł")
    consultation.refresh_from_db()
    assert (consultation.slug, consultation.title) == ("teren-rekreacyjny", "Inny tytuł")


def test_saving_tells_the_caches_of_readers(save, consultation):
    before = Consultation.objects.with_change().get().change
    save()
    assert Consultation.objects.with_change().get().change > before


def test_saving_untouched_changes_nothing(save, consultation, playground, paths):
    whole = {
        name: getattr(consultation, name).replace(second=0, microsecond=0)
        for name in ("opens_at", "closes_at")
    }
    Consultation.objects.update(**whole)
    before = [list(model.objects.order_by("pk").values()) for model in (Consultation, Category)]
    assert save().status_code == 302
    assert [list(model.objects.order_by("pk").values()) for model in (Consultation, Category)] == before


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": ""}, "title"),
        ({"title": "a\0"}, "title"),
        ({"opens_at": "2030-13-01T08:00"}, "opens_at"),
        ({"opens_at": "0001-01-01T00:00"}, "opens_at"),
        ({"opens_at": "9999-12-31T23:59"}, "opens_at"),
        ({"opens_at": "2030-05-01T08:00", "closes_at": "2030-04-01T08:00"}, "__all__"),
        ({"territory": "x"}, "territory"),
        ({"territory": "999999999999999999999"}, "territory"),
        ({"moderation": "never"}, "moderation"),
        ({"pins_per_device": "0"}, "pins_per_device"),
        ({"pins_per_device": "99999999999"}, "pins_per_device"),
        ({"retention_months": "601"}, "retention_months"),
        ({"extent_kind": "moon"}, "extent_kind"),
    ],
)
def test_bad_input_is_told_and_stores_nothing(save, consultation, changes, told):
    page = save(**{"summary": "Inaczej"} | changes)
    assert told in page.context["form"].errors
    assert "Inaczej" in page.content.decode()
    assert Consultation.objects.get().summary == consultation.summary


def test_a_territory_of_another_organisation_is_refused(save, consultation, other_gmina):
    assert "territory" in save(territory=other_gmina.pk).context["form"].errors


def test_a_host_of_others_is_refused(save, stranger):
    host = Organisation.objects.get(slug="gmina-zlocieniec")
    assert "host" in save(NEW, title="A", host=host.pk).context["form"].errors


@pytest.mark.parametrize("way", ["outline", "outline_file"])
def test_the_extent_is_drawn_or_uploaded(save, consultation, way):
    feature = {"type": "Feature", "properties": {}, "geometry": BOX}
    sent = json.dumps(BOX)
    if way == "outline_file":
        sent = SimpleUploadedFile(
            "a.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
        )
    assert save(extent_kind="own", **{way: sent}).status_code == 302
    consultation.refresh_from_db()
    assert consultation.extent.extent == (16.1, 53.5, 16.2, 53.6)


def test_an_extent_of_its_own_stays_when_nothing_new_is_drawn(save, consultation):
    save(extent_kind="own", outline=json.dumps(BOX))
    save(title="Inny tytuł")
    consultation.refresh_from_db()
    assert consultation.extent.extent == (16.1, 53.5, 16.2, 53.6)


@pytest.mark.parametrize(
    "shape",
    [
        "x",
        "{}",
        "[]",
        "null",
        "NaN",
        "[" * 5000,
        '{"type": "Polygon"}',
        '{"type": "Polygon", "coordinates": "x"}',
        '{"type": "Polygon", "coordinates": [[[16, 53], [17, 54]]]}',
        '{"type": "Polygon", "coordinates": [[[16, 53], [17, 54], [17, 53], [16, 54], [16, 53]]]}',
        '{"type": "Polygon", "coordinates": [[[16, 53], [1e999, 54], [17, 53], [16, 53]]]}',
        '{"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 2], [1, 2]]]}',
        '{"type": "Point", "coordinates": [16.2, 53.5]}',
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "FeatureCollection", "features": [1]}',
        '{"type": "GeometryCollection", "geometries": []}',
    ],
)
def test_a_wrong_extent_is_told(save, consultation, shape):
    errors = save(extent_kind="own", outline=shape).context["form"].errors
    assert {"outline", "extent_kind"} & errors.keys()


def test_heights_of_an_extent_are_dropped(save, consultation):
    high = [[[*place, 120] for place in BOX["coordinates"][0]]]
    assert save(extent_kind="own", outline=json.dumps(BOX | {"coordinates": high})).status_code == 302


def test_a_form_without_its_rows_is_refused(office, consultation):
    assert office.post(PAGE, {"title": "A"}).status_code == 200


def test_publishing_waits_for_the_summary(office, draft):
    Consultation.objects.update(summary=" ")
    office.post(STATE, {"publish": 1})
    assert Consultation.objects.get().state == "draft"
    assert "podsumowanie" in office.get(STATE).content.decode() or office.get(STATE).context["missing"]


def test_a_draft_without_categories_is_published_and_archived(office, draft):
    change = Consultation.objects.with_change().get().change
    office.post(STATE, {"publish": 1})
    assert Consultation.objects.get().state == "published"
    office.post(STATE, {"archive": 1})
    assert Consultation.objects.get().state == "archived"
    assert Consultation.objects.with_change().get().change == change + 2


def test_times_in_the_past_warn(office, draft):
    Consultation.objects.update(
        opens_at=datetime(2020, 1, 1, tzinfo=UTC), closes_at=datetime(2020, 2, 1, tzinfo=UTC)
    )
    assert len(office.get(STATE).context["doubts"]) == 2
    assert office.get(STATE).context["missing"] == []


def test_a_text_is_shown_as_residents_will_see_it(office, consultation):
    page = office.post(
        "/panel/podglad/", {"text": "## Plaża\n\n<script>alert(1)</script>**tak**"}
    ).content.decode()
    assert "<strong>tak</strong>" in page
    assert "alert(1)" not in page


def test_a_text_is_shown_to_the_office_alone(client, resident, consultation):
    client.force_login(resident)
    assert client.post("/panel/podglad/", {"text": "x"}).status_code == 404


@pytest.mark.parametrize(("page", "most"), [(PAGE, 14), (NEW, 10), (STATE, 9)])
def test_queries_do_not_grow_with_rows(office, consultation, django_assert_max_num_queries, page, most):
    for number in range(8):
        Category.objects.create(
            consultation=consultation, slug=f"a{number}", name=f"A{number}", color="#000000"
        )
    with django_assert_max_num_queries(most):
        office.get(page)
