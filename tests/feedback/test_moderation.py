"""The officials' list of remarks: what it lists, and what it changes for whom."""

import pytest
from django.urls import reverse

from geo.models import Area
from mapconsult.accounts.roles import Role
from mapconsult.feedback.deciding import approve, propose
from mapconsult.feedback.models import Flag, Remark, RemarkState

LAKE, MARKET = (16.25, 53.56), (16.1, 53.5)
URL = "/panel/teren-rekreacyjny/uwagi/"


@pytest.fixture
def mark():
    """Put flags on a remark."""
    return lambda remark, *flags: Remark.objects.filter(pk=remark.pk).update(flags=flags)


@pytest.fixture
def listed(sign_in):
    """Numbers of the remarks that a coordinator's query lists."""
    client = sign_in("coordinator")
    return lambda query="": [row[0].pk for row in client.get(f"{URL}?{query}").context["rows"]]


@pytest.fixture
def drahimska(gmina):
    return Area.objects.get(code="320301-drahimska")


def state_of(remark):
    return Remark.objects.get(pk=remark.pk).state


def test_the_quick_ways_in_say_how_many_there_are(sign_in, say, mark, official):
    waiting, flagged, proposed, decided = say(LAKE, LAKE, LAKE, LAKE)
    Remark.objects.filter(pk=waiting.pk).update(state="pending")
    mark(flagged, Flag.HONEYPOT)
    propose(remark=proposed, outcome="accepted", justification="Tak.", by=official)
    decision = propose(remark=decided, outcome="accepted", justification="Tak.", by=official)
    approve(disposition=decision, by=official)
    tabs = sign_in("analyst").get(URL).context["tabs"]
    assert [number for _name, _address, number, _open in tabs] == [1, 1, 2, 1, 4]


def test_each_way_in_lists_as_many_as_it_says(sign_in, say, mark, official):
    remarks = say(LAKE, LAKE, LAKE)
    Remark.objects.filter(pk=remarks[0].pk).update(state="pending")
    mark(remarks[1], Flag.LATE)
    propose(remark=remarks[2], outcome="accepted", justification="Tak.", by=official)
    client = sign_in("coordinator")
    for _name, address, number, _open in client.get(URL).context["tabs"]:
        assert client.get(URL + address).context["total"] == number


def test_flags_and_decisions_filter_the_list(listed, say, mark, official):
    late, fast, proposed = say(LAKE, LAKE, LAKE)
    mark(late, Flag.LATE)
    mark(fast, Flag.HONEYPOT, Flag.UNPROVEN)
    propose(remark=proposed, outcome="rejected", justification="Nie.", by=official)
    assert listed("flag=late") == [late.pk]
    assert set(listed("flag=any")) == {late.pk, fast.pk}
    assert set(listed("flag=late&flag=unproven")) == {late.pk, fast.pk}
    assert listed("decided=proposed") == [proposed.pk]
    assert set(listed("decided=no&decided=proposed")) == {late.pk, fast.pk, proposed.pk}
    assert listed("decided=yes") == []


def test_hidden_withdrawn_and_answers_need_no_decision(listed, say):
    hidden, withdrawn, answer, remark = say(LAKE, LAKE, LAKE, LAKE)
    Remark.objects.filter(pk=hidden.pk).update(state="hidden")
    Remark.objects.filter(pk=withdrawn.pk).update(state="withdrawn")
    Remark.objects.filter(pk=answer.pk).update(kind="answer")
    assert listed("decided=no") == [remark.pk]


@pytest.mark.parametrize("query", ["flag=any", "decided=no", "group=person-1"])
def test_the_public_does_not_filter_by_what_officials_see(client, consultation, query):
    response = client.get(f"/api/v1/consultations/{consultation.slug}/remarks/?{query}")
    assert response.status_code == 400


@pytest.mark.parametrize(
    "query", ["flag=x", "decided=x", "group=x", "group=person-", "group=body-1", "state=x"]
)
def test_a_filter_that_makes_no_sense_is_told(sign_in, say, query):
    say(LAKE)
    response = sign_in("moderator").get(f"{URL}?{query}")
    assert response.status_code == 200
    assert response.context["errors"]
    assert response.context["rows"] == []


