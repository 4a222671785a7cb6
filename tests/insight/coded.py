"""Codes for tests: a code book of two, and who gives them."""

from mapconsult.insight.codes.book import save_code
from mapconsult.insight.models import Code


def make_code(consultation, name):
    return save_code(code=Code(consultation=consultation, name=name))
