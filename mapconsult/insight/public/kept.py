"""Answers about everything that was said, kept while nothing changes: many people read the results of a
consultation on one day, and a million remarks take seconds to count. Answers under filters are made anew."""

from django.core.cache import cache
from django.utils.translation import get_language

from mapconsult.insight.scope import LEVELS

# What the address may say, so that there are few different answers.
KEYS = ["", *(level.key for level in LEVELS)]
SECONDS = 30 * 24 * 3600


def kept(reading, name, build):
    """`build()`, or what it gave the last time: one for each consultation, level and language."""
    asked = reading.request.GET
    level = asked.get("level", "")
    if {*asked} - {"level"} or level not in KEYS:
        return build()
    key = "/".join(["public", str(reading.consultation.pk), name, level, get_language()])
    digest = reading.digest(name)
    found = cache.get(key)
    if found is None or found[0] != digest:
        found = digest, build()
        cache.set(key, found, SECONDS)
    return found[1]
