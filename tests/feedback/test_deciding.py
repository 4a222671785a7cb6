"""The page of one remark: its letter, its state, the decision about it, and who may see its sender."""

import logging

import pytest

from mapconsult.accounts.roles import Role
from mapconsult.feedback.actions import edit_remark
from mapconsult.feedback.deciding import DecidedMeanwhile, approve, approve_all, propose
from mapconsult.feedback.models import Contact, Disposition, Remark
from mapconsult.feedback.paging import cursor_of

LAKE, MARKET = (16.25, 53.56), (16.1, 53.5)
REASON = {"outcome": "accepted", "justification": "Dodamy ławkę."}


@pytest.fixture
def remark(say, playground):
    return say(LAKE, MARKET, body="Proszę o ławkę.", category=playground)[0]


@pytest.fixture
def url(remark):
    return f"/panel/teren-rekreacyjny/uwagi/{remark.pk}/"


@pytest.fixture
def proposal(remark, official):
    return propose(remark=remark, by=official, **REASON)


@pytest.fixture
def contact(remark):
    return Contact.objects.create(submission=remark.submission, name="Halina Wójcik", phone="600 100 200")


def read_of(proposal):
    return cursor_of(proposal.pk, proposal.decided_at)


def outcome():
    return Remark.objects.earliest("pk").outcome


def test_the_other_points_of_the_letter_stand_beside(sign_in, url, remark):
    context = sign_in("analyst").get(url).context
    assert [other.reference for other in context["others"]] == [f"{remark.submission_id}.{n}" for n in (1, 2)]


def test_the_page_costs_a_fixed_number_of_queries(sign_in, url, proposal, django_assert_max_num_queries):
    client = sign_in("coordinator")
    with django_assert_max_num_queries(22):
        client.get(url)


@pytest.mark.parametrize("number", [999999, 10**30])
def test_a_remark_that_is_not_there_is_not_found(sign_in, consultation, number):
    assert sign_in("analyst").get(f"/panel/teren-rekreacyjny/uwagi/{number}/").status_code == 404


def test_a_remark_of_another_consultation_is_not_found(sign_in, url, consultation, remark):
    consultation.pk, consultation.slug = None, "inne"
    consultation.save()
    assert sign_in("coordinator").get(f"/panel/inne/uwagi/{remark.pk}/").status_code == 404


def test_a_guest_of_an_area_opens_no_other(sign_in, say):
    [elsewhere] = say(MARKET)
    client = sign_in("guest_council")
    assert client.get(f"/panel/teren-rekreacyjny/uwagi/{elsewhere.pk}/").status_code == 404


def test_a_state_is_set_and_undone(sign_in, url, remark):
    client = sign_in("moderator")
    signed = client.post(url, {"state": "hidden"}, follow=True).context["undo"]
    assert Remark.objects.get(pk=remark.pk).state == "hidden"
    client.post(url, {"undo": signed})
    assert Remark.objects.get(pk=remark.pk).state == "published"


