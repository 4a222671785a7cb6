"""The history of remarks and of a consultation: what is kept, who reads it, what is erased."""

import uuid

import pghistory
import pytest
from django.db import InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from geo.models import Area
from mapconsult.accounts.roles import Role
from mapconsult.accounts.tokens import token_digest
from mapconsult.consultations.models import ConsultationEvent
from mapconsult.feedback.actions import edit_remark, moderate, withdraw
from mapconsult.feedback.deciding import approve, propose
from mapconsult.feedback.history import earlier_versions, forget, timeline
from mapconsult.feedback.models import (
    DispositionEvent,
    Remark,
    RemarkOutcome,
    RemarkState,
    RemarkStatus,
    RemarkWords,
    Submission,
)

RYNEK, DRAHIMSKA = (16.1, 53.56), (16.25, 53.56)
HISTORY = "/panel/teren-rekreacyjny/historia/"


@pytest.fixture
def by_official(official):
    with pghistory.context(user=official.pk):
        yield official


@pytest.fixture
def page(client, official):
    """The entries of the page, as the coordinator of the host sees it."""

    def get(**query):
        client.force_login(official)
        return client.get(HISTORY, query).context["entries"]

    return get


def hide(*remarks, by):
    return moderate(remarks=Remark.objects.filter(pk__in=[r.pk for r in remarks]), state="hidden", by=by)


def test_submitting_passes_no_trigger_and_keeps_no_event(say):
    say(RYNEK, DRAHIMSKA)
    assert not RemarkWords.objects.exists()
    assert not RemarkStatus.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 4 = 4 "
            "AND tgrelid IN ('feedback_remark'::regclass, 'feedback_submission'::regclass)"
        )
        assert cursor.fetchone() == (0,)


def test_new_areas_and_marks_of_a_remark_are_no_event(say):
    say(RYNEK)
    Remark.objects.update(district=None, flags=["duplicate"], edited_at=timezone.now())
    assert not RemarkWords.objects.exists()
    assert not RemarkStatus.objects.exists()


def test_every_version_of_the_words_is_kept(say, playground):
    [remark] = say(RYNEK, body="Ławka")
    edit_remark(remark=remark, body="Dwie ławki", category=playground)
    edit_remark(remark=remark, body="Trzy ławki", category=playground)
    kept = earlier_versions(remark.submission)[remark.pk]
    assert [(row.body, row.category) for row in kept] == [("Dwie ławki", playground), ("Ławka", None)]
    assert {(row.pgh_context["author"], row.pgh_context["user"]) for row in kept} == {(True, None)}


