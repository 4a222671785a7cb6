import pytest
from django.core.management import CommandError

from geo.models import Census, Revision

HEAD = "code,year,age,gender,number,source"


@pytest.fixture
def table(tmp_path):
    def table(*lines, head=HEAD):
        path = tmp_path / "census.csv"
        path.write_text("\n".join([head, *lines]))
        return path

    return table


def bands():
    rows = Census.objects.order_by("gender", "age_from")
    return list(rows.values_list("gender", "age_from", "age_to", "number"))


def test_a_dry_run_reports_and_keeps_nothing(gmina, table, run):
    lines = run("import_census", table("320301,2021,0-4,female,250,NSP"))
    assert lines[0] == "New: 1"
    assert lines[-1] == "Nothing was written. Run it again with --commit to keep this."
    assert bands() == []


def test_bands_are_kept_as_offices_write_them(gmina, table, run):
    head = "teryt;wiek;plec;osoby"
    path = table("3203013;0-4;K;250", "3203013;5;Mężczyźni;60", "3203013;85 lat i więcej;k;1 200", head=head)
    options = ["--code-field=teryt", "--age-field=wiek", "--gender-field=plec", "--number-field=osoby"]
    run("import_census", path, *options, "--year=2021", "--source=NSP 2021", "--commit")
    assert bands() == [("female", 0, 4, 250), ("female", 85, None, 1200), ("male", 5, 5, 60)]
    assert Census.objects.filter(area=gmina, year=2021, source="NSP 2021").count() == 3


def test_a_newer_file_replaces_an_area_and_year(gmina, table, run):
    run("import_census", table("320301,2021,0-4,f,250,A", "320301,2011,0-4,f,300,A"), "--commit")
    before = Revision.current()
    path = table("320301,2021,0-17,f,900,B", "320301,2021,18+,f,5000,B")
    assert run("import_census", path, "--commit")[:3] == ["New: 2", "Changed: 0", "Unchanged: 0"]
    assert list(Census.objects.filter(year=2021).order_by("age_from").values_list("number", flat=True)) == [
        900,
        5000,
    ]
    assert Census.objects.filter(year=2011).count() == 1
    assert Revision.current() == before + 1


def test_the_same_file_again_changes_nothing(gmina, table, run):
    path = table("320301,2021,0-4,f,250,A")
    run("import_census", path, "--commit")
    assert run("import_census", path, "--commit")[:3] == ["New: 0", "Changed: 0", "Unchanged: 1"]


def test_rows_that_cannot_be_right_are_told(gmina, table, run):
    path = table(
        "320301,2021,ogółem,f,250,A", "320301,2021,9-4,f,1,A", "320301,2021,0-4,x,1,A", "999999,2021,5,m,1,A"
    )
    assert run("import_census", path)[3:-1] == [
        "Rejected: 4",
        "  no area has this code: 1: 999999",
        "  “9-4” is no age such as 7, 0-4 or 85+: 1: 320301",
        "  “ogółem” is no age such as 7, 0-4 or 85+: 1: 320301",
        "  “x” is neither women nor men: 1: 320301",
    ]


def test_bands_that_share_an_age_are_refused(gmina, table, run):
    with pytest.raises(CommandError, match="two numbers for the age 4"):
        run("import_census", table("320301,2021,0-4,f,1,A", "320301,2021,4-9,f,1,A"))
