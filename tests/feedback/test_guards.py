"""What one device or address may send, what is marked for the moderator, and proofs of work."""

import base64
import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import altcha
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from mapconsult.accounts.limits import Limit, hit
from mapconsult.accounts.models import OutgoingMail
from mapconsult.feedback import guards, identity
from mapconsult.feedback import proof as proofs
from mapconsult.feedback.contacts import MAILS_TO_ONE_ADDRESS
from mapconsult.feedback.models import Remark, Submission

LAKE = [16.25, 53.56]
OFFICE = "192.0.2.7"
PETITION = "Prosimy o zachowanie starych lip przy ulicy Dworcowej i o nową ławkę."


@pytest.fixture
def url(consultation):
    return f"/api/v1/consultations/{consultation.slug}/submissions/"


@pytest.fixture
def post(url):
    """POST remarks, by default as somebody new; `client` is the same device again."""

    def post(*bodies, client=None, address=OFFICE, **sent):
        place = {"type": "Point", "coordinates": LAKE}
        remarks = [{"geometry": place, "body": body} for body in bodies or ("Ławka",)]
        whole = {"key": str(uuid.uuid4()), "remarks": remarks} | sent
        client = client or Client()
        return client.post(url, whole, content_type="application/json", REMOTE_ADDR=address)

    return post


@pytest.fixture
def asked(consultation):
    """The consultation asks everybody for a proof of work."""
    consultation.proof_of_work = "always"
    consultation.save()


@pytest.fixture
def solve(client, monkeypatch, consultation):
    """Get a challenge and solve it, as a page does; quicker than a phone."""
    monkeypatch.setattr(proofs, "COST", 1)

    def solve(slug=consultation.slug, **changed):
        got = client.get(reverse("api:challenge"), {"consultation": slug}).json()
        solution = altcha.solve_challenge(altcha.Challenge.from_dict(got)).to_dict()
        return base64.b64encode(
            json.dumps({"challenge": got, "solution": solution | changed}).encode()
        ).decode()

    return solve


def encoded(payload):
    return base64.b64encode(json.dumps(payload).encode()).decode()


def told(response):
    """How a submission was answered, and the states of its remarks."""
    return response.status_code, [remark["state"] for remark in response.json().get("remarks", [])]


def marks():
    return list(Remark.objects.order_by("pk").values_list("flags", flat=True))


# One device


def test_two_thousand_remarks_of_one_device_are_contained_and_seen(post, consultation, client):
    consultation.pins_per_device = 50
    consultation.save()
    answers = [post(*["Ławka"] * 40, client=client) for _ in range(50)]
    assert [answer.status_code for answer in answers] == [201] * 5 + [429] * 45
    assert Remark.objects.filter(state="published", flags=[]).count() == 50
    assert Remark.objects.filter(state="pending", flags=["over_cap"]).count() == 150


def test_who_is_refused_hears_when_to_try_again(post, client, settings):
    settings.REMARKS_PER_DEVICE = 1
    post(client=client)
    refused = post(client=client)
    assert refused["Content-Type"] == "application/problem+json"
    assert 3500 < int(refused["Retry-After"]) <= 3600


def test_what_was_refused_does_not_count(post, client, settings, consultation):
    settings.REMARKS_PER_DEVICE = 2
    consultation.pins_per_device = 2
    consultation.save()
    assert [post(*["Ławka"] * 3, client=client).status_code for _ in range(3)] == [429] * 3
    assert told(post(*["Ławka"] * 2, client=client)) == (201, ["published"] * 2)


def test_what_is_above_the_cap_waits_and_its_sender_hears_so(post, client, consultation):
    consultation.pins_per_device = 2
    consultation.save()
    assert told(post("Ławka", "Kosz", "Lampa", client=client)) == (201, ["published", "published", "pending"])
    assert marks() == [[], [], ["over_cap"]]


def test_a_repeat_gets_its_first_answer_before_all_limits(post, client, settings):
    key = str(uuid.uuid4())
    first = post(client=client, key=key)
    settings.REMARKS_PER_DEVICE = 1
    again = post(client=client, key=key)
    assert (again.status_code, again.json()) == (200, first.json())
    assert post("Coś innego", client=client, key=key).status_code == 409


def test_a_repeat_is_answered_though_a_proof_is_asked_for_since(post, client, consultation):
    key = str(uuid.uuid4())
    post(client=client, key=key)
    consultation.proof_of_work = "always"
    consultation.save()
    assert post(client=client, key=key).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_processes_count_together(post, settings, consultation):
    settings.REMARKS_PER_DEVICE = 5
    one = Client()
    post(client=one)

    def send(_number):
        try:
            other = Client()
            other.cookies = one.cookies
            return post(client=other).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(12)))
    assert Submission.objects.count() == 5


# One address


def test_thirty_people_of_one_office_are_not_held_up(post):
    people = [Client() for _ in range(30)]
    answers = [told(post(f"Uwaga {turn}", client=person)) for turn in range(4) for person in people]
    assert answers == [(201, ["published"])] * 120
    assert set(Submission.objects.values_list("address_key", flat=True)) != {None}


def test_who_drops_cookies_is_asked_for_a_proof_then_refused(post, settings, monkeypatch, solve):
    monkeypatch.setattr(guards, "NEWCOMERS_AT_EASE", 2)
    settings.NEW_DEVICES_PER_ADDRESS = 3
    assert [post().status_code for _ in range(3)] == [201, 201, 428]
    assert [post(proof=solve()).status_code for _ in range(2)] == [201, 429]
    assert post(address="192.0.2.8").status_code == 201


def test_who_was_here_before_passes_beside_a_flood_of_newcomers(post, settings, client):
    settings.NEW_DEVICES_PER_ADDRESS = 2
    post(client=client)
    assert [post().status_code for _ in range(2)] == [201, 429]
    assert post(client=client).status_code == 201


