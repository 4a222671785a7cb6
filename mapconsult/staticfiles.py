"""Static files under hashed names, compressed, with the imports of ES modules rewritten."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Rewrites `import ... from "./x.js";` too; an import line must end with its semicolon."""

    support_js_module_import_aggregation = True
