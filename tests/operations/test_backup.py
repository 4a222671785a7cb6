"""Backup, destroy, restore, compare; and what goes wrong leaves everything as it was."""

import concurrent.futures
import contextlib
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import tarfile
import threading

import psycopg2
import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from mapconsult.accounts.models import User
from mapconsult.backups import archive, postgres
from mapconsult.consultations.models import ChangeCounter
from mapconsult.feedback.models import Remark
from tests.people import Person

pytestmark = pytest.mark.django_db(transaction=True)
# Sessions end with a restore, and the counters of changes go on by the clock.
OTHERWISE = {"django_session", "cache", "accounts_limitcount", "consultations_changecounter"}


@pytest.fixture
def name():
    """The name of the database, which a restore has to be confirmed with."""
    return connection.settings_dict["NAME"]


@pytest.fixture(autouse=True)
def _client_programs(transactional_db):
    try:
        postgres.program("pg_dump")
    except postgres.DatabaseFailed as error:
        pytest.skip(str(error))


@pytest.fixture
def backup(media, say, tmp_path):
    """A backup of a consultation with two remarks and a picture."""
    say((16.1, 53.5), None, body="Ławka; 'cudzysłów' \\ i\nnowy wiersz")
    call_command("backup", str(tmp_path / "one.tar"), stdout=io.StringIO())
    return tmp_path / "one.tar"


@pytest.fixture
def finish_with(tmp_path, monkeypatch):
    """Let the last statements of a restore be other ones."""

    def finish(sql):
        shutil.copytree(postgres.SQL, tmp_path / "sql")
        monkeypatch.setattr(postgres, "SQL", tmp_path / "sql")
        (tmp_path / "sql" / "finish_restore.sql").write_text(sql)

    return finish


def sums():
    """{table: (rows, checksum)} of everything in the database."""
    found = {}
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names()) - OTHERWISE:
            row = f"SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY t::text)) FROM \"{table}\" AS t"
            cursor.execute(row)
            found[table] = cursor.fetchone()
    return found