def test_moderating_many_is_three_statements_and_an_event_for_each(say, by_official):
    remarks = [say(RYNEK)[0] for _ in range(5)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        hide(*remarks, by=by_official)
    assert sum("feedback_remark" in query["sql"] for query in queries) == 2
    assert [row.state for row in RemarkStatus.objects.all()] == ["published"] * 5


def test_the_timeline_of_a_remark_tells_who_did_what(say, official):
    [remark] = say(RYNEK, body="Proszę o ławkę")
    edit_remark(remark=remark, body="Proszę o kosz", category=None)
    with pghistory.context(user=official.pk, author=False):
        hide(remark, by=official)
    state, words = timeline(remark)
    assert (state.who, words.who) == (official.email, "autor")
    assert [(change.old, change.new) for change in state.changes] == [
        (RemarkState.PUBLISHED.label, RemarkState.HIDDEN.label)
    ]
    assert words.changes[0].pieces == (("kept", "Proszę o "), ("removed", "ławkę"), ("added", "kosz"))


def test_a_decision_is_told_with_its_reason(say, by_official):
    [remark] = say(RYNEK)
    disposition = propose(remark=remark, outcome="accepted", justification="Dodamy ławkę.", by=by_official)
    approve(disposition=disposition, by=by_official)
    approved, proposed = (entry for entry in timeline(remark) if entry.kind.slug == "decision")
    assert [change.new for change in proposed.changes] == [RemarkOutcome.ACCEPTED.label, "Dodamy ławkę."]
    assert [bool(change.old) for change in approved.changes] == [False]


def test_one_change_of_many_remarks_is_one_entry(say, page, by_official):
    first, second = say(RYNEK, DRAHIMSKA)
    hide(first, second, by=by_official)
    entry = page(kind="status")[0]
    assert [name for _pk, name in entry.subjects] == [second.reference, first.reference]


def test_a_changed_consultation_is_told_and_a_shape_as_changed(consultation, page, by_official):
    consultation.title, consultation.extent = (
        "Nowy tytuł",
        Area.objects.get(code="PL").boundaries.get().geometry,
    )
    consultation.save()
    [title, extent] = page(kind="consultation")[0].changes
    assert (title.old, title.new) == ("Teren rekreacyjny", "Nowy tytuł")
    assert (extent.old, extent.new) == ("", "zmieniono")


def test_a_new_name_of_a_category_is_told(playground, page, by_official):
    playground.name = "Place zabaw"
    playground.save()
    entry = page(kind="category")[0]
    assert [(change.old, change.new) for change in entry.changes] == [("Plac zabaw", "Place zabaw")]


def test_the_page_is_filtered_by_person(say, page, official):
    [remark] = say(RYNEK)
    edit_remark(remark=remark, body="Kosz", category=None)
    assert [entry.who for entry in page(person="author")] == ["autor"]
    assert page(person=str(official.pk)) == []


def test_pages_follow_each_other_without_gap_or_repeat(client, say, official, monkeypatch):
    monkeypatch.setattr("mapconsult.feedback.panel.history.PAGE", 2)
    [remark] = say(RYNEK)
    for number in range(5):
        edit_remark(remark=remark, body=f"Ławka {number}", category=None)
    client.force_login(official)
    told, query = [], "kind=words"
    while query:
        context = client.get(f"{HISTORY}?{query}").context
        told += ["".join(text for _what, text in entry.changes[0].pieces) for entry in context["entries"]]
        query = context.get("older")
    assert len(told) == len(set(told)) == 5


@pytest.mark.parametrize("query", ["kind=x", "person=0", "before=x", "before=1_2", "before=" + "9" * 40])
def test_a_wrong_address_is_told(client, consultation, official, query):
    client.force_login(official)
    assert client.get(f"{HISTORY}?{query}").status_code == 400


def test_the_latest_possible_cursor_is_no_error(client, consultation, official):
    client.force_login(official)
    assert client.get(f"{HISTORY}?before={'9' * 17}_99_{'9' * 18}").status_code == 200


def test_the_page_takes_as_many_queries_however_much_happened(
    client, say, official, playground, django_assert_num_queries
):
    def happen():
        [remark] = say(RYNEK)
        edit_remark(remark=remark, body=f"Ławka {remark.pk}", category=playground)
        with pghistory.context(user=official.pk, author=False):
            hide(remark, by=official)
            propose(remark=remark, outcome="rejected", justification=f"Nie {remark.pk}", by=official)

    client.force_login(official)
    happen()
    with CaptureQueriesContext(connection) as queries:
        client.get(HISTORY)
    assert len(queries) <= 24
    happen()
    with django_assert_num_queries(len(queries)):
        client.get(HISTORY)


def test_who_may_read_the_history(client, people, consultation):
    allowed = set()
    for who, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        if client.get(HISTORY).status_code == 200:
            allowed.add(who)
    assert allowed == {"coordinator", "approver", "moderator"}


def test_a_guest_of_an_area_reads_the_history_of_its_remarks_alone(client, say, let_in, by_official):
    here, there = say(DRAHIMSKA, RYNEK)
    hide(here, there, by=by_official)
    district = Area.objects.get(code="320301-drahimska")
    client.force_login(let_in("rada", "district_council", ceiling=Role.MODERATOR, area=district))
    entries = client.get(HISTORY).context["entries"]
    assert [name for entry in entries for _pk, name in entry.subjects] == [here.reference]


def test_what_a_resident_wrote_is_never_markup(client, say, official):
    [remark] = say(RYNEK, body="<script>alert(1)</script> a")
    edit_remark(remark=remark, body="<script>alert(1)</script> b", category=None)
    client.force_login(official)
    assert "<script>alert" not in client.get(HISTORY).content.decode()


def test_forgetting_erases_the_words_and_keeps_that_they_were_changed(say, official):
    [remark], [other] = say(RYNEK, body="Jan Kowalski"), say(RYNEK, body="Inna")
    for one in (remark, other):
        edit_remark(remark=one, body="Ławka", category=None)
    assert forget(Remark.objects.filter(pk=remark.pk)) == 1
    assert sorted(RemarkWords.objects.values_list("body", flat=True)) == ["", "Inna"]
    assert len(timeline(remark)) == 1
    assert not earlier_versions(remark.submission)


@pytest.mark.parametrize("model", [RemarkWords, RemarkStatus, DispositionEvent, ConsultationEvent])
def test_history_can_be_neither_changed_nor_deleted(say, by_official, model):
    [remark] = say(RYNEK)
    edit_remark(remark=remark, body="Ławka", category=None)
    hide(remark, by=by_official)
    propose(remark=remark, outcome="rejected", justification="Nie", by=by_official)
    for change in (lambda rows: rows.delete(), lambda rows: rows.update(pgh_label="x")):
        with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
            change(model.objects.all())


def test_after_forgetting_history_is_closed_again(say):
    [remark] = say(RYNEK)
    edit_remark(remark=remark, body="Ławka", category=None)
    forget(Remark.objects.all())
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        RemarkWords.objects.update(body="Nic takiego")


def test_withdrawing_is_told(say):
    [remark] = say(RYNEK)
    withdraw(remark=remark)
    [entry] = timeline(remark)
    assert (entry.who, entry.changes[0].new) == ("autor", RemarkState.WITHDRAWN.label)


def test_a_signed_in_resident_submits_as_everybody_does(client, consultation, resident):
    client.force_login(resident)
    body = {
        "key": str(uuid.uuid4()),
        "remarks": [{"geometry": None, "category": None, "body": "100 % ławek"}],
    }
    url = f"/api/v1/consultations/{consultation.slug}/submissions/"
    assert client.post(url, body, content_type="application/json").status_code == 201
    assert Remark.objects.get().body == "100 % ławek"


def test_an_edit_by_the_private_link_does_not_tell_the_account(client, say, resident):
    [remark] = say(RYNEK)
    Submission.objects.update(token_digest=token_digest("t"))
    client.force_login(resident)
    client.post("/zgloszenie/t/", {"remark": remark.pk, f"{remark.pk}-body": "Kosz"})
    assert RemarkWords.objects.get().pgh_context == {"user": None, "author": True}
