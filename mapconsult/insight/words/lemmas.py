"""Polish words as a dictionary has them: "ławkę", "ławek" and "ławkami" are all "ławka".

Morfeusz 2 (Woliński 2014, with the dictionary SGJP) says what a form may be, not what it is in its sentence:
of several readings the likeliest part of speech is taken, a common noun before an adjective before a verb.
"""

import re
from functools import lru_cache

from mapconsult.feedback.inflection import UNKNOWN, readings, stop_words

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What ends a phrase.
BREAK = re.compile(r"[.,;:!?()\n]")
SHORTEST = 3
# How many distinct forms are remembered; a million remarks have fewer.
REMEMBERED = 200_000
# Parts of speech that carry meaning, the likeliest first (tags of SGJP).
VERBS = ["fin", "inf", "praet", "impt", "imps", "ger", "ppas", "pact", "pcon", "pant", "bedzie", "winien"]
SPEECH = ["subst", "adj", "adja", *VERBS, "adv"]
# A form that may be one of these is one: "koło" is beside something more often than a wheel.
SMALL = {"prep", "conj", "comp", "part", "ppron12", "ppron3", "siebie", "num"}
COMMON = "nazwa_pospolita"
# Verbs that say as little as stop words do.
EMPTY = {"być", "mieć", "móc", "zostać", "chcieć", "musieć", "powinien", "prosić", "uważać"}
# "stara" is an adjective that may stand for a woman; these nouns are not of that kind.
NOUNS = {"droga"}
# Of no use in a town, but their forms are.
RARE = {"metrum"}


@lru_cache(maxsize=REMEMBERED)
def lemma(form):
    """The lemma of a lower-case form; empty for what carries no meaning by itself. A form that the dictionary
    does not have is its own lemma."""
    if len(form) < SHORTEST or form in stop_words():
        return ""
    found = [reading for start, end, reading in readings(form) if (start, end) == (0, 1)]
    if not found or _speech(found[0]) == UNKNOWN:
        return form
    telling = [reading for reading in found if _speech(reading) in SPEECH]
    lemmas = {_lemma(reading) for reading in telling}
    if not telling or lemmas & EMPTY or any(_speech(reading) in SMALL for reading in found):
        return ""
    adjectives = {_lemma(reading) for reading in telling if _speech(reading) == "adj"}
    likeliest = _lemma(min(telling, key=lambda reading: _rank(reading, adjectives)))
    return "" if likeliest in stop_words() else likeliest


def _lemma(reading):
    return reading[1].partition(":")[0].lower()


def _speech(reading):
    return reading[2].partition(":")[0]


def _rank(reading, adjectives):
    """Smaller is likelier: what is neither a name nor marked as old or slang, by its part of speech; of two
    nouns the longer, then the feminine one, which shorter and rarer ones share their forms with."""
    _form, _found, tag, kinds, labels = reading
    lemma, speech = _lemma(reading), SPEECH.index(_speech(reading))
    is_name = bool(kinds) and COMMON not in kinds
    is_addressed = ":voc:" in tag
    is_adjective = lemma not in NOUNS and any(lemma[:-1] == found[:-1] for found in adjectives)
    is_rare = is_name or bool(labels) or is_addressed or lemma in RARE or (speech == 0 and is_adjective)
    return is_rare, speech, tag.endswith(":pt"), -len(lemma), not tag.endswith(":f"), lemma


def sentences(text):
    """Lists of (form, lemma) of the words between two marks, in their order; empty lemmas among them."""
    for part in BREAK.split(text):
        if words := WORD.findall(part.lower()):
            yield [(form, lemma(form)) for form in words]


def phrases(words):
    """((lemma, lemma), the words as they stand) of neighbours that carry meaning: "plac zabaw", and with one
    small word between them "droga dla rowerów"."""
    for index, (_form, first) in enumerate(words):
        if not first:
            continue
        for reach in (1, 2):
            if index + reach < len(words) and (second := words[index + reach][1]):
                yield (first, second), " ".join(word for word, _lemma in words[index : index + reach + 1])
                break
