"""Answers about everything that was said, kept while nothing changes: many people read the results of a
consultation on one day, and a million remarks take seconds to count. Answers under filters are made anew."""

from django.core.cache import cache
from django.utils.translation import get_language

from mapconsult.insight.scope import LEVELS

MEASURES = ["count", "rate"]
# What the address may say besides, so that there are few different answers.
PLAIN = {"level": ["", *(level.key for level in LEVELS)], "measure": ["", *MEASURES]}
SECONDS = 30 * 24 * 3600


def kept(reading, name, build):
    """`build()`, or what it gave the last time: one for each consultation, level, measure and language."""
    asked = reading.request.GET
    if any(value not in PLAIN.get(key, []) for key, values in asked.lists() for value in values):
        return build()
    shown = [asked.get(key, "") for key in PLAIN]
    key = "/".join(["public", str(reading.consultation.pk), name, *shown, get_language()])
    digest = reading.digest(name)
    found = cache.get(key)
    if found is None or found[0] != digest:
        found = digest, build()
        cache.set(key, found, SECONDS)
    return found[1]