def test_an_address_has_a_limit_of_its_own(post, settings):
    settings.REMARKS_PER_ADDRESS = 3
    assert [post(client=Client()).status_code for _ in range(4)] == [201] * 3 + [429]


def test_an_unknown_address_limits_nobody(post, settings):
    settings.NEW_DEVICES_PER_ADDRESS = settings.REMARKS_PER_ADDRESS = 1
    assert [post(address="").status_code for _ in range(3)] == [201] * 3


# Words and decoys


def test_the_same_words_again_are_marked_and_shown(post):
    post(PETITION)
    assert told(post(PETITION.upper().replace(" ", "  ") + "!!")) == (201, ["published"])
    assert marks() == [[], ["duplicate"]]


def test_the_second_of_two_alike_is_marked_within_one_submission(post):
    post(PETITION, "Tak", PETITION)
    assert marks() == [[], [], ["duplicate"]]


def test_short_words_are_nobody_s_own(post):
    for _ in range(2):
        post("Tak, jestem za!")
    assert marks() == [[], []]


def test_words_that_were_not_stored_came_never_before(post, asked, solve):
    assert post(PETITION).status_code == 428
    post(PETITION, proof=solve())
    assert marks() == [[]]


def test_a_filled_decoy_waits_for_a_moderator(post):
    assert told(post(website="https://example.org")) == (201, ["pending"])
    assert marks() == [["honeypot"]]


# Proofs of work


def test_an_answer_says_that_a_proof_is_asked_for_and_where_to_begin(post, asked, client):
    answer = post()
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (428, "application/problem+json")
    assert problem["type"] == "/api/v1/docs/#proof-of-work"
    challenge = client.get(problem["challenge"])
    assert challenge["Cache-Control"] == "no-store"
    assert set(challenge.json()) == {"parameters", "signature"}


def test_a_proof_lets_the_same_key_pass(post, asked, solve):
    key = str(uuid.uuid4())
    assert post(key=key).status_code == 428
    assert told(post(key=key, proof=solve())) == (201, ["published"])
    assert post(key=key, proof=solve()).status_code == 200


def test_a_proof_is_good_once(post, asked, solve):
    proof = solve()
    assert [post(proof=proof).status_code for _ in range(3)] == [201, 428, 428]


def test_a_proof_is_good_in_its_own_consultation_alone(post, asked, solve):
    assert post(proof=solve("inne-konsultacje")).status_code == 428


def test_a_proof_expires(post, asked, solve, monkeypatch):
    monkeypatch.setattr(proofs, "SECONDS", -1)
    assert post(proof=solve()).status_code == 428


@pytest.mark.parametrize("proof", ["", "x", "e30=", base64.b64encode(b"[" * 900).decode(), "ą"])
def test_what_is_no_proof_is_asked_for_again(post, asked, proof):
    assert post(proof=proof).status_code == 428


def test_a_forged_proof_is_asked_for_again(post, asked, solve):
    assert post(proof=solve(derivedKey="00" * 32)).status_code == 428
    forged = json.loads(base64.b64decode(solve()))
    forged["challenge"]["parameters"]["keyPrefix"] = "00"
    assert post(proof=encoded(forged)).status_code == 428


def test_a_device_that_cannot_compute_waits_for_a_moderator(post, asked):
    assert told(post(proof=guards.UNABLE)) == (201, ["pending"])
    assert marks() == [["unproven"]]


def test_load_asks_for_proofs(post, consultation, solve):
    load = Limit(f"load/{consultation.pk}", guards.SUBMISSIONS_AT_EASE, guards.TEN_MINUTES, 300)
    hit(load)
    assert post().status_code == 428
    assert post(proof=solve()).status_code == 201


def test_a_consultation_may_do_without_proofs(post, consultation):
    consultation.proof_of_work = "never"
    consultation.save()
    hit(Limit(f"load/{consultation.pk}", guards.SUBMISSIONS_AT_EASE, guards.TEN_MINUTES, 300))
    assert post().status_code == 201


@pytest.mark.parametrize("query", ["", "?consultation=", "?consultation=a/b"])
def test_a_challenge_is_for_a_consultation(client, query):
    assert client.get(reverse("api:challenge") + query).status_code == 400


def test_a_challenge_asks_the_database_nothing():
    """No fixture opens the database here: a query would fail."""
    assert Client().get(reverse("api:challenge"), {"consultation": "teren-rekreacyjny"}).status_code == 200


def test_a_refusal_costs_two_queries_more_than_the_look(post, client, settings, django_assert_num_queries):
    post(client=client)
    settings.REMARKS_PER_DEVICE = 1
    # Consultation and categories; the count, the key, and the count given back.
    with django_assert_num_queries(5):
        assert post(client=client).status_code == 429


def test_a_robot_makes_us_write_to_nobody(post):
    post(website="https://example.org", contact={"email": "ofiara@example.org"})
    assert not OutgoingMail.objects.exists()
    post(contact={"email": "mieszkanka@example.org"})
    assert OutgoingMail.objects.count() == 1


def test_a_refused_submission_uses_up_no_mail(post, asked, solve):
    contact = {"email": "mieszkanka@example.org"}
    for _ in range(MAILS_TO_ONE_ADDRESS):
        assert post(contact=contact).status_code == 428
    post(contact=contact, proof=solve())
    assert OutgoingMail.objects.count() == 1


def test_devices_are_told_apart_by_a_signed_cookie(post, settings):
    settings.NEW_DEVICES_PER_ADDRESS = 1
    post()
    forger = Client()
    forger.cookies[identity.DEVICE_COOKIE] = "known:forged"
    assert post(client=forger).status_code == 429
