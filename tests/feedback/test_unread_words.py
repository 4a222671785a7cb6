"""A moderator publishes what was read, not what its author wrote after the page was loaded."""

import pytest

from mapconsult.feedback.actions import edit_remark
from mapconsult.feedback.models import Remark

LAKE = (16.25, 53.56)
URL = "/panel/teren-rekreacyjny/uwagi/"


def state_of(remark):
    return Remark.objects.get(pk=remark.pk).state


def test_words_that_were_changed_after_the_page_are_not_published_unread(sign_in, say):
    changed, same = say(LAKE, LAKE)
    Remark.objects.update(state="pending")
    client = sign_in("moderator")
    data = {"read_at": client.get(URL).context["read_at"], "state": "published"}
    edit_remark(remark=changed, body="Coś innego", category=None)
    page = client.post(URL, data | {"remark": [changed.pk, same.pk]}, follow=True)
    assert [state_of(one) for one in (changed, same)] == ["pending", "published"]
    assert [message.level_tag for message in page.context["messages"]] == ["warning", "success"]
    client.post(URL, data | {"remark": changed.pk, "read_at": page.context["read_at"]})
    assert state_of(changed) == "published"


@pytest.mark.parametrize("moment", ["", "x", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00"])
def test_a_form_that_does_not_say_when_it_was_read_publishes_no_changed_words(sign_in, say, moment):
    [remark] = say(LAKE)
    edit_remark(remark=remark, body="Coś innego", category=None)
    Remark.objects.update(state="pending")
    sign_in("moderator").post(URL, {"read_at": moment, "state": "published", "remark": remark.pk})
    assert state_of(remark) == "pending"


def test_a_whole_list_is_published_as_it_was_read_before_it_was_confirmed(sign_in, say):
    changed, same = say(LAKE, LAKE)
    Remark.objects.update(state="pending")
    client = sign_in("moderator")
    data = {"all": "1", "state": "published", "read_at": client.get(URL).context["read_at"]}
    asked = client.post(URL, data).context
    edit_remark(remark=changed, body="Coś innego", category=None)
    data |= {"read_at": asked["read_at"], "confirmed": "1"}
    client.post(URL, data)
    assert [state_of(one) for one in (changed, same)] == ["pending", "published"]


def test_undoing_publishes_no_words_that_were_changed_since(sign_in, say):
    [remark] = say(LAKE)
    client = sign_in("moderator")
    signed = client.post(URL, {"remark": remark.pk, "state": "hidden"}, follow=True).context["undo"]
    edit_remark(remark=remark, body="Coś innego", category=None)
    client.post(URL, {"undo": signed})
    assert state_of(remark) == "hidden"


def test_the_page_of_a_remark_publishes_what_was_read_alone(sign_in, say):
    [remark] = say(LAKE)
    url = f"{URL}{remark.pk}/"
    Remark.objects.update(state="pending")
    client = sign_in("moderator")
    data = {"state": "published", "read_at": client.get(url).context["read_at"]}
    edit_remark(remark=remark, body="Coś innego", category=None)
    page = client.post(url, data, follow=True)
    assert Remark.objects.get(pk=remark.pk).state == "pending"
    assert [message.level_tag for message in page.context["messages"]] == ["warning"]
    client.post(url, data | {"read_at": page.context["read_at"]})
    assert Remark.objects.get(pk=remark.pk).state == "published"
