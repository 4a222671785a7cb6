"""Support, replies and reports of abuse by the API: who may, when, how often; the numbers stay true."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from mapconsult.feedback import talk, visitors
from mapconsult.feedback.models import AbuseReport, Flag, Remark, Reply, Support

LAKE = (16.25, 53.56)


@pytest.fixture
def remark(say):
    return say(LAKE)[0]


@pytest.fixture
def about(client, remark):
    """Call an endpoint about the remark: about("post", "support", {...}, by=another client)."""

    def about(method, what, sent=None, by=None, **headers):
        address = f"/api/v1/consultations/teren-rekreacyjny/remarks/{remark.pk}/{what}/"
        data = {} if method == "get" else {"data": sent or {}, "content_type": "application/json"}
        return getattr(by or client, method)(address, **data, **headers)

    return about


@pytest.fixture
def close(consultation):
    def close():
        consultation.closes_at = timezone.now() - timedelta(hours=1)
        consultation.save()

    return close


def supports(remark):
    return Remark.objects.values_list("supports", flat=True).get(pk=remark.pk)


def test_one_device_has_one_voice(about, remark):
    first, second = about("post", "support"), about("post", "support")
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json() == {"supports": 1, "supported": True, "own": False, "open": True}
    assert (supports(remark), Support.objects.count()) == (1, 1)


def test_another_device_is_another_voice(about, remark):
    about("post", "support")
    assert about("post", "support", by=Client()).json()["supports"] == 2


def test_support_can_be_undone(about, remark):
    about("post", "support")
    assert about("delete", "support").json()["supported"] is False
    assert about("delete", "support").status_code == 200
    assert supports(remark) == 0


def test_an_account_has_one_voice_on_all_its_devices(about, remark, resident):
    phone, desk = Client(), Client()
    phone.force_login(resident)
    desk.force_login(resident)
    about("post", "support", by=phone)
    assert about("get", "support", by=desk).json()["supported"] is True
    assert about("post", "support", by=desk).json()["supports"] == 1


def test_nobody_supports_their_own_remark(about, client, say):
    about("post", "support")
    device = Client()
    address = "/api/v1/consultations/teren-rekreacyjny/"
    sent = {"key": "7d8c1c52-9d9a-4e6c-8a0e-0b4c5f3b7a11", "remarks": [{"geometry": None, "body": "Ławka"}]}
    [own] = device.post(f"{address}submissions/", sent, content_type="application/json").json()["remarks"]
    answer = device.post(f"{address}remarks/{own['id']}/support/", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert Remark.objects.get(pk=own["id"]).supports == 0


@pytest.mark.parametrize("method", ["post", "delete"])
def test_no_voice_after_closing(about, close, method):
    close()
    assert about(method, "support").status_code == 409
    assert about("get", "support").json()["open"] is False


@pytest.mark.parametrize(("field", "what"), [("takes_support", "support"), ("takes_replies", "replies")])
def test_a_consultation_may_take_none(about, consultation, field, what):
    setattr(consultation, field, False)
    consultation.save()
    assert about("post", what, {"body": "Tak"}).status_code == 409
    assert about("get", what).json()["open"] is False


@pytest.mark.parametrize("state", ["pending", "hidden", "withdrawn"])
@pytest.mark.parametrize("what", ["support", "replies", "report"])
def test_what_is_not_public_is_not_talked_about(about, remark, official, client, state, what):
    Remark.objects.filter(pk=remark.pk).update(state=state)
    sent = {"body": "Tak", "reason": "spam"}
    assert about("post", what, sent, by=Client()).status_code == 404
    client.force_login(official)
    assert about("post", what, sent).status_code == 404
    assert [model.objects.count() for model in (Support, Reply, AbuseReport)] == [0, 0, 0]


def test_readers_see_the_right_number_at_once(about, client, consultation):
    """The list answers by its ETag: it is another one after each voice."""
    address = "/api/v1/consultations/teren-rekreacyjny/remarks/"
    before = client.get(address)["ETag"]
    about("post", "support")
    about("post", "replies", {"body": "Popieram."})
    after = client.get(address, headers={"if-none-match": before})
    [feature] = after.json()["features"]
    assert (feature["properties"]["supports"], feature["properties"]["replies"]) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_taps_at_the_same_moment_are_all_counted(remark):
    def tap(person_key):
        talk.support(remark=remark, person_key=person_key % 8)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(tap, range(16)))
    assert (supports(remark), Support.objects.count()) == (8, 8)


def test_taps_have_a_limit(about, monkeypatch):
    monkeypatch.setitem(visitors.MOST, "support", 2)
    answers = [about("post", "support") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_new_devices_of_an_address_have_a_limit(about, settings):
    settings.NEW_DEVICES_PER_ADDRESS = 2
    answers = [about("post", "support", by=Client()).status_code for _ in range(3)]
    assert answers == [201, 201, 429]


@pytest.mark.parametrize("what", ["support", "replies", "report"])
def test_another_site_does_not_speak_for_its_visitors(about, what):
    assert about("post", what, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_a_reply_is_shown_and_counted(about, remark):
    made = about("post", "replies", {"body": "Popieram, brakuje cienia."})
    assert (made.status_code, made.json()["own"]) == (201, True)
    found = about("get", "replies", by=Client()).json()
    assert [(one["body"], one["own"], one["office"]) for one in found["results"]] == [
        ("Popieram, brakuje cienia.", False, None)
    ]
    assert Remark.objects.get().reply_count == 1


def test_the_same_reply_sent_again_is_stored_once(about):
    answers = [about("post", "replies", {"body": "Tak."}).status_code for _ in range(2)]
    assert (answers, Reply.objects.count()) == ([201, 200], 1)


def test_where_moderators_read_first_a_reply_waits(about, consultation):
    consultation.moderation = "before"
    consultation.save()
    assert about("post", "replies", {"body": "Tak."}).json()["state"] == "pending"
    assert len(about("get", "replies").json()["results"]) == 1
    assert about("get", "replies", by=Client()).json()["results"] == []
    assert Remark.objects.get().reply_count == 0


def test_what_a_robot_replies_waits(about):
    about("post", "replies", {"body": "Tanie kredyty", "website": "http://spam.example"})
    assert Reply.objects.get().state == "pending"


@pytest.mark.parametrize("body", ["", "   ", "x" * 1001, None])
def test_a_bad_reply_is_told_why(about, body):
    answer = about("post", "replies", {"body": body})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["errors"][0]["field"] == "body"


def test_moderators_reply_in_the_name_of_the_office(about, client, people):
    client.force_login(people["moderator"])
    assert about("get", "replies").json()["office"] == "Gmina Czaplinek"
    assert (
        about("post", "replies", {"body": "Dziękujemy.", "as_office": True}).json()["office"]
        == "Gmina Czaplinek"
    )


@pytest.mark.parametrize("who", ["resident", "stranger", "analyst", "guest_partner"])
def test_nobody_else_speaks_for_the_office(about, client, people, who):
    client.force_login(people[who])
    assert about("get", "replies").json()["office"] is None
    assert about("post", "replies", {"body": "Odmawiamy.", "as_office": True}).status_code == 403


def test_one_takes_back_ones_own_reply_alone(about, client):
    made = about("post", "replies", {"body": "Tak."}).json()
    one = f"replies/{made['id']}"
    assert about("delete", one, by=Client()).status_code == 404
    assert about("delete", one).status_code == 204
    assert (Reply.objects.get().state, Remark.objects.get().reply_count) == ("withdrawn", 0)


def test_a_report_marks_the_remark_and_holds_nothing(about, remark):
    answers = [about("post", "report", {"reason": "spam", "words": "Reklama"}).status_code for _ in range(2)]
    found = Remark.objects.get()
    assert (answers, found.flags, found.state) == ([201, 200], [Flag.REPORTED], "published")
    assert AbuseReport.objects.get().words == "Reklama"


def test_a_report_is_taken_after_closing(about, close):
    close()
    assert about("post", "report", {"reason": "personal"}).status_code == 201


def test_a_reply_can_be_reported(about):
    made = about("post", "replies", {"body": "Głupek."}).json()
    assert about("post", "report", {"reason": "insult", "reply": made["id"]}).status_code == 201
    assert (AbuseReport.objects.get().reply_id, Remark.objects.get().flags) == (made["id"], [])


@pytest.mark.parametrize("sent", [{}, {"reason": "dull"}, {"reason": "spam", "words": "x" * 501}])
def test_a_bad_report_is_told_why(about, sent):
    assert about("post", "report", sent).status_code == 400


@pytest.mark.parametrize("reply", [10**30, -1, "x", 999])
def test_a_report_of_a_reply_that_is_not_there(about, reply):
    assert about("post", "report", {"reason": "spam", "reply": reply}).status_code in (400, 404)


@pytest.mark.parametrize(("what", "queries"), [("support", 3), ("replies", 3)])
def test_reading_costs_few_queries(about, django_assert_num_queries, what, queries):
    about("post", "replies", {"body": "Tak."})
    with django_assert_num_queries(queries):
        about("get", what)


def test_a_tap_costs_few_queries(about, django_assert_max_num_queries):
    about("get", "support")
    with django_assert_max_num_queries(16):
        about("post", "support")


@pytest.mark.parametrize(
    "words", ["\0", "\ud800", "'; DROP TABLE feedback_reply; --", "<script>alert(1)</script>"]
)
def test_nasty_words_are_words_or_refused(about, words):
    answers = [
        about("post", "replies", {"body": words}).status_code,
        about("post", "report", {"reason": "other", "words": words}).status_code,
    ]
    assert {*answers} <= {201, 400}
    told = about("get", "replies").json()["results"]
    assert [one["body"] for one in told] == ([words] if answers[0] == 201 else [])


@pytest.mark.parametrize(
    "sent", [[], "x", 7, {"body": {}}, {"body": ["x"]}, {"body": "x", "as_office": "maybe"}]
)
def test_a_reply_of_another_kind_is_told_why(about, sent):
    assert about("post", "replies", sent).status_code == 400
