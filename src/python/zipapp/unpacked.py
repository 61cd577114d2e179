"""The archive's files on disk: the judge starts processes of its own, and those import from folders.

They are unpacked once into a cache folder named by their content, and compared with the archive's list at every
start: the learner's code, which the kit runs, could have changed them. Bytecode is neither written nor read there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

LIST = "files.sha256"
"""Name of the list in the archive: a line `<SHA-256 in hex>  <path>` for each file to unpack."""

_TRUSTED_WRITERS = 0o022


class Damaged(Exception):
    """The archive is not as it was made."""


def run() -> int:
    """Runs the kit's command line on this process's arguments. Exit code 2 for a damaged archive, else the kit's."""
    try:
        with unpacked(Path(__file__).resolve().parent) as folder:
            os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
            sys.dont_write_bytecode = True
            sys.path[0] = str(folder / "python")
            from labkit.cli import main

            return main()
    except Damaged as error:
        print(f"concurrency-labs: {error}. Download the file again.", file=sys.stderr)
        return 2


@contextmanager
def unpacked(archive: Path) -> Iterator[Path]:
    """A folder with exactly the archive's files, for the time of the block.

    Where the cache cannot be written to, or belongs to somebody else, it is a temporary folder. Raises `Damaged`.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            listing = packed.read(LIST)
            files = _parse(listing)
            folder = _in_cache(packed, files, hashlib.sha256(listing).hexdigest()[:16])
            if folder is None:
                temporary = Path(tempfile.mkdtemp(prefix="concurrency-labs-"))
                try:
                    _write(packed, files, temporary)
                except BaseException:
                    shutil.rmtree(temporary, ignore_errors=True)
                    raise
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError) as error:
        raise Damaged(f"{archive.name} is damaged ({error})") from None
    if folder is not None:
        yield folder
        return
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def cache_folder() -> Path:
    """`CONCURRENCY_LABS_CACHE`, else the system's usual place. Raises `RuntimeError` for a user without a home."""
    named = os.environ.get("CONCURRENCY_LABS_CACHE")
    if named:
        return Path(named).absolute()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "concurrency-labs"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "concurrency-labs"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache").absolute() / "concurrency-labs"


def _parse(listing: bytes) -> dict[str, str]:
    """SHA-256 by path."""
    files = {}
    for line in listing.decode("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = PurePosixPath(name)
        if not name or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise Damaged(f"the list of files names {name!r}")
        files[name] = digest
    return files


def _in_cache(packed: zipfile.ZipFile, files: dict[str, str], key: str) -> Path | None:
    try:
        cache = cache_folder()
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = cache / f"kit-{key}"
        if not _own(cache):
            return None
        if not _whole(folder, files):
            part = Path(tempfile.mkdtemp(prefix=f"{folder.name}.part-", dir=cache))
            try:
                _write(packed, files, part)
                _put_in_place(part, folder, files)
            finally:
                shutil.rmtree(part, ignore_errors=True)
        return folder if _whole(folder, files) else None
    except (OSError, RuntimeError):
        return None


def _write(packed: zipfile.ZipFile, files: dict[str, str], folder: Path) -> None:
    for name, digest in files.items():
        data = packed.read(name)
        if hashlib.sha256(data).hexdigest() != digest:
            raise Damaged(f"{name} is not the file that was packed")
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _put_in_place(part: Path, folder: Path, files: dict[str, str]) -> None:
    try:
        part.rename(folder)
    except OSError:
        if _whole(folder, files):  # another process was faster
            return
        old = part.with_name(part.name.replace(".part-", ".old-"))
        folder.rename(old)
        try:
            part.rename(folder)
        finally:
            shutil.rmtree(old, ignore_errors=True)


def _own(folder: Path) -> bool:
    """Whether nobody but this user and the system's administrator can change what is in the folder."""
    if sys.platform == "win32":
        return True  # the profile's permissions see to it
    found = folder.stat()
    return found.st_uid in (0, os.getuid()) and found.st_mode & _TRUSTED_WRITERS == 0


def _whole(folder: Path, files: dict[str, str]) -> bool:
    """Whether the folder holds exactly these files, of exactly this content."""
    if folder.is_symlink() or not folder.is_dir() or not _own(folder):
        return False
    found = set()
    for path in folder.rglob("*"):
        if path.is_symlink():
            return False
        if path.is_dir():
            continue
        name = path.relative_to(folder).as_posix()
        if name not in files or hashlib.sha256(path.read_bytes()).hexdigest() != files[name]:
            return False
        found.add(name)
    return len(found) == len(files)