def rewritten(source, target, change):
    """A copy of an archive, each member's bytes changed by change(name, bytes)."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old:
            content = change(member.name, old.extractfile(member).read())
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return target


def refusal(path, **options):
    with pytest.raises(CommandError) as refused:
        call_command("restore", str(path), stdout=io.StringIO(), **options)
    return str(refused.value)


def test_what_was_backed_up_destroyed_and_restored_is_the_same(backup, media, name):
    before = sums()
    User.objects.create_user("nowy@czaplinek.example", "jezioro")
    Remark.objects.all().delete()
    shutil.rmtree(media)
    call_command("restore", str(backup), confirm=name, stdout=io.StringIO())
    assert sums() == before
    assert (media / "plans" / "plan.png").read_bytes() == b"picture"
    assert sorted(path.name for path in media.parent.iterdir()) == ["media", "one.tar"]


def test_indexes_constraints_and_triggers_come_back(backup, name):
    described = (
        "SELECT array_agg(indexdef ORDER BY indexname) FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT array_agg(pg_get_constraintdef(oid) ORDER BY conname, oid::text) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace AND contype <> 'n'",
        "SELECT array_agg(pg_get_triggerdef(oid) ORDER BY tgname) FROM pg_trigger WHERE NOT tgisinternal",
    )
    with connection.cursor() as cursor:
        before = [sorted(cursor.execute(sql) or cursor.fetchone()[0] or []) for sql in described]
    call_command("restore", str(backup), confirm=name, stdout=io.StringIO())
    with connection.cursor() as cursor:
        assert [sorted(cursor.execute(sql) or cursor.fetchone()[0] or []) for sql in described] == before


def test_the_running_site_goes_on_after_a_restore(backup, name, consultation):
    client = Client()
    url = f"/api/v1/consultations/{consultation.slug}/remarks/"
    before = client.get(url)
    call_command("restore", str(backup), confirm=name, stdout=io.StringIO())
    after = client.get(url)
    assert after.json() == before.json()
    assert after["ETag"] != before["ETag"]


def test_counters_of_changes_never_come_to_a_number_again(backup, name, consultation):
    consultation.bump()
    highest = max(ChangeCounter.objects.values_list("value", flat=True))
    call_command("restore", str(backup), confirm=name, stdout=io.StringIO())
    assert min(ChangeCounter.objects.values_list("value", flat=True)) > highest


def test_a_backup_is_for_its_owner_alone_and_says_what_it_is(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    with tarfile.open(backup) as file:
        manifest = json.load(file.extractfile("manifest.json"))
    assert manifest["postgresql"] == postgres.server_version()
    assert sorted(manifest["sha256"]) == ["database.dump", "media/plans/plan.png"]


def test_sessions_are_not_backed_up(official, backup, name):
    client = Person()
    client.force_login(official)
    assert client.get("/panel/").status_code == 200
    call_command("backup", str(backup.with_name("two.tar")), stdout=io.StringIO())
    call_command("restore", str(backup.with_name("two.tar")), confirm=name, stdout=io.StringIO())
    assert client.get("/panel/").status_code == 302


def test_data_is_not_replaced_without_the_name_of_the_database(backup):
    before = sums()
    assert "--confirm" in refusal(backup)
    assert "--confirm" in refusal(backup, confirm="another")
    assert sums() == before


def test_an_empty_installation_needs_no_confirmation(backup):
    before = sums()
    call_command("flush", interactive=False, verbosity=0)
    call_command("restore", str(backup), stdout=io.StringIO())
    assert sums() == before


def test_a_changed_byte_is_found_before_anything_is_touched(backup, name):
    before = sums()
    content = bytearray(backup.read_bytes())
    content[content.index(b"picture")] ^= 1
    backup.write_bytes(content)
    assert "media/plans/plan.png" in refusal(backup, confirm=name)
    assert sums() == before


@pytest.mark.parametrize("end", [b"", b"PGDMP", b"media/plans", b'"sha256"'])
def test_a_truncated_file_is_refused(backup, name, end):
    content = backup.read_bytes()
    backup.write_bytes(content[: content.index(end)])
    assert refusal(backup, confirm=name).startswith("Nothing was changed: ")


def test_a_backup_of_another_project_is_refused(backup, name, tmp_path):
    def other(member, content):
        return content.replace(b'"mapconsult"', b'"otherthing"') if member == archive.MANIFEST else content

    assert "something else" in refusal(rewritten(backup, tmp_path / "two.tar", other), confirm=name)


def test_a_member_that_leads_outside_is_refused(backup, name, tmp_path):
    with tarfile.open(backup, "a") as file:
        file.addfile(tarfile.TarInfo("media/../../etc/passwd"))
    assert "no place" in refusal(backup, confirm=name)


@pytest.mark.parametrize("target", ["/etc/passwd", "../database.dump"])
def test_a_member_that_is_a_link_is_refused(backup, name, target):
    link = tarfile.TarInfo("media/link")
    link.type, link.linkname = tarfile.SYMTYPE, target
    with tarfile.open(backup, "a") as file:
        file.addfile(link)
    assert "no place" in refusal(backup, confirm=name)


def test_a_backup_of_a_newer_release_is_refused(backup, name, tmp_path):
    def newer(member, content):
        if member != archive.MANIFEST:
            return content
        manifest = json.loads(content)
        return json.dumps(manifest | {"migrations": [["feedback", "9999_later"]]}).encode()

    assert "9999_later" in refusal(rewritten(backup, tmp_path / "two.tar", newer), confirm=name)


def test_a_restore_that_fails_in_the_middle_leaves_everything(backup, name, media, finish_with):
    before = sums()
    (media / "plans" / "plan.png").write_bytes(b"newer picture")
    finish_with("SELECT 1 / 0;")
    assert "division by zero" in refusal(backup, confirm=name)
    assert sums() == before
    assert (media / "plans" / "plan.png").read_bytes() == b"newer picture"


def test_a_commit_that_fails_brings_the_media_back(backup, name, media, finish_with):
    """A constraint that is looked at when the transaction commits, after the media were exchanged."""
    before = sums()
    (media / "plans" / "plan.png").write_bytes(b"newer picture")
    finish_with(
        "CREATE TABLE public.late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED);"
        "INSERT INTO public.late VALUES (1), (1);"
    )
    assert "late_id_key" in refusal(backup, confirm=name)
    assert sums() == before
    assert (media / "plans" / "plan.png").read_bytes() == b"newer picture"


def test_readers_and_a_restore_do_not_wait_for_each_other_in_a_circle(backup, name):
    """They hold one table and want another while the restore locks all."""
    address = connection.get_connection_params()
    stop = threading.Event()

    def read():
        with contextlib.closing(psycopg2.connect(**address)) as reader, reader.cursor() as cursor:
            while not stop.is_set():
                cursor.execute("SELECT 1 FROM feedback_remark; SELECT pg_sleep(0.01)")
                cursor.execute("SELECT 1 FROM accounts_user")
                reader.rollback()

    with concurrent.futures.ThreadPoolExecutor() as pool:
        readers = [pool.submit(read) for _ in range(4)]
        try:
            call_command("restore", str(backup), confirm=name, stdout=io.StringIO())
        finally:
            stop.set()
    assert [reader.exception() for reader in readers] == [None] * 4


def test_a_full_disk_leaves_nothing_half_made(consultation, media, tmp_path):
    """Files may not grow beyond 20 kB here: the dump fails as on a full disk, in another process."""
    folder = tmp_path / "backups"
    folder.mkdir()
    limit = (20_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    script = (
        "import sys, django; django.setup();"
        "from django.db import connection; connection.settings_dict['NAME'] = sys.argv[1];"
        "from django.core.management import call_command; call_command('backup', sys.argv[2])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, connection.settings_dict["NAME"], str(folder)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
        cwd=project.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "mapconsult.settings"},
        capture_output=True,
        text=True,
    )
    assert "No backup was made" in done.stderr
    assert list(folder.iterdir()) == []


def test_an_existing_file_is_never_written_over(backup):
    content = backup.read_bytes()
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(backup))
    assert backup.read_bytes() == content
