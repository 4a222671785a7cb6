"""The officials' list of replies and reports: who looks, publishes, hides and dismisses; what is kept."""

import pytest
from django.contrib.gis.geos import Point

from mapconsult.feedback import talk
from mapconsult.feedback.history import timeline
from mapconsult.feedback.models import AbuseReport, Remark, Reply, ReplyStatus

PAGE = "/panel/teren-rekreacyjny/odpowiedzi/"
RYNEK, DRAHIMSKA = Point(16.1, 53.5, srid=4326), Point(16.3, 53.5, srid=4326)


@pytest.fixture
def remark(say):
    return say(DRAHIMSKA)[0]


@pytest.fixture
def reply(remark):
    return talk.reply(remark=remark, body="Tanie kredyty!", person_key=1)[0]


@pytest.fixture
def held(remark):
    return talk.reply(remark=remark, body="Popieram.", person_key=2, held=True)[0]


def report(remark, reply=None, person_key=7):
    said = {"reason": "spam", "words": "To reklama", "person_key": person_key}
    talk.report(remark=remark, reply=reply, **said)


def text(response):
    return response.content.decode()


def state(reply):
    return Reply.objects.values_list("state", flat=True).get(pk=reply.pk)


def test_what_waits_is_listed_first(sign_in, reply, held):
    client = sign_in("moderator")
    found = text(client.get(PAGE))
    assert "Popieram." in found
    assert "Tanie kredyty!" not in found
    assert "Tanie kredyty!" in text(client.get(f"{PAGE}?show=all"))


def test_a_held_reply_is_published_and_counted(sign_in, held, remark):
    sign_in("moderator").post(PAGE, {"publish": held.pk})
    assert (state(held), Remark.objects.get().reply_count) == ("published", 1)


def test_a_reply_is_hidden_and_no_longer_counted(sign_in, reply, client):
    sign_in("partner").post(PAGE, {"hide": reply.pk})
    assert (state(reply), Remark.objects.get().reply_count) == ("hidden", 0)


def test_whoever_may_hold_does_not_publish(sign_in, held):
    assert sign_in("partner").post(PAGE, {"publish": held.pk}).status_code == 403
    assert state(held) == "pending"


def test_a_withdrawn_reply_stays_withdrawn(sign_in, reply):
    talk.withdraw_reply(reply=reply)
    sign_in("moderator").post(PAGE, {"publish": reply.pk})
    assert state(reply) == "withdrawn"


def test_it_is_written_down_who_hid_a_reply(sign_in, reply, people):
    sign_in("moderator").post(PAGE, {"hide": reply.pk})
    event = ReplyStatus.objects.get()
    assert (event.state, event.pgh_context["user"]) == ("published", people["moderator"].pk)
    assert timeline(Remark.objects.get())[0].kind.slug == "reply"


def test_a_reported_remark_is_listed_with_the_reason(sign_in, remark):
    report(remark)
    found = text(sign_in("moderator").get(PAGE))
    assert "To reklama" in found
    assert f"uwagi/{remark.pk}/" in found
    assert "To reklama" in text(sign_in("moderator").get(f"/panel/teren-rekreacyjny/uwagi/{remark.pk}/"))


@pytest.mark.parametrize("page", [PAGE, "/panel/teren-rekreacyjny/uwagi/{}/"])
def test_a_dismissed_report_marks_the_remark_no_longer(sign_in, remark, people, page):
    report(remark)
    report(remark, person_key=8)
    sign_in("moderator").post(page.format(remark.pk), {"dismiss": f"remark-{remark.pk}"})
    assert Remark.objects.get().flags == []
    assert set(AbuseReport.objects.values_list("dismissed_by", flat=True)) == {people["moderator"].pk}
    assert "To reklama" not in text(sign_in("moderator").get(PAGE))


def test_a_reported_reply_is_dismissed_apart(sign_in, remark, reply):
    report(remark)
    report(remark, reply)
    sign_in("moderator").post(PAGE, {"dismiss": f"reply-{reply.pk}"})
    assert Remark.objects.get().flags == ["reported"]
    assert AbuseReport.objects.waiting().get().reply is None


def test_what_is_hidden_waits_no_longer(sign_in, remark, reply):
    report(remark, reply)
    client = sign_in("moderator")
    client.post(PAGE, {"hide": reply.pk})
    assert "Tanie kredyty!" not in text(client.get(PAGE))


@pytest.mark.parametrize(
    "sent", [{}, {"hide": "x"}, {"publish": "9" * 40}, {"dismiss": "remark-"}, {"dismiss": "x-1"}]
)
def test_nonsense_changes_nothing(sign_in, reply, sent):
    assert sign_in("moderator").post(PAGE, sent, follow=True).status_code == 200
    assert state(reply) == "published"


def test_a_guest_of_an_area_reads_its_replies_alone(sign_in, say, reply):
    [elsewhere] = say(RYNEK)
    talk.reply(remark=elsewhere, body="Na Rynku", person_key=3)
    found = text(sign_in("guest_council").get(f"{PAGE}?show=all"))
    assert "Tanie kredyty!" in found
    assert "Na Rynku" not in found


def test_the_list_costs_as_many_queries_for_many(sign_in, remark, django_assert_max_num_queries):
    for key in range(12):
        report(remark, talk.reply(remark=remark, body=f"Nr {key}", person_key=key)[0])
    client = sign_in("moderator")
    with django_assert_max_num_queries(14):
        client.get(PAGE)
