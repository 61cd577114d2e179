"""Does `lab.json` say what the code says?"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from labkit.bench.neighbours import neighbours
from labkit.bench.order import measured
from labkit.bench.recording import recorded
from labkit.check.place import find_symbol
from labkit.course import brought_labs, course_entries
from labkit.errors import SetupError
from labkit.lab import Lab
from labkit.packages import modules
from labkit.practices.review import RULES, review
from labkit.verify.fault import Fault
from labkit.verify.files import solutions


def declaration_faults(lab: Lab) -> Iterator[Fault]:
    yield from _brought_faults(lab)
    yield from _check_faults(lab)
    yield from _bench_faults(lab)
    yield from _course_faults(lab)
    if lab.declaration["coreMinutes"] > lab.minutes:
        yield Fault("lab.json", "coreMinutes is more than minutes")
    for name in lab.practices:
        if name not in RULES:
            yield Fault("lab.json", f"the practice {name} has no rule in the kit")
    for folder in (lab.starter, *solutions(lab)):
        yield from _code_faults(lab, folder)


def _brought_faults(lab: Lab) -> Iterator[Fault]:
    """The labs it brings come before it, need no other packages, and no file has two owners."""
    order = list(course_entries(lab))
    owners = dict.fromkeys(lab.files, lab.id)
    for one in brought_labs(lab):
        if one.brings:
            yield Fault("lab.json", f"brings lab {one.id}, which brings files itself")
        if order and lab.id in order and order.index(one.id) >= order.index(lab.id):
            yield Fault("lab.json", f"brings lab {one.id}, which does not come before it")
        for package in sorted(set(one.packages) - set(lab.packages)):
            yield Fault("lab.json", f"lab {one.id} needs {package}, which is not among the packages")
        for package in sorted(set(one.optional_packages) - set(lab.optional_packages) - set(lab.packages)):
            yield Fault("lab.json", f"lab {one.id} can use {package}, which is not among the optional packages")
        for name in one.files:
            if (other := owners.setdefault(name, one.id)) != one.id:
                yield Fault("lab.json", f"{name} is a file of lab {one.id} and of lab {other}")


def _starters(lab: Lab) -> dict[str, Path]:
    """Where the starter of each file in the work folder lies."""
    return {name: one.starter / name for one in (*brought_labs(lab), lab) for name in one.files}


def _check_faults(lab: Lab) -> Iterator[Fault]:
    steps = len(lab.declaration["steps"])
    seen: set[str] = set()
    functions: dict[str, list[str]] = {}
    starters = _starters(lab)
    for check in lab.checks:
        if check.id in seen:
            yield Fault("lab.json", f"the check {check.id} is declared twice")
        seen.add(check.id)
        if check.step > steps:
            yield Fault("lab.json", f"the check {check.id} belongs to step {check.step} of {steps}")
        if check.target_file not in starters:
            yield Fault("lab.json", f"the check {check.id} targets {check.target_file}, which is not among the files")
        elif find_symbol(_read(starters[check.target_file]), check.symbol) is None:
            yield Fault("lab.json", f"the check {check.id} targets {check.symbol}, which the starter does not define")
        if check.file not in functions:
            functions[check.file] = list(_tests(lab.folder / check.file))
        if check.test not in functions[check.file]:
            yield Fault(check.file, f"{check.test} of the check {check.id} is not there")
    for file, names in functions.items():
        declared = [one.test for one in lab.checks if one.file == file]
        for name in names:
            if name not in declared:
                yield Fault(file, f"{name} is not declared in lab.json")
        for name in sorted({one for one in declared if declared.count(one) > 1}):
            yield Fault("lab.json", f"{file} {name} is declared for two checks")
    for number in range(1, steps + 1):
        if not any(one.step == number for one in lab.checks):
            yield Fault("lab.json", f"step {number} has no check")


def _tests(path: Path) -> Iterator[str]:
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return
    yield from (one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"))


def _bench_faults(lab: Lab) -> Iterator[Fault]:
    bench = lab.bench
    if bench is None:
        return
    metrics = {one["id"] for one in bench["metrics"]}
    variants = {one["id"]: one for one in bench["variants"]}
    try:
        recorded(lab)
        for one in neighbours(lab, lab.starter):
            for package in sorted(set(one.lab.packages) - set(lab.packages)):
                yield Fault("lab.json", f"the variant {one.variant} needs {package}, which is not among the packages")
    except SetupError as error:
        yield Fault("lab.json", str(error))
    for variant in bench["variants"]:
        if "recorded" in variant and "recorded" not in variant["label"]:
            yield Fault("lab.json", f"the label of the variant {variant['id']} does not say that it is recorded")
    if not measured(bench):
        yield Fault("lab.json", "no variant of the benchmark is measured")
    for one in bench["predictions"]:
        if one["kind"] == "curve" and one["metric"] not in metrics:
            yield Fault("lab.json", f"the prediction {one['id']} is about {one['metric']}, which is not measured")
        if one["kind"] == "curve" and not set(one["at"]) <= set(bench["x"]["values"]):
            yield Fault("lab.json", f"the prediction {one['id']} asks for points that are not measured")
        if one["kind"] == "curve" and one.get("variant", next(iter(variants))) not in variants:
            yield Fault("lab.json", f"the prediction {one['id']} is about {one['variant']}, which is no variant")
    for one in bench["comparisons"]:
        if one["metric"] not in metrics:
            yield Fault("lab.json", f"the comparison {one['id']} is about {one['metric']}, which is not measured")
        for side in ("base", "other"):
            if one[side]["variant"] not in variants or one[side]["x"] not in bench["x"]["values"]:
                yield Fault("lab.json", f"the comparison {one['id']} names a point that is not measured")
            elif "recorded" in variants[one[side]["variant"]]:
                yield Fault("lab.json", f"the comparison {one['id']} takes a side that is recorded: machines differ")


def _course_faults(lab: Lab) -> Iterator[Fault]:
    """Id, title, minutes and prerequisites stand in `course.json` too."""
    entries = course_entries(lab)
    if not entries:
        if (lab.folder.parent.parent / "course.json").is_file():
            yield Fault("course.json", "cannot be read")
        return
    if lab.id not in entries:
        yield Fault("course.json", f"does not list the lab {lab.id}")
        return
    module, entry = entries[lab.id]
    for name in ("title", "minutes", "after"):
        if entry.get(name) != lab.declaration[name]:
            yield Fault("lab.json", f"{name} is {lab.declaration[name]!r}, and course.json says {entry.get(name)!r}")
    if (module.get("folder"), entry.get("folder")) != (lab.folder.parent.name, lab.folder.name):
        yield Fault("course.json", f"the folder of {lab.id} is {module.get('folder')}/{entry.get('folder')}")


def _code_faults(lab: Lab, folder: Path) -> Iterator[Fault]:
    """Only declared packages, only syntax of the declared Python, no practice broken."""
    major, minor = lab.python.split(".")
    allowed = set(sys.stdlib_module_names) | {
        one for package in (*lab.packages, *lab.optional_packages) for one in modules(package)
    }
    allowed |= {Path(one).stem for one in _starters(lab)}
    for name in lab.files:
        path = folder / name
        if path.suffix != ".py" or not path.is_file():
            continue
        where = path.relative_to(lab.folder).as_posix()
        try:
            tree = ast.parse(path.read_bytes(), feature_version=(int(major), int(minor)))
        except (SyntaxError, ValueError) as error:
            yield Fault(where, f"is no Python {lab.python}: {error}")
            continue
        for module in sorted(_imported(tree) - allowed):
            yield Fault(where, f"imports {module}, which lab.json does not declare")
        if folder != lab.starter:
            for one in review(_read(path), lab.practices):
                yield Fault(f"{where}:{one.line}", f"breaks {one.rule}: {one.message}")


def _imported(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return ""
