"""zipapp.py VSIX LAUNCHER OUT: makes concurrency-labs.pyz from the packed extension, so that both carry the same.

The same package gives the same bytes.
"""

from __future__ import annotations

import hashlib
import sys
import zipfile
from pathlib import Path

_ROOMS = {
    "extension/dist/python/": "python/",
    "extension/dist/python-libs/": "python-libs/",
    "extension/labs/": "labs/",
    "extension/LICENSE.txt": "LICENSE.txt",
    "extension/dist/THIRD-PARTY-NOTICES.txt": "THIRD-PARTY-NOTICES.txt",
}


def carried(vsix: Path) -> dict[str, bytes]:
    """Content by path in the archive."""
    files = {}
    with zipfile.ZipFile(vsix) as package:
        for name in sorted(package.namelist()):
            for start, room in _ROOMS.items():
                if name.startswith(start):
                    files[room + name[len(start) :]] = package.read(name)
    return files


def main(vsix: Path, launcher: Path, out: Path) -> None:
    files = carried(vsix)
    listing = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    programs = {path.name: path.read_bytes() for path in sorted(launcher.glob("*.py"))}
    part = out.with_name(f"{out.name}.part")
    with part.open("wb") as file:
        file.write(b"#!/usr/bin/env python3\n")
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in {**programs, "files.sha256": listing.encode(), **files}.items():
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
    part.chmod(0o755)
    part.replace(out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
