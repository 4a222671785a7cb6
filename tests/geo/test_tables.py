"""CSV in and out, as people save and open it."""

import pytest

from geo.boundaries.errors import BadInput
from geo.tables import csv_of, read_table


@pytest.fixture
def table(tmp_path):
    def table(text, encoding="utf-8", wanted=()):
        path = tmp_path / "uwagi.csv"
        path.write_bytes(text.encode(encoding))
        return list(read_table(path, wanted))

    return table


def test_quoted_quotes_and_line_breaks_are_read(table):
    assert table('kto,co\nAla,"pisze ""tak""\ni dalej"\n') == [{"kto": "Ala", "co": 'pisze "tak"\ni dalej'}]


def test_windows_1250_with_semicolons_is_read(table):
    assert table("kto;co\nŁucja;ławka\n", "cp1250") == [{"kto": "Łucja", "co": "ławka"}]


def test_a_missing_column_is_named(table):
    with pytest.raises(BadInput, match="gdzie.*kto, co"):
        table("kto,co\n", wanted=["gdzie"])


def test_a_table_begins_with_the_mark_of_utf_8_and_has_semicolons():
    assert csv_of(["obszar", "uwagi"], [["Rynek", 3]]) == "\ufeffobszar;uwagi\r\nRynek;3\r\n"


def test_numbers_have_a_decimal_comma_and_unknown_ones_are_empty():
    assert csv_of(["a", "b"], [[1.5, None]]).splitlines()[1] == "1,5;"


@pytest.mark.parametrize("text", ["=1+1", "+48", "-2", "@SUM", "\tx", "\rx"])
def test_what_looks_like_a_formula_stays_a_text(text):
    assert f"'{text}" in csv_of(["a"], [[text]])


def test_negative_numbers_stay_numbers():
    assert csv_of(["a"], [[-2], [-1.5]]).split("\r\n")[1:3] == ["-2", "-1,5"]
