"""Static files under hashed names, compressed, with the imports of ES modules rewritten and styles joined."""

from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage

from mapconsult.consultations.styles import SETS, joined, parts


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Rewrites `import ... from "./x.js";` too; an import line must end with its semicolon.

    Styles of a set must not name files by `url()`: they would be looked for beside the joined file.
    """

    support_js_module_import_aggregation = True
    # One for each step of the longest chain of imports, and it ends as soon as nothing changes any more.
    max_post_process_passes = 20
    joins_styles = True

    def post_process(self, paths, dry_run=False, **options):
        """The joined styles are hashed and compressed with the collected files."""
        if not dry_run:
            for name in SETS:
                self._join(name)
                paths[joined(name)] = (self, joined(name))
        yield from super().post_process(paths, dry_run, **options)

    def _join(self, name):
        target = Path(self.path(joined(name)))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(Path(self.path(part)).read_text() for part in parts(name)))
