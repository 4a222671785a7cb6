"""The commands of imports, and real comments by them."""

import csv
from io import StringIO
from itertools import islice
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from mapconsult.exchange.imports.letters import gather
from mapconsult.exchange.imports.mapping import Mapping
from mapconsult.exchange.models import Import
from mapconsult.feedback.models import Remark
from tests.exchange.importing import HEADER, ROW

DATA = Path(settings.BASE_DIR).parent / "shared" / "data" / "dc_vision_zero_comments.csv"
MAP = ["x=lon", "y=lat", "body=tekst", "category=rodzaj", "received_at=data", "id=nr"]

REAL = ["x=longitude", "y=latitude", "body=comments", "category=requesttype"]
REAL += ["received_at=requestdate", "id=globalid"]


@pytest.fixture
def run(consultation, tmp_path):
    """Import lines by the command; what it says."""

    def run(*lines, path=None, columns=MAP, **options):
        if path is None:
            path = tmp_path / "uwagi.csv"
            path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
        out = StringIO()
        options = {"consultation": consultation.slug, "map": columns, "stdout": out, **options}
        call_command("import_remarks", str(path), **options)
        return out.getvalue()

    return run


def test_a_dry_run_tells_and_keeps_nothing(run, playground):
    assert "--commit" in run(ROW)
    assert not Remark.objects.exists()
    assert not Import.objects.exists()


def test_commit_keeps_it_and_undo_takes_it_back(run, playground):
    run(ROW, commit=True)
    number = Import.objects.get().pk
    call_command("undo_import", number, stdout=StringIO())
    assert Remark.objects.count() == 1
    call_command("undo_import", number, commit=True, stdout=StringIO())
    assert Remark.objects.count() == 0


def test_the_report_has_a_line_for_each_fault(run, playground, tmp_path):
    path = tmp_path / "bledy.csv"
    run(ROW, "2,16.1,53.5,=Lotnisko(),2026-05-01,Ławka", report=path)
    [fault] = csv.DictReader(StringIO(path.read_text("utf-8-sig")), delimiter=";")
    assert list(fault.values())[:3] == ["2", "rodzaj", "'=Lotnisko()"]


@pytest.mark.parametrize(
    "options",
    [{"consultation": "brak"}, {"columns": ["x"]}, {"columns": [*MAP, "kind=brak"]}, {"path": "nie.csv"}],
)
def test_a_run_that_cannot_be_done_says_why(run, options):
    with pytest.raises(CommandError):
        run(ROW, **options)


def test_undoing_what_is_not_there_says_so(db):
    with pytest.raises(CommandError):
        call_command("undo_import", 7)


@pytest.fixture
def real(tmp_path):
    """The first 200 of the real comments."""
    if not DATA.exists():
        pytest.skip("the real comments are not there")
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(islice(csv.reader(file), 201))
    path = tmp_path / "real.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.data
def test_real_comments_are_taken_and_shown_as_outside(run, real, client, official):
    run(path=real, columns=REAL, fill=["body=(bez opisu)"], make_categories=True, commit=True)
    client.force_login(official)
    counts = client.get("/api/v1/consultations/teren-rekreacyjny/counts/").json()
    assert (counts["total"], counts["outside"], counts["unplaced"]) == (200, 200, 0)


@pytest.mark.data
def test_of_all_real_comments_those_without_a_date_are_refused(real, consultation):
    mapping = Mapping(dict(pair.split("=") for pair in REAL), {"body": "(bez opisu)"})
    found = gather(DATA, mapping, consultation=consultation)
    assert (found.rows, len(found.letters)) == (5572, 5554)
    assert {fault.column for fault in found.faults} == {"requestdate"}
