import pytest

from geo.boundaries.codes import area_code, district_slug, parent_code, with_zeros
from geo.boundaries.errors import Refused
from geo.models import Level


@pytest.mark.parametrize(
    ("written", "level", "expected"),
    [
        ("0", Level.COUNTRY, ("PL", "")),
        ("00", Level.COUNTRY, ("PL", "")),
        ("32", Level.VOIVODESHIP, ("32", "")),
        ("3200000", Level.VOIVODESHIP, ("32", "")),
        ("3203", Level.POWIAT, ("3203", "")),
        ("3203000", Level.POWIAT, ("3203", "")),
        ("0663011", Level.POWIAT, ("0663", "")),
        ("3203013", Level.GMINA, ("320301", "3")),
        ("320301_3", Level.GMINA, ("320301", "3")),
        ("320301", Level.GMINA, ("320301", "")),
    ],
)
def test_codes_as_registers_write_them(written, level, expected):
    assert area_code(written, level) == expected


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("3203014", "type 4 is the town in an urban-rural gmina"),
        ("3203015", "type 5 is the rural part of an urban-rural gmina"),
        ("1465028", "import them with --level district"),
        ("32030", "the code “32030” is not one of a gmina"),
        ("٣٢٠٣٠١", "the code “٣٢٠٣٠١” is not one of a gmina"),
        ("Czaplinek", "the code “Czaplinek” is not one of a gmina"),
    ],
)
def test_what_is_no_gmina_is_refused_with_the_reason(written, reason):
    with pytest.raises(Refused, match=reason):
        area_code(written, Level.GMINA)


def test_a_district_of_warsaw_belongs_to_146501():
    assert area_code("1465028", Level.DISTRICT, "146501") == ("1465028", "8")
    assert parent_code("1465028", Level.DISTRICT, "146501") == "146501"


def test_a_district_of_warsaw_belongs_nowhere_else():
    with pytest.raises(Refused, match="belongs to the gmina 146501"):
        area_code("1465028", Level.DISTRICT, "066301")


def test_a_district_keeps_its_code_from_a_register():
    assert area_code("0922410", Level.DISTRICT, "066301") == ("0922410", "")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Czechów Południowy", "066301-czechow-poludniowy"),
        ("Śródmieście", "066301-srodmiescie"),
        ("Orunia-Św. Wojciech-Lipce", "066301-orunia-sw-wojciech-lipce"),
        ("Osiedle nr 3", "066301-osiedle-nr-3"),
    ],
)
def test_a_district_without_a_code_is_known_by_its_name(name, code):
    assert district_slug("066301", name) == code


def test_a_district_without_a_name_is_refused():
    with pytest.raises(Refused, match="needs a name"):
        district_slug("066301", " ")


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("PL", Level.COUNTRY, ""),
        ("32", Level.VOIVODESHIP, "PL"),
        ("3203", Level.POWIAT, "32"),
        ("320301", Level.GMINA, "3203"),
    ],
)
def test_the_parent_is_the_beginning_of_the_code(code, level, parent):
    assert parent_code(code, level) == parent


def test_a_lost_leading_zero_comes_back():
    assert with_zeros(["201011", "3203013"]) == ["0201011", "3203013"]


def test_codes_of_different_kinds_keep_their_lengths():
    assert with_zeros(["0201", "3203013"]) == ["0201", "3203013"]
