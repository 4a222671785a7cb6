"""Proofs of work by ALTCHA: a device computes for a second before it may send, which costs a person nothing
and somebody who sends thousands a lot. Made and checked here alone; no other host is asked.
"""

import secrets
import time

import altcha
from django.utils.crypto import salted_hmac

ALGORITHM = "PBKDF2/SHA-256"
# Rounds for one guess, and how many guesses it takes: the right one is known beforehand, so that nobody is
# out of luck. One to two million rounds take a cheap phone one to two seconds; the server makes one guess.
COST = 2000
GUESSES = range(500, 1000)
# The challenge is fetched when sending, so this is time enough for the slowest device and network.
SECONDS = 600


def challenge(consultation):
    """A new challenge for a consultation (its slug), as a dict for ALTCHA's own JavaScript."""
    made = altcha.create_challenge(
        ALGORITHM,
        COST,
        counter=secrets.choice(GUESSES),
        expires_at=int(time.time()) + SECONDS,
        data={"consultation": consultation},
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("solution"),
    )
    return made.to_dict()


def number_of(solution, consultation):
    """The number of the challenge (its nonce) that this text solves, by which a second use is known; None
    when it is expired, forged, wrong or for another consultation."""
    checked = altcha.verify_solution(solution, _secret("challenge"), hmac_key_secret=_secret("solution"))
    if not checked.verified:
        return None
    parameters = altcha.Payload.from_base64(solution).challenge.parameters
    return parameters.nonce if parameters.data == {"consultation": consultation} else None


def _secret(purpose):
    return salted_hmac("mapconsult.feedback.proof", purpose, algorithm="sha256").digest()
