"""Full-text search in what people said, in Polish.

The database keeps the words of a text as they are, without case and marks (the configuration `polish_plain`
of migration 0015); a question is put with all forms of its words (inflection.py). So the index needs no
dictionary, and writing costs next to nothing more.
"""

import re

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import BigIntegerField, F, FloatField, Func, TextField, Value
from django.db.models.functions import Cast, Replace

from geo.querysets import PLAIN, POLISH
from mapconsult.feedback.inflection import forms, stop_words

CONFIG = "polish_plain"
WORD = re.compile(r"[^\W_]+")
# PostgreSQL would take "park/plac" for a file, "tu.Tam" for a host and "-5" for a number.
JOINTS = "./_@-+<>&:"
# A shorter beginning would find nearly everything.
SHORTEST_BEGINNING = 3
MARKS = str.maketrans(POLISH, PLAIN)
MARK, END_OF_MARK = "<mark>", "</mark>"
ESCAPES = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;")]
# Ranks are compared to this part of one.
RANK_STEPS = 1_000_000


def words_of(column="body"):
    """The words of a column; the index `remark_words` is made of this very expression."""
    blanks = Value(" " * len(JOINTS))
    apart = Func(F(column), Value(JOINTS), blanks, function="TRANSLATE", output_field=TextField())
    return SearchVector(apart, config=CONFIG)


def query_of(text):
    """What finds every word of a text in any of its forms, or a word that begins with it; None for a text
    without words. Stop words are passed over unless there is nothing else."""
    words = [word.lower() for word in WORD.findall(text)]
    telling = [word for word in words if word not in stop_words()] or words
    if not telling:
        return None
    conditions = " & ".join(f"({_any_form(word)})" for word in dict.fromkeys(telling))
    return SearchQuery(conditions, config=CONFIG, search_type="raw")


def _any_form(word):
    """In the notation of to_tsquery; what the beginning finds need not be asked for again."""
    beginning, found = plain(word), {plain(form) for form in forms(word)}
    if len(word) < SHORTEST_BEGINNING:
        return " | ".join(sorted(f"'{form}'" for form in found))
    others = sorted(f"'{form}'" for form in found if not form.startswith(beginning))
    return " | ".join([f"'{beginning}':*", *others])


def plain(word):
    """A lower-case word without Polish marks."""
    return word.translate(MARKS)


def relevance(text):
    """How well a remark answers (ts_rank of PostgreSQL), in millionths; 0 without words to look for."""
    query = query_of(text or "")
    if query is None:
        return Value(0, output_field=BigIntegerField())
    return Cast(SearchRank(words_of(), query) * Value(RANK_STEPS, FloatField()), BigIntegerField())


def highlight(text, column="body"):
    """The column as HTML: escaped, the words that were looked for in <mark>, and no other element."""
    safe = F(column)
    for character, escape in ESCAPES:
        safe = Replace(safe, Value(character, TextField()), Value(escape, TextField()))
    query = query_of(text)
    if query is None:
        return safe
    return SearchHeadline(
        safe, query, config=CONFIG, start_sel=MARK, stop_sel=END_OF_MARK, highlight_all=True
    )