@pytest.mark.parametrize("data", [{}, {"state": "withdrawn"}, {"approve": "x"}, {"undo": "x"}])
def test_what_makes_no_sense_is_told(sign_in, url, data):
    response = sign_in("coordinator").post(url, data, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_a_proposal_is_written_and_residents_do_not_read_it(sign_in, url, client, remark):
    sign_in("partner").post(url, REASON | {"propose": "save"})
    assert Disposition.objects.get().approved_at is None
    client.logout()
    feature = client.get(f"/api/v1/consultations/teren-rekreacyjny/remarks/{remark.pk}/").json()
    assert (feature["properties"]["outcome"], feature["properties"]["justification"]) == (None, None)


def test_a_proposal_is_news_to_readers_who_filter_by_it(sign_in, client, remark, official):
    address = "/api/v1/consultations/teren-rekreacyjny/remarks/?decided=proposed"
    etag = sign_in("analyst").get(address)["ETag"]
    propose(remark=remark, by=official, **REASON)
    assert client.get(address, headers={"If-None-Match": etag}).json()["numberMatched"] == 1


def test_an_approved_decision_is_read_by_everybody(sign_in, url, client, proposal, remark):
    sign_in("approver").post(url, {"approve": read_of(proposal)})
    client.logout()
    feature = client.get(f"/api/v1/consultations/teren-rekreacyjny/remarks/{remark.pk}/").json()
    assert feature["properties"]["justification"] == "Dodamy ławkę."


def test_a_proposal_that_has_changed_is_not_approved_unread(sign_in, url, proposal, remark, official):
    read = read_of(proposal)
    propose(remark=remark, outcome="rejected", justification="Jednak nie.", by=official)
    sign_in("approver").post(url, {"approve": read})
    assert outcome() == ""


def test_a_decision_without_a_reason_is_told_and_what_was_typed_stays(sign_in, url):
    response = sign_in("moderator").post(
        url, {"propose": "save", "outcome": "rejected", "justification": " "}
    )
    assert response.status_code == 422
    assert response.context["form"]["outcome"].value() == "rejected"
    assert not Disposition.objects.exists()


@pytest.mark.parametrize(("who", "made"), [("approver", "accepted"), ("moderator", "")])
def test_only_approvers_approve_at_once(sign_in, url, who, made):
    sign_in(who).post(url, REASON | {"propose": "approve"})
    assert outcome() == made


def test_what_is_approved_is_taken_back_by_approvers_alone(sign_in, url, proposal, official):
    approve(disposition=proposal, by=official)
    anew = {"propose": "save", "outcome": "rejected", "justification": "Nie."}
    assert sign_in("partner").post(url, anew).status_code == 403
    assert outcome() == "accepted"
    sign_in("approver").post(url, anew)
    assert outcome() == ""


@pytest.mark.parametrize("change", [{"kind": "answer"}, {"state": "withdrawn"}])
def test_nothing_is_decided_about_answers_and_what_was_withdrawn(sign_in, url, change):
    Remark.objects.update(**change)
    client = sign_in("coordinator")
    assert client.get(url).context["form"] is None
    assert client.post(url, REASON | {"propose": "save"}).status_code == 403


def test_a_guest_decides_within_the_own_area_alone(client, people, let_in, say, gmina):
    there, elsewhere = say(LAKE, MARKET)
    council = let_in("rada", "district_council", ceiling=Role.PARTNER, area=there.district)
    council.memberships.create(organisation=people["analyst"].organisations.get(), role=Role.ANALYST)
    client.force_login(council)
    for one, status in ((there, 302), (elsewhere, 403)):
        address = f"/panel/teren-rekreacyjny/uwagi/{one.pk}/"
        assert client.post(address, REASON | {"propose": "save"}).status_code == status
        assert client.post(address, {"state": "hidden"}).status_code == status


def test_the_sender_is_shown_when_asked_for_and_that_is_written_down(sign_in, url, contact, caplog):
    client = sign_in("coordinator")
    assert "Halina" not in client.get(url).text
    with caplog.at_level(logging.INFO, "mapconsult.feedback"):
        shown = client.post(url, {"contact": "1"})
    assert "Halina" in shown.text
    assert "no-store" in shown["Cache-Control"]
    assert [record.name for record in caplog.records if "contact of submission" in record.message]
    assert "Halina" not in caplog.text


@pytest.mark.parametrize("who", ["approver", "moderator", "analyst", "partner", "guest_partner"])
def test_others_never_see_the_sender(sign_in, url, contact, who):
    client = sign_in(who)
    assert "Halina" not in client.get(url).text
    assert client.post(url, {"contact": "1"}).status_code == 403


def test_the_history_is_for_those_who_may_read_it(sign_in, url, remark):
    sign_in("moderator").post(url, {"state": "hidden"})
    assert sign_in("moderator").get(url).context["entries"]
    assert sign_in("analyst").get(url).context["entries"] is None


def test_a_proposal_beside_a_decision_of_the_same_moment_is_told(sign_in, url, monkeypatch):
    def decided_meanwhile(**kwargs):
        raise DecidedMeanwhile

    monkeypatch.setattr("mapconsult.feedback.panel.remark.propose", decided_meanwhile)
    response = sign_in("moderator").post(url, REASON | {"propose": "save"})
    assert response.status_code == 409
    assert response.context["form"]["justification"].value() == REASON["justification"]


def test_what_the_author_has_changed_since_is_not_approved_among_many(say, official):
    [remark] = say((16.25, 53.56))
    proposal = propose(remark=remark, outcome="accepted", justification="Tak.", by=official)
    edit_remark(remark=remark, body="Wcale nie ławka, lecz kosz.", category=None)
    assert approve_all(dispositions={proposal.pk: proposal.decided_at}, by=official) == 0
    assert Disposition.objects.get().approved_at is None
