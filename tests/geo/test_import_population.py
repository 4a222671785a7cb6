import pytest
from django.core.management import CommandError

from geo.models import Population, Revision


@pytest.fixture
def table(tmp_path):
    def table(*lines, encoding="utf-8"):
        path = tmp_path / "population.csv"
        path.write_text("\n".join(lines), encoding=encoding)
        return path

    return table


def numbers():
    return dict(Population.objects.order_by("year").values_list("year", "number"))


def test_a_dry_run_reports_and_keeps_nothing(gmina, table, run):
    lines = run("import_population", table("code,number,year,source", "320301,12000,2020,GUS"))
    assert lines[0] == "New: 1"
    assert lines[-1] == "Nothing was written. Run it again with --commit to keep this."
    assert numbers() == {2018: 11853}


def test_commit_keeps_them(gmina, table, run):
    path = table("code,number,year,source", "320301,12000,2020,GUS", "3203013,11900,2018,LAU")
    lines = run("import_population", path, "--commit")
    assert lines == ["New: 1", "Changed: 1", "Unchanged: 0", "Rejected: 0"]
    assert numbers() == {2018: 11900, 2020: 12000}
    assert Population.objects.get(year=2018).source == "LAU"


def test_columns_are_named_by_options(gmina, table, run):
    path = table("teryt;nazwa;ludnosc", "3203013;Czaplinek;12 000")
    run("import_population", path, "--code-field=teryt", "--number-field=ludnosc", "--year=2020", "--commit")
    assert numbers()[2020] == 12000


def test_districts_go_by_the_code_of_their_gmina_and_their_name(gmina, table, run):
    path = table("gmina,nazwa,osob", "3203013,Rynek,500", encoding="cp1250")
    options = ["--code-field=gmina", "--name-field=nazwa", "--number-field=osob", "--year=2016"]
    run("import_population", path, *options, "--source=Urząd", "--commit")
    population = Population.objects.get(area__code="320301-rynek")
    assert (population.year, population.number, population.source) == (2016, 500, "Urząd")


def test_rows_are_rejected_with_their_reason(gmina, table, run):
    path = table("code,number,year", "999999,1,2020", "320301,,2020", "320301,wielu,2021", "320301,5,")
    assert run("import_population", path)[3:-1] == [
        "Rejected: 4",
        "  no area has this code: 1: 999999",
        "  no number: 1: 320301",
        "  no year: 1: 320301",
        "  “wielu” is not a number that can be right: 1: 320301",
    ]


def test_a_second_run_changes_nothing_and_keeps_the_revision(gmina, table, run):
    path = table("code,number,year", "320301,12000,2020")
    run("import_population", path, "--commit")
    before = Revision.current()
    assert run("import_population", path, "--commit")[:3] == ["New: 0", "Changed: 0", "Unchanged: 1"]
    assert Revision.current() == before == 1


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["kod,number,year", "1,1,1"], "No column code; the file has: kod, number, year"),
        (["code,number,year", "320301,1,2020", "3203013,2,2020"], "3203013 has two numbers for 2020"),
        ([], "No column code, number, year"),
    ],
)
def test_bad_input(gmina, table, run, lines, message):
    with pytest.raises(CommandError, match=message):
        run("import_population", table(*lines), "--commit")
    assert numbers() == {2018: 11853}


def test_a_missing_file(db, run, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_population", tmp_path / "none.csv")
