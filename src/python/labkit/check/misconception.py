"""Planted bugs: the front matter of `mutants/`, TOML in comments between `# /// mutant` and `# ///`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from labkit.errors import SetupError


@dataclass(frozen=True)
class Mutant:
    """One planted bug. `files`: what it puts in place of the learner's files."""

    path: Path
    id: str
    title: str
    check: tuple[str, ...]
    feedback: str
    files: tuple[tuple[str, Path], ...]


def read_mutants(lab_folder: Path, first_file: str) -> list[Mutant]:
    """All mutants of a lab, by name. Raises `SetupError` for one whose front matter is missing or wrong."""
    folder = lab_folder / "mutants"
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.suffix == ".py":
            text = front_matter(path.read_text("utf-8"), path)
            files: tuple[tuple[str, Path], ...] = ((first_file, path),)
        elif (path / "mutant.toml").is_file():
            text = (path / "mutant.toml").read_text("utf-8")
            inside = sorted(one for one in path.rglob("*") if one.is_file() and one.name != "mutant.toml")
            files = tuple((one.relative_to(path).as_posix(), one) for one in inside)
        else:
            continue
        found.append(_mutant(path, text, files))
    return found


def front_matter(source: str, path: Path) -> str:
    """The TOML of a mutant file. Raises `SetupError`."""
    lines = source.splitlines()
    try:
        start = lines.index("# /// mutant")
        end = lines.index("# ///", start)
    except ValueError:
        raise SetupError(f"{path} has no front matter: '# /// mutant' to '# ///'") from None
    return "\n".join(one[2:] if one.startswith("# ") else one.lstrip("#") for one in lines[start + 1 : end])


def _mutant(path: Path, text: str, files: tuple[tuple[str, Path], ...]) -> Mutant:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SetupError(f"{path}: the front matter is not TOML: {error}") from None
    if set(data) != {"id", "title", "check", "feedback"}:
        raise SetupError(f"{path}: the front matter needs exactly id, title, check and feedback")
    checks = data["check"]
    if not isinstance(checks, list) or not checks or not all(isinstance(one, str) for one in checks):
        raise SetupError(f"{path}: check must be a list of check ids")
    for name in ("id", "title", "feedback"):
        if not isinstance(data[name], str) or not data[name].strip():
            raise SetupError(f"{path}: {name} must be text")
    return Mutant(path, data["id"], data["title"].strip(), tuple(checks), " ".join(data["feedback"].split()), files)


def describe(lab_id: str, mutants: list[Mutant], key: str) -> dict[str, str]:
    """The `misconception` of an event. Raises `SetupError` when the lab has no such planted bug."""
    for one in mutants:
        if one.id == key:
            return {"key": f"{lab_id}/{key}", "title": one.title, "feedback": one.feedback}
    raise SetupError(f"lab {lab_id} has no planted bug {key}")
