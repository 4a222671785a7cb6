"""Dumping and restoring the database with PostgreSQL's own programs."""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.db import connection
from psycopg2.extensions import make_dsn

INSTALLED = Path("/usr/lib/postgresql")
# Sessions and cached values are nobody's data, and a session that was ended shall not come back.
# The last one is PostGIS's own.
LEFT_OUT = ["django_session", "cache", "spatial_ref_sys"]
SQL = Path(__file__).parent / "sql"


class DatabaseFailed(Exception):
    """PostgreSQL's own words on why it did not work, without the values of any row."""


def server_version():
    """The major version of the server, such as 17."""
    return connection.pg_version // 10000


def program(name):
    """The path of a client program: of the server's own version, else of the next newer one."""
    paths = {int(path.parts[-3]): path for path in INSTALLED.glob(f"[0-9]*/bin/{name}")}
    if path := shutil.which(name):
        told = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
        paths.setdefault(int(re.search(r"\d+", told)[0]), path)
    wanted = server_version()
    fitting = sorted(version for version in paths if version >= wanted)
    if not fitting:
        raise DatabaseFailed(
            f"{name} of PostgreSQL {wanted} is missing:  sudo apt-get install postgresql-client-{wanted}"
        )
    return str(paths[fitting[0]])


def _address():
    """What leads a client program to the database: an argument, and the password where `ps` shows none."""
    params = connection.get_connection_params()
    password = params.pop("password", None)
    params = {name: value for name, value in params.items() if isinstance(value, (str, int))}
    return make_dsn(**params), os.environ | ({"PGPASSWORD": password} if password else {})


def schema():
    """The schema that holds the project's tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone()[0]


def dump(path):
    """Write a dump in PostgreSQL's custom format: what the schema holds beside the extensions' things."""
    address, environment = _address()
    left_out = [f"--exclude-table-data={table}" for table in LEFT_OUT]
    command = [program("pg_dump"), "--format=custom", f"--schema={schema()}", "--no-unlogged-table-data"]
    command += [*left_out, f"--file={path}", f"--dbname={address}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise DatabaseFailed(_words(done.stderr) or f"pg_dump was stopped ({done.returncode}).")


@contextlib.contextmanager
def restored(path):
    """Put a dump in the place of everything that is in the schema, in one transaction.

    The block runs when all of it is in place and not yet committed; when anything fails, block or commit,
    the database is as it was before.
    """
    connection.close()
    address, environment = _address()
    command = [program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={address}"]
    with tempfile.TemporaryFile("w+") as errors:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": errors}
        psql = subprocess.Popen(command, env=environment, **pipes)
        try:
            _feed(psql, path)
            yield
            psql.stdin.write(b"COMMIT;\n")
            psql.stdin.close()
            if psql.wait():
                raise BrokenPipeError
        except BrokenPipeError:
            psql.wait()
            errors.seek(0)
            raise DatabaseFailed(_words(errors.read())) from None
        finally:
            psql.kill()
            psql.wait()
            psql.stdout.close()
            with contextlib.suppress(BrokenPipeError):
                psql.stdin.close()


def _feed(psql, path):
    """Send everything but the commit, and wait until it is done."""
    own = schema()
    connection.close()
    psql.stdin.write(rb"\o /dev/null" + b"\nBEGIN;\n" + (SQL / "drop_everything.sql").read_bytes())
    command = [program("pg_restore"), "--file=-", f"--schema={own}", "--no-owner", "--no-privileges", path]
    with tempfile.TemporaryFile("w+") as errors:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors) as script:
            shutil.copyfileobj(script.stdout, psql.stdin)
        if script.returncode:
            errors.seek(0)
            raise DatabaseFailed(_words(errors.read()))
    finish = (SQL / "finish_restore.sql").read_text().replace("{schema}", connection.ops.quote_name(own))
    psql.stdin.write(finish.encode() + b"\n\\echo done\n")
    psql.stdin.flush()
    if psql.stdout.readline() != b"done\n":
        raise BrokenPipeError


def tidy():
    """What a dump does not bring along: statistics, and the map of pages that all can see."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _words(errors):
    """The lines that say what went wrong; others may repeat values."""
    lines = [line for line in errors.splitlines() if re.search(r"\b(error|fatal|ERROR|FATAL|PANIC):", line)]
    return "\n".join(lines[:3])
