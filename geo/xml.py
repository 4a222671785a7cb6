"""Texts of people within XML."""

import re

# What XML 1.0 cannot hold: one such sign makes a whole document unreadable.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def for_xml(text):
    """The text without signs that no XML document may hold; it still has to be escaped."""
    return NO_XML.sub("", text)
