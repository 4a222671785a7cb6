"""The file of a backup: a tar of the database's dump, the media, and a manifest with the SHA-256 of each."""

import contextlib
import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

PROJECT, FORMAT = "mapconsult", 1
DUMP, MEDIA, MANIFEST = "database.dump", "media", "manifest.json"


class BadArchive(Exception):
    """The file is no backup of this project, or not a whole one; its text is for the operator."""


class Summing:
    """A file that sums up what is read of it."""

    def __init__(self, file):
        self.file, self.sum = file, hashlib.sha256()

    def read(self, size=-1):
        chunk = self.file.read(size)
        self.sum.update(chunk)
        return chunk


@contextlib.contextmanager
def whole_file(path):
    """A new file for its owner alone, which gets its name when all of it is on the disk, else vanishes."""
    if path.exists():
        raise FileExistsError(f"{path} is there already.")
    handle, part = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.rename(part, path)
    except BaseException:
        os.unlink(part)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(file, *, dump, media, facts):
    """Write the archive of a dump and of the folder of media; `facts` go into the manifest."""
    sums = {}
    with tarfile.open(fileobj=file, mode="w") as archive:
        sums[DUMP] = _add(archive, DUMP, dump)
        for path in sorted(media.rglob("*")):
            # What is taken away meanwhile is named by nothing any more.
            with contextlib.suppress(FileNotFoundError):
                if path.is_file() and not path.is_symlink():
                    name = f"{MEDIA}/{path.relative_to(media).as_posix()}"
                    sums[name] = _add(archive, name, path)
        manifest = {"project": PROJECT, "format": FORMAT, **facts, "sha256": sums}
        with tempfile.TemporaryFile() as text:
            text.write(json.dumps(manifest, indent=1).encode())
            _add_open(archive, MANIFEST, text)
    return manifest


def _add(archive, name, path):
    with path.open("rb") as source:
        return _add_open(archive, name, source)


def _add_open(archive, name, source):
    info = tarfile.TarInfo(name)
    info.size, info.mode = os.fstat(source.fileno()).st_size, 0o600
    source.seek(0)
    summing = Summing(source)
    archive.addfile(info, summing)
    return summing.sum.hexdigest()


def verified(path):
    """The manifest of an archive of which every byte was read and found to be right, else BadArchive."""
    try:
        with tarfile.open(path, mode="r:") as archive:
            sums, manifest = _read_through(archive)
    except (tarfile.TarError, EOFError) as error:
        raise BadArchive(f"{path} is no whole backup: {error}.") from None
    if manifest is None:
        raise BadArchive(f"{path} is cut off, or is no backup: its manifest is missing.")
    if (manifest.get("project"), manifest.get("format")) != (PROJECT, FORMAT):
        raise BadArchive(f"{path} is a backup of something else, or of a format unknown to this release.")
    promised = manifest["sha256"]
    wrong = sorted(name for name in sums.keys() | promised.keys() if sums.get(name) != promised.get(name))
    if wrong or DUMP not in sums:
        raise BadArchive(f"{path} is damaged: {', '.join(wrong[:5]) or DUMP} is not what was backed up.")
    return manifest


def _read_through(archive):
    sums, manifest = {}, None
    for member in archive:
        # A link would be followed, if only to another member.
        if not member.isreg() or not _is_ours(member.name):
            raise BadArchive(f"There is no place for {member.name!r} in a backup.")
        source = archive.extractfile(member)
        if member.name == MANIFEST:
            manifest = _parsed(source.read())
            continue
        summing = Summing(source)
        while summing.read(1 << 20):
            pass
        sums[member.name] = summing.sum.hexdigest()
    return sums, manifest


def _is_ours(name):
    parts = PurePosixPath(name).parts
    return name in (DUMP, MANIFEST) or (len(parts) > 1 and parts[0] == MEDIA and ".." not in parts)


def _parsed(text):
    try:
        manifest = json.loads(text)
    except ValueError:
        manifest = None
    return manifest if isinstance(manifest, dict) else {}


def unpack(path, folder: Path):
    """Put the members of a verified archive into a folder."""
    (folder / MEDIA).mkdir()
    with tarfile.open(path, mode="r:") as archive:
        for member in archive:
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.extractfile(member) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file)
                file.flush()
                os.fsync(file.fileno())
