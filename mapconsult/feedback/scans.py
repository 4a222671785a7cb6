"""Files that come with a submission: the pages of a letter on paper, or the attachments of a formal one."""

from contextlib import contextmanager

MOST_SCANS = 10


@contextmanager
def stored(submission, scans):
    """Unsaved Scans are saved with their files, which are removed again when the block fails.

    When the commit fails they stay: it may have come through without our being told.
    """
    kept = []
    try:
        for scan in scans:
            scan.submission = submission
            kept.append(scan)
            scan.save()
        yield
    except Exception:
        for scan in kept:
            scan.file.delete(save=False)
        raise