def test_pages_follow_each_other(sign_in, say):
    ids = {remark.pk for days in (1, 2) for remark in say(*[LAKE] * 50, days=days)}
    client = sign_in("analyst")
    first = client.get(URL).context
    second = client.get(f"{URL}?{first['next']}").context
    assert {row[0].pk for page in (first, second) for row in page["rows"]} == ids
    assert second["next"] is None


def test_many_remarks_cost_no_more_queries_than_one(sign_in, say, playground, django_assert_max_num_queries):
    say(*[LAKE] * 50, category=playground)
    client = sign_in("coordinator")
    client.get(URL)
    with django_assert_max_num_queries(16):
        client.get(URL)


def test_chosen_remarks_are_hidden_and_the_address_stays(sign_in, say):
    first, second, other = say(LAKE, LAKE, LAKE)
    data = {"remark": [first.pk, second.pk], "state": "hidden"}
    response = sign_in("moderator").post(f"{URL}?state=published", data)
    assert response.url == f"{URL}?state=published"
    assert [state_of(one) for one in (first, second, other)] == ["hidden", "hidden", "published"]


@pytest.mark.parametrize(
    ("who", "state", "status"),
    [
        ("coordinator", "published", 302),
        ("approver", "published", 302),
        ("moderator", "published", 302),
        ("partner", "published", 403),
        ("partner", "hidden", 302),
        ("partner", "pending", 302),
        ("guest_partner", "hidden", 302),
        ("guest_partner", "published", 403),
        ("analyst", "hidden", 403),
        ("planner", "hidden", 403),
        ("guest_council", "hidden", 403),
        ("clerk", "hidden", 403),
        ("stranger", "hidden", 404),
        ("resident", "hidden", 404),
    ],
)
def test_each_role_sets_the_states_it_may(sign_in, say, who, state, status):
    [remark] = say(LAKE)
    before = "hidden" if state == "published" else "published"
    Remark.objects.update(state=before)
    assert sign_in(who).post(URL, {"remark": remark.pk, "state": state}).status_code == status
    assert state_of(remark) == (state if status == 302 else before)


def test_a_guest_acts_within_the_own_area_alone(client, let_in, say, drahimska):
    there, elsewhere, nowhere = say(LAKE, MARKET, None)
    client.force_login(let_in("rada", "district_council", ceiling=Role.PARTNER, area=drahimska))
    client.post(URL, {"remark": [there.pk, elsewhere.pk, nowhere.pk], "state": "hidden"})
    assert [state_of(one) for one in (there, elsewhere, nowhere)] == ["hidden", "published", "published"]


def test_who_reads_everywhere_still_acts_in_the_own_area_alone(client, people, let_in, say, drahimska):
    there, elsewhere = say(LAKE, MARKET)
    council = let_in("rada", "district_council", ceiling=Role.PARTNER, area=drahimska)
    council.memberships.create(organisation=people["analyst"].organisations.get(), role=Role.ANALYST)
    client.force_login(council)
    number = client.post(URL, {"all": "1", "state": "hidden"}).context["number"]
    client.post(URL, {"all": "1", "state": "hidden", "confirmed": number})
    assert [state_of(one) for one in (there, elsewhere)] == ["hidden", "published"]


def test_all_remarks_of_a_list_are_changed_after_their_number_is_confirmed(sign_in, say):
    say(*[LAKE] * 3, device="a")
    [other] = say(LAKE, device="b")
    client, first = sign_in("moderator"), Remark.objects.earliest("pk")
    address = f"{URL}?group=person-{first.pk}"
    asked = client.post(address, {"all": "1", "state": "hidden"})
    assert (asked.status_code, asked.context["number"]) == (200, 3)
    assert set(Remark.objects.values_list("state", flat=True)) == {"published"}
    client.post(address, {"all": "1", "state": "hidden", "confirmed": "3"})
    assert Remark.objects.filter(state="hidden").count() == 3
    assert state_of(other) == "published"


def test_a_list_that_has_grown_is_asked_about_again(sign_in, say):
    say(LAKE, LAKE)
    response = sign_in("moderator").post(URL, {"all": "1", "state": "hidden", "confirmed": "1"})
    assert response.context["number"] == 2
    assert not Remark.objects.filter(state="hidden").exists()


