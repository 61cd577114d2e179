"""`labkit new`: the folder of a lab, complete but for its TODOs, which `labkit verify` lists."""

from __future__ import annotations

import json
import re
from pathlib import Path

from labkit.course import default_course, entries_of
from labkit.errors import SetupError

_TEMPLATE = Path(__file__).with_name("template")
_ID = re.compile(r"^(\d{1,2}\.\d{1,2}|[DP]\d{1,2})\Z", re.ASCII)


def scaffold(lab: str, module: str | None, course: Path | None) -> Path:
    """Makes the folder of lab `lab` and returns it. Overwrites nothing; raises `SetupError`."""
    if not _ID.match(lab):
        raise SetupError(f"{lab} is not a lab id such as 1.2, D1 or P5")
    root = (course or default_course()).resolve()
    folder, title, minutes, after = _place(lab, module, root)
    if folder.exists():
        raise SetupError(f"{folder} exists already")
    values = {
        "{{ID}}": lab,
        "{{TITLE}}": title,
        '"{{MINUTES}}"': str(minutes),
        "{{MINUTES}}": str(minutes),
        '"{{AFTER}}"': json.dumps(after),
    }
    for source in sorted(_TEMPLATE.rglob("*.txt")):
        text = source.read_text("utf-8")
        for name, value in values.items():
            text = text.replace(name, value)
        target = folder / source.relative_to(_TEMPLATE).with_suffix("")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return folder


def _place(lab: str, module: str | None, root: Path) -> tuple[Path, str, int, list[str]]:
    """Folder, title, minutes and prerequisites, as `course.json` has them where it lists the lab."""
    try:
        course = json.loads((root / "course.json").read_text("utf-8"))
    except FileNotFoundError:
        course = {"modules": []}
    except ValueError as error:
        raise SetupError(f"{root / 'course.json'} is not JSON: {error}") from None
    for one in course["modules"]:
        for entry in entries_of(one):
            if entry["id"] == lab:
                folder = root / (module or one["folder"]) / entry.get("folder", f"{lab}-new-lab")
                return folder, entry["title"], entry["minutes"], entry.get("after", [])
    if module is None:
        raise SetupError(f"course.json does not list {lab}: name its module's folder with --module")
    return root / module / f"{lab}-new-lab", f"TODO title of lab {lab}", 45, []
