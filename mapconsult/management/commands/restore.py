"""Put a backup in the place of the database and the media."""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from mapconsult.backups import archive, postgres


class Command(BaseCommand):
    help = "Put a backup in the place of the database and the media. The site may run meanwhile."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="what manage.py backup made")
        parser.add_argument(
            "--confirm",
            metavar="DATABASE",
            help="the name of the database, to say that everything in it may be replaced",
        )

    def handle(self, file, confirm, **options):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        try:
            manifest = archive.verified(file)
            _check_versions(manifest)
            self._ask(confirm)
            self._restore(file)
        except (OSError, archive.BadArchive, postgres.DatabaseFailed) as error:
            raise CommandError(f"Nothing was changed: {error}") from error
        self._tell(manifest)

    def _ask(self, confirm):
        """An installation with data is replaced only by someone who names its database."""
        name = connection.settings_dict["NAME"]
        if confirm is None and _has_data() and sys.stdin.isatty():
            confirm = input(f"Everything in the database {name} will be replaced. Type its name to go on: ")
        if confirm != name and (confirm is not None or _has_data()):
            raise CommandError(f"Nothing was changed: there is data here. To replace it:  --confirm {name}")

    def _restore(self, file):
        media = Path(settings.MEDIA_ROOT)
        if media.is_mount():
            raise OSError(f"{media} is a mount point; mount its parent instead, so that it can be exchanged.")
        media.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".restore.", dir=media.parent) as folder:
            folder = Path(folder)
            archive.unpack(file, folder)
            # Outermost, so that it is undone after a commit that failed.
            with _exchanged(media, folder) as exchange, postgres.restored(folder / archive.DUMP):
                exchange()

    def _tell(self, manifest):
        files = len(manifest["sha256"]) - 1
        self.stdout.write(
            f"Restored the database and {files} files of media as they were at {manifest['made_at']}"
            f" (release {manifest['release']}). Everybody has to sign in again."
        )
        self.stdout.write("Erasures of personal data made since then must be made again.")
        if set(MigrationLoader(connection).disk_migrations) - _migrations(manifest):
            self.stdout.write("The backup is of an older release. Now run:  manage.py migrate")
        postgres.tidy()


@contextlib.contextmanager
def _exchanged(media, folder):
    """Gives what puts the new media in place; when the block fails afterwards, the old ones come back."""
    old, new = folder / "old", folder / archive.MEDIA

    def exchange():
        if media.exists():
            os.rename(media, old)
        os.rename(new, media)

    try:
        yield exchange
    except BaseException:
        if not new.exists():
            shutil.rmtree(media)
        if old.exists():
            os.rename(old, media)
        raise


def _migrations(manifest):
    return {tuple(migration) for migration in manifest["migrations"]}


def _check_versions(manifest):
    """A backup of an older release or server can be restored, one of a newer cannot."""
    unknown = _migrations(manifest) - set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    if unknown:
        app, name = min(unknown)
        raise archive.BadArchive(
            f"the backup is of release {manifest['release']}, with migrations unknown here ({app}.{name})."
        )
    if manifest["postgresql"] > postgres.server_version():
        raise archive.BadArchive(
            f"the backup is of PostgreSQL {manifest['postgresql']}, newer than that of this database."
        )


def _has_data():
    """Whether any table of the project's own rooms has a row."""
    tables = set(connection.introspection.table_names())
    own = [model for model in apps.get_models() if model.__module__.startswith(("mapconsult.", "geo."))]
    return any(model._meta.db_table in tables and model._base_manager.exists() for model in own)
