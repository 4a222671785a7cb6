"""What two versions of a text differ in, word by word."""

import re
from collections import Counter
from difflib import SequenceMatcher

# Comparing grows with the product of both, and faster still with the pairs of equal words, of which a text
# that says one word over and over has many: beyond these the two are shown one after the other.
MOST_COMPARISONS = 250_000
MOST_PAIRS = 5_000
# Words shown on each side of a change; the rest of what stayed the same is left out.
AROUND = 8

KEPT, REMOVED, ADDED, SKIPPED = "kept", "removed", "added", "skipped"


def differences(old, new):
    """[(KEPT | REMOVED | ADDED | SKIPPED, text)]: how `new` came from `old`.

    What is skipped stayed the same and is long. White space counts.
    """
    before, after = _words(old), _words(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    middle = _compare(before[start : len(before) - end], after[start : len(after) - end])
    pieces = [(KEPT, before[:start]), *middle, (KEPT, before[len(before) - end :])]
    pieces = [(what, words) for what, words in pieces if words]
    last = len(pieces) - 1
    return [
        (kind, "".join(words))
        for place, (what, words) in enumerate(pieces)
        for kind, words in _shortened(what, words, first=place == 0, last=place == last)
    ]


def _words(text):
    """Words with the white space that follows them."""
    return re.findall(r"\s+|\S+\s?", text)


def _common(one, other):
    """How many words both begin with."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _compare(before, after):
    if len(before) * len(after) > MOST_COMPARISONS or _pairs(before, after) > MOST_PAIRS:
        return [(REMOVED, before), (ADDED, after)]
    # The heuristics for long texts would pass over frequent words, and with them whole sentences.
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces = []
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            pieces.append((KEPT, before[start:end]))
        else:
            pieces += [(REMOVED, before[start:end]), (ADDED, after[new_start:new_end])]
    return pieces


def _pairs(before, after):
    """In how many ways a word of one is a word of the other."""
    counts = Counter(after)
    return sum(counts[word] for word in before)


def _shortened(what, words, first, last):
    """A long part that stayed the same, without its middle (its outer end at either end of the text)."""
    head = 0 if first else AROUND
    tail = len(words) - (0 if last else AROUND)
    if what != KEPT or tail - head <= AROUND:
        return [(what, words)]
    parts = [(KEPT, words[:head]), (SKIPPED, words[head:tail]), (KEPT, words[tail:])]
    return [(what, words) for what, words in parts if words]
