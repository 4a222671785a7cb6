"""What two versions of a text differ in."""

from mapconsult.accounts.differences import ADDED, KEPT, REMOVED, SKIPPED, differences


def test_a_replaced_word_is_told_among_those_that_stayed():
    assert differences("Proszę o jedną ławkę.", "Proszę o dwie ławki i kosz.") == [
        (KEPT, "Proszę o "),
        (REMOVED, "jedną ławkę."),
        (ADDED, "dwie ławki i kosz."),
    ]


def test_nothing_is_lost():
    old, new = "a b\n\nc  d e", "b x\nc d  e f"
    pieces = differences(old, new)
    assert "".join(text for what, text in pieces if what != ADDED) == old
    assert "".join(text for what, text in pieces if what != REMOVED) == new


def test_long_parts_that_stayed_are_left_out():
    same = " ".join(map(str, range(100)))
    what = [what for what, _text in differences(f"tak {same} nie {same}", f"nie {same} tak {same}")]
    assert what == [REMOVED, ADDED, KEPT, SKIPPED, KEPT, REMOVED, ADDED, KEPT, SKIPPED]


def test_long_texts_that_have_nothing_in_common_are_not_compared():
    old, new = ("x" + " ".join(map(str, range(start, start + 2000))) for start in (0, 1000))
    assert [what for what, _text in differences(old, new)] == [REMOVED, ADDED]


def test_a_word_said_over_and_over_is_not_compared_for_seconds():
    old, new = "x" + " a" * 480, "y" + " a b" * 240 + " z"
    assert [what for what, _text in differences(old, new)] == [REMOVED, ADDED]