def test_a_list_under_wrong_filters_changes_nothing(sign_in, say):
    say(LAKE)
    sign_in("moderator").post(f"{URL}?group=x", {"all": "1", "state": "hidden", "confirmed": "1"})
    assert not Remark.objects.filter(state="hidden").exists()


@pytest.mark.parametrize(
    "data", [{}, {"state": "withdrawn"}, {"state": "x"}, {"state": "hidden", "remark": ["x", "9" * 30]}]
)
def test_a_change_that_makes_no_sense_is_told(sign_in, say, data):
    [remark] = say(LAKE)
    response = sign_in("moderator").post(URL, data, follow=True)
    assert [message.level_tag in ("error", "warning") for message in response.context["messages"]] == [True]
    assert state_of(remark) == "published"


def test_what_a_sender_withdrew_stays_withdrawn(sign_in, say):
    [remark] = say(LAKE)
    Remark.objects.update(state="withdrawn")
    sign_in("moderator").post(URL, {"remark": remark.pk, "state": "published"})
    assert state_of(remark) == "withdrawn"


def test_undoing_sets_each_state_back(sign_in, say):
    pending, published, moved = say(LAKE, LAKE, LAKE)
    Remark.objects.filter(pk=pending.pk).update(state="pending")
    client = sign_in("moderator")
    data = {"remark": [pending.pk, published.pk, moved.pk], "state": "hidden"}
    signed = client.post(URL, data, follow=True).context["undo"]
    Remark.objects.filter(pk=moved.pk).update(state="withdrawn")
    client.post(URL, {"undo": signed})
    assert [state_of(one) for one in (pending, published, moved)] == ["pending", "published", "withdrawn"]


def test_undoing_is_offered_once_and_to_those_who_may(sign_in, say):
    [remark] = say(LAKE)
    client = sign_in("partner")
    page = client.post(URL, {"remark": remark.pk, "state": "hidden"}, follow=True)
    assert page.context["undo"] == ""
    Remark.objects.update(state="published")
    client = sign_in("moderator")
    assert client.post(URL, {"remark": remark.pk, "state": "hidden"}, follow=True).context["undo"]
    assert client.get(URL).context["undo"] == ""


def test_an_undoing_of_somebody_else_does_nothing(sign_in, say):
    [remark] = say(LAKE)
    page = sign_in("moderator").post(URL, {"remark": remark.pk, "state": "hidden"}, follow=True)
    for forged in (page.context["undo"], "x", ""):
        sign_in("approver").post(URL, {"undo": forged})
    assert state_of(remark) == RemarkState.HIDDEN


def test_proposals_are_approved_together(sign_in, say, official):
    remarks = say(LAKE, LAKE, LAKE)
    for remark in remarks:
        propose(remark=remark, outcome="accepted", justification="Tak.", by=official)
    client = sign_in("approver")
    rows = client.get(f"{URL}?decided=proposed").context["rows"]
    data = {"approve": "1", "remark": [one.pk for one in remarks[:2]], "proposal": [row[4] for row in rows]}
    client.post(URL, data)
    assert sorted(Remark.objects.values_list("outcome", flat=True)) == ["", "accepted", "accepted"]


def test_a_proposal_that_has_changed_is_not_approved_unread(sign_in, say, official):
    [remark] = say(LAKE)
    propose(remark=remark, outcome="accepted", justification="Tak.", by=official)
    client = sign_in("approver")
    [row] = client.get(URL).context["rows"]
    propose(remark=remark, outcome="rejected", justification="Jednak nie.", by=official)
    client.post(URL, {"approve": "1", "remark": remark.pk, "proposal": row[4]})
    assert Remark.objects.get().outcome == ""


@pytest.mark.parametrize("who", ["moderator", "partner", "analyst", "guest_partner"])
def test_only_approvers_approve(sign_in, say, official, who):
    [remark] = say(LAKE)
    propose(remark=remark, outcome="accepted", justification="Tak.", by=official)
    assert sign_in(who).post(URL, {"approve": "1", "remark": remark.pk}).status_code == 403


def test_a_visitor_is_led_to_sign_in(client, consultation):
    response = client.get(URL)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
