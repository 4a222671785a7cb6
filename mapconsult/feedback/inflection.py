"""Forms of Polish words: "ławki" is "ławek" and "ławkami" too, also when it is typed "lawki".

Morfeusz 2 (Woliński 2014, with the dictionary SGJP) tells the lemmas of a form, and the forms of a lemma.
"""

from functools import cache, lru_cache
from itertools import product
from math import prod
from threading import Lock

# What may be meant by a letter that is typed without its mark.
MARKED = dict(zip("acelnosz", ["aą", "cć", "eę", "lł", "nń", "oó", "sś", "zźż"], strict=True))
# Spellings that are tried for a word without marks: about 3 ms.
MOST_SPELLINGS = 400
REMEMBERED = 5000
NEGATED, UNKNOWN = "neg", "ign"
# Neither the dictionary nor its bindings say that threads may share it.
_lock = Lock()


@cache
def _dictionary():
    """Read when it is first needed: 67 MB, 0.1 s."""
    import morfeusz2

    return morfeusz2.Morfeusz(praet="composite")


@cache
def stop_words():
    """Lower-case forms that say nothing by themselves."""
    from stop_words import get_stop_words

    return frozenset(get_stop_words("polish"))


def readings(form):
    """What a lower-case form may be, as (from, to, (form, lemma, tag, kinds of names, labels)): all of it is
    from 0 to 1, unless the dictionary takes it apart."""
    with _lock:
        return _dictionary().analyse(form)


@lru_cache(maxsize=REMEMBERED)
def forms(word):
    """All forms of all words that a lower-case form may be, itself among them; itself alone where the
    dictionary does not know it."""
    lemmas = _lemmas(word) or {lemma for spelling in _spellings(word) for lemma in _lemmas(spelling)}
    found = {form.lower() for lemma in lemmas for form in _forms_of(lemma)}
    return frozenset({word, *(form for form in found if form.isalnum())})


def _lemmas(form):
    """What the whole form may be a form of; a part of it ("10" of "10m") says nothing."""
    found = readings(form)
    if any((start, end) != (0, 1) for start, end, _reading in found):
        return set()
    # What follows a colon tells words apart that are written alike.
    return {lemma.split(":")[0] for _start, _end, (_form, lemma, tag, *_) in found if tag != UNKNOWN}


def _forms_of(lemma):
    """Without those that say the contrary ("niezrobiony" of "zrobić")."""
    with _lock:
        found = _dictionary().generate(lemma)
    return [form for form, _lemma, tag, *_ in found if NEGATED not in tag.split(":")]


def _spellings(word):
    """The word with marks on any of its letters; none where it has marks already, or too many letters."""
    letters = [MARKED.get(letter, letter) for letter in word]
    if not word.isascii() or prod(map(len, letters)) > MOST_SPELLINGS:
        return []
    return ["".join(spelling) for spelling in product(*letters)]
