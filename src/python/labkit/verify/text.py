"""Do the lab's pages name only what exists?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from labkit.check.place import find_symbol
from labkit.course import course_entries, work_files
from labkit.lab import Lab
from labkit.verify.fault import Fault

_FENCE = re.compile(r"(?ms)^(```|~~~).*?^\1[ \t]*$")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_CODE = re.compile(r"`([^`\n]+)`")
_FILE = re.compile(r"^[\w./-]+\.(?:py|md|json|csv|toml)$")
_TARGET = re.compile(r"^([\w/-]+\.py):([A-Za-z_][\w.]*)$")
_TODO = re.compile(r"\bTODO\b")


def text_faults(lab: Lab) -> Iterator[Fault]:
    for path in sorted((*lab.folder.glob("*.md"), *lab.folder.glob("solutions/*.md"))):
        where = path.relative_to(lab.folder).as_posix()
        try:
            text = path.read_text("utf-8")
        except (OSError, ValueError) as error:
            yield Fault(where, f"cannot be read: {error}")
            continue
        if not text.strip():
            yield Fault(where, "is empty")
        prose = _FENCE.sub("", text)
        yield from _links(lab, path, where, _CODE.sub("", prose))
        yield from _names(lab, where, prose)
    for path in sorted(one for one in lab.folder.rglob("*") if one.suffix in (".md", ".py", ".json", ".toml")):
        if "__pycache__" not in path.parts:
            for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
                if _TODO.search(line):
                    yield Fault(
                        f"{path.relative_to(lab.folder).as_posix()}:{number}", f"is not written yet: {line.strip()}"
                    )


def _links(lab: Lab, path: Path, where: str, prose: str) -> Iterator[Fault]:
    for target in _LINK.findall(prose):
        if target.startswith("lab:"):
            known = course_entries(lab)
            if known and target[4:] not in known:
                yield Fault(where, f"links to {target}, which course.json does not list")
            continue
        if re.match(r"^[a-z][a-z+.-]*:", target):
            if target.startswith("http:"):
                yield Fault(where, f"links to {target}, which is not https")
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file) if file else path
        if not there.exists():
            yield Fault(where, f"links to {target}, which is not there")
        elif anchor and there.suffix == ".md" and anchor not in _slugs(there.read_text("utf-8")):
            yield Fault(where, f"links to the heading #{anchor} of {there.name}, which is not there")


def _slugs(text: str) -> set[str]:
    found = set()
    for heading in re.findall(r"(?m)^#{1,6}\s+(.*?)\s*#*$", _FENCE.sub("", text)):
        plain = re.sub(r"[^\w\- ]", "", heading.lower(), flags=re.UNICODE)
        found.add(plain.strip().replace(" ", "-"))
    return found


def _names(lab: Lab, where: str, prose: str) -> Iterator[Fault]:
    files = {one.name for one in lab.folder.rglob("*") if one.is_file()} | {Path(one).name for one in work_files(lab)}
    for code in _CODE.findall(prose):
        if match := _TARGET.match(code):
            name, symbol = match.groups()
            source = lab.starter / name
            if not source.is_file() or find_symbol(source.read_text("utf-8"), symbol) is None:
                yield Fault(where, f"names {code}, which the starter does not define")
        elif _FILE.match(code) and Path(code).name not in files:
            yield Fault(where, f"names the file {code}, which the lab does not have")
