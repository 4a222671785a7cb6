"""The way between the pages of a panel: each person is led to the pages that open, and to no others."""

import re

import pytest

from mapconsult.consultations.models import Consultation

PANEL = "/panel/teren-rekreacyjny/"


def linked(client, path):
    page = client.get(path).content.decode()
    return re.findall(r'<li><a href="/panel/teren-rekreacyjny/(\w+)/"', page)


@pytest.mark.parametrize("state", ["draft", "published"])
def test_every_link_that_is_shown_opens(client, people, state):
    Consultation.objects.update(state=state)
    for who, user in people.items():
        if user is None:
            continue
        client.force_login(user)
        found = linked(client, "/panel/")
        opened = {page: client.get(f"{PANEL}{page}/").status_code for page in found}
        assert opened == dict.fromkeys(found, 200), who


@pytest.mark.parametrize(
    ("who", "pages"),
    [
        ("coordinator", "wyniki uwagi odpowiedzi wpisz warstwy ankieta ustawienia wspolpraca historia"),
        ("approver", "wyniki uwagi odpowiedzi ankieta ustawienia wspolpraca historia"),
        ("planner", "wyniki uwagi odpowiedzi warstwy ankieta wspolpraca"),
        ("partner", "wyniki uwagi odpowiedzi ankieta wspolpraca"),
        ("clerk", "wpisz wspolpraca"),
        ("guest_council", "wyniki uwagi odpowiedzi ankieta wspolpraca"),
        ("stranger", ""),
    ],
)
def test_each_role_is_led_to_its_pages(client, people, who, pages):
    client.force_login(people[who])
    assert linked(client, "/panel/") == pages.split()


def test_the_page_that_is_open_is_marked(client, official, consultation):
    client.force_login(official)
    page = client.get(f"{PANEL}warstwy/nowa/plan/").content.decode()
    assert re.findall(r'/(\w+)/" aria-current="page"', page) == ["warstwy"]


def test_the_panel_leads_to_people_and_to_a_new_one(client, people):
    offered = {}
    for who in ["coordinator", "clerk", "guest_partner", "resident"]:
        client.force_login(people[who])
        page = client.get("/panel/").content.decode()
        offered[who] = ("/panel/nowa/" in page, re.findall(r"/panel/zespol/([\w-]+)/", page))
    assert offered == {
        "coordinator": (True, ["gmina-czaplinek"]),
        "clerk": (False, ["gmina-czaplinek"]),
        "guest_partner": (True, ["fundacja"]),
        "resident": (False, []),
    }
