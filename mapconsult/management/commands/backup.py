"""Back the database and the media up into one file."""

import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from mapconsult.backups import archive, postgres


class Command(BaseCommand):
    help = "Back the database and the media up into one file, which holds personal data: keep it safe."

    def add_arguments(self, parser):
        parser.add_argument(
            "path",
            nargs="?",
            type=Path,
            default=settings.BASE_DIR / "var" / "backups",
            help="a new file, or a folder in which the file gets a name by its time (default: %(default)s)",
        )

    def handle(self, path, **options):
        # So that what is half done is cleared away at SIGTERM, too.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        if path == settings.BASE_DIR / "var" / "backups":
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        now = datetime.now(UTC)
        if path.is_dir():
            path /= f"mapconsult-{now:%Y%m%dT%H%M%SZ}.tar"
        try:
            manifest = self._back_up(path, now)
        except (OSError, postgres.DatabaseFailed) as error:
            raise CommandError(f"No backup was made: {error}") from error
        size = path.stat().st_size / 1e6
        files = len(manifest["sha256"]) - 1
        self.stdout.write(f"Backed up into {path}: the database and {files} files of media, {size:.1f} MB.")

    def _back_up(self, path, now):
        with archive.whole_file(path) as file, tempfile.TemporaryDirectory(dir=path.parent) as folder:
            dump = Path(folder) / archive.DUMP
            postgres.dump(dump)
            return archive.write(file, dump=dump, media=Path(settings.MEDIA_ROOT), facts=_facts(now))


def _facts(now):
    return {
        "made_at": now.isoformat(timespec="seconds"),
        "release": settings.RELEASE,
        "postgresql": postgres.server_version(),
        "migrations": sorted(MigrationRecorder(connection).applied_migrations()),
    }
